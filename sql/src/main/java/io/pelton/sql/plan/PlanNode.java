package io.pelton.sql.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pelton.engine.row.Schema;

/** A step of a physical pipeline, the last one at the root. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Scan.class, name = "scan"),
    @JsonSubTypes.Type(value = Calc.class, name = "calc"),
    @JsonSubTypes.Type(value = WindowAssign.class, name = "window-assign"),
    @JsonSubTypes.Type(value = WindowAggregateNode.class, name = "window-aggregate"),
    @JsonSubTypes.Type(value = UnionAll.class, name = "union-all")
})
public sealed interface PlanNode permits Scan, Calc, WindowAssign, WindowAggregateNode, UnionAll {

    /** The rows it gives. */
    Schema schema();
}
