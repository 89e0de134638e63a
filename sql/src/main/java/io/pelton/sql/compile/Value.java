package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;

/**
 * A computed expression inside generated code. When it is NULL the code is still safe to evaluate, but means nothing.
 *
 * @param code   Java expression: a local, a literal or a register
 * @param nanos  of a timestamp above precision 3: Java expression of the nanoseconds inside the millisecond; else null
 */
record Value(ColumnType type, Nulls nulls, String code, String nanos) {

    static Value of(ColumnType type, Nulls nulls, String code) {
        return new Value(type, nulls, code, null);
    }

    Value withNulls(Nulls other) {
        return new Value(type, other, code, nanos);
    }

    /** The nanoseconds, 0 when the type has none. */
    String nanosOrZero() {
        return nanos == null ? "0" : nanos;
    }
}
