package io.pelton.sql.plan;

import io.pelton.engine.row.ColumnType;

/** Column {@code index} of the input row. */
public record InputReference(int index, ColumnType type) implements Expression {
}
