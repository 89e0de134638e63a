package io.pelton.engine.operator;

/** Why an operator refused a row. The codes are part of the journal format. */
public enum DeadLetterReason {
    TOO_LATE(1, "later than every window it belongs to"),
    TOO_FAR_AHEAD(2, "further ahead of the watermark than the operator's memory reaches"),
    KEY_LIMIT(3, "the operator holds its declared number of keys (pelton.keys.max)"),
    DISTINCT_LIMIT(4, "COUNT(DISTINCT) holds its declared number of values (pelton.distinct.max)"),
    MEMORY_LIMIT(5, "the engine's state memory is used up (pelton.memory.max)"),
    EXPRESSION_FAILED(6, "an expression could not be computed"),
    VALUE_TOO_LONG(7, "a string is longer than its column allows"),
    NO_EVENT_TIME(8, "the time attribute is NULL"),
    NOT_NULL_VIOLATED(9, "NULL for a NOT NULL column of the sink"),
    UNDECODABLE(10, "the input could not be decoded"),
    CRASHED(11, "the process ended twice while it was computing this row");

    private final int code;
    private final String meaning;

    DeadLetterReason(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
