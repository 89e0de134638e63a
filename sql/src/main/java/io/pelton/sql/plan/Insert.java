package io.pelton.sql.plan;

/** One INSERT: the root's rows, already cast to the sink's columns, go to the sink. */
public record Insert(int sinkId, PlanNode root) {
}
