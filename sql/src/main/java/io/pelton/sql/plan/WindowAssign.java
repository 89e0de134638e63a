package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;

/** A window table function without aggregation: the input's columns, then window_start, window_end, window_time. */
public record WindowAssign(PlanNode input, Window window, Schema schema) implements PlanNode {
}
