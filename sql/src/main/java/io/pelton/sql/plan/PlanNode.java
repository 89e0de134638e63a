package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;

/** A step of a physical pipeline, the last one at the root. */
public sealed interface PlanNode permits Scan, Calc, WindowAssign, WindowAggregateNode, UnionAll {

    /** The rows it gives. */
    Schema schema();
}
