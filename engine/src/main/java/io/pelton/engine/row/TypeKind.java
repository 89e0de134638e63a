package io.pelton.engine.row;

/** The SQL types a column can have, with the bytes that each takes in the fixed part of a row. */
public enum TypeKind {
    BOOLEAN(1),
    TINYINT(1),
    SMALLINT(2),
    INT(4),
    BIGINT(8),
    FLOAT(4),
    DOUBLE(8),
    /** Unscaled value: a long up to precision 18; above it 16 bytes, low word first, two's complement. */
    DECIMAL(8),
    /** A string reference: u16 offset from the row's start, then u16 length in bytes; UTF-8 behind the fixed part. */
    CHAR(4),
    /** As {@link #CHAR}. STRING is VARCHAR with {@link ColumnType#DEFAULT_STRING_BYTES}. */
    VARCHAR(4),
    /** Days since 1970-01-01. */
    DATE(4),
    /** Milliseconds of the day. */
    TIME(4),
    /**
     * Epoch milliseconds of the local time read as UTC; above precision 3 then an int of nanoseconds inside the
     * millisecond.
     */
    TIMESTAMP(8),
    /** Epoch milliseconds; above precision 3 then an int of nanoseconds inside the millisecond. */
    TIMESTAMP_LTZ(8),
    /** Months. */
    INTERVAL_YEAR_MONTH(8),
    /** Milliseconds. */
    INTERVAL_DAY_TIME(8);

    private final int bytes;

    TypeKind(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    public boolean isString() {
        return this == CHAR || this == VARCHAR;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP || this == TIMESTAMP_LTZ;
    }
}
