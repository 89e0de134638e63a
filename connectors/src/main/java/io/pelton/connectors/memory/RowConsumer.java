package io.pelton.connectors.memory;

import io.pelton.engine.row.RowReader;

/** Takes a table's output rows, in order, on the engine's egress thread. It may block: it delays only its own table. */
@FunctionalInterface
public interface RowConsumer {

    /**
     * Takes one row; the reader is valid during the call. After a crash the last rows can come again: {@link
     * RowReader#sequence()} grows by one with every row and tells.
     */
    void onRow(RowReader row);
}
