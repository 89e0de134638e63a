package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;

/** The physical columns of a stream, as they stand in the journal. */
public record Scan(int streamId, Schema schema) implements PlanNode {
}
