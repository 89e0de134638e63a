package io.pelton.sql.plan;

import io.pelton.engine.row.ColumnType;

/**
 * One aggregate.
 *
 * @param argument over the input row; null for COUNT(*)
 * @param filter   only rows for which it is true count; null for all
 */
public record AggregateCall(
        AggregateFunction function, boolean distinct, Expression argument, Expression filter, ColumnType type) {
}
