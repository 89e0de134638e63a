package io.pelton.sql.diagnostic;

/**
 * A place in a script.
 *
 * @param line   from 1
 * @param column from 1, in characters
 * @param length characters to underline, at least 1
 */
public record Position(int line, int column, int length) {

    /** The first character of a script. */
    public static final Position START = new Position(1, 1, 1);
}
