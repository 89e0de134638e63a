package io.pelton.connectors.option;

/** How an option's value is written. */
public enum OptionKind {
    TEXT,
    /** true or false. */
    BOOLEAN,
    INTEGER,
    DECIMAL_NUMBER,
    /** As in Flink: a number and ms, s, min, h or d; a bare number is milliseconds. */
    DURATION,
    /** As in Flink: a number and kb, mb, gb or tb; a bare number is bytes. */
    BYTES,
    /** One ASCII character; \t is the tabulator. */
    CHARACTER,
    /** Known, accepted, without effect here. */
    IGNORED,
    /** Known, and refused. */
    REFUSED
}
