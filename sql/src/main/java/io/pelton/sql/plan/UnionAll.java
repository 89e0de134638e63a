package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;
import java.util.List;

/** All rows of all inputs, which have the same schema. */
public record UnionAll(List<PlanNode> inputs, Schema schema) implements PlanNode {

    public UnionAll {
        inputs = List.copyOf(inputs);
    }
}
