package io.pelton.sql.plan;

import io.pelton.engine.row.ColumnType;

/**
 * A constant.
 *
 * @param value null for NULL; else as text: {@code true}; digits; Java's notation for FLOAT and DOUBLE; plain digits
 *             with point for
 *              DECIMAL; the string itself; {@code yyyy-MM-dd}, {@code HH:mm:ss[.f]}, {@code yyyy-MM-dd HH:mm:ss[.f]};
 * milliseconds or
 *              months of an interval
 */
public record Literal(String value, ColumnType type) implements Expression {
}
