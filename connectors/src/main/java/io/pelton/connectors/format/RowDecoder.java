package io.pelton.connectors.format;

import io.pelton.engine.row.RowWriter;

/** Decodes one message into a begun row. Stateless between messages; one thread. */
public interface RowDecoder {

    /** True when the line holds no message (empty, or a comment where these are allowed). */
    boolean isBlank(byte[] bytes, int from, int to);

    /** False when the message goes on behind this line end (a line break inside quotes). */
    boolean isComplete(byte[] bytes, int from, int to);

    /**
     * Puts the message's columns.
     *
     * @return false when it can't be decoded: {@link #problem()} says why, and the row must become an INVALID one
     */
    boolean decode(byte[] bytes, int from, int to, RowWriter row);

    /** Why the last {@link #decode} failed: the column and what was expected. */
    String problem();

    /** True when the first line of each input is a header for {@link #header}. */
    default boolean hasHeader() {
        return false;
    }

    /**
     * Takes a header line.
     *
     * @throws FormatException when it doesn't fit the table
     */
    default void header(byte[] bytes, int from, int to) {
    }
}
