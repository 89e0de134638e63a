package io.pelton.engine.row;

/** A named, typed column. */
public record Column(String name, ColumnType type) {
}
