package io.pelton.sql.plan;

import io.pelton.engine.row.ColumnType;

/** A typed expression over the columns of one row. */
public sealed interface Expression permits InputReference, Literal, Call {

    ColumnType type();
}
