package io.pelton.connectors.format;

import io.pelton.engine.row.RowReader;

/** Appends rows as lines of text. Stateless between rows; one thread. */
public interface RowEncoder {

    /** Appends the row and a line feed. */
    void encode(RowReader row, ByteText out);

    /** Appends what stands before the first row, or nothing. */
    default void header(ByteText out) {
    }
}
