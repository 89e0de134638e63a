package io.pelton.engine.source;

import io.pelton.engine.row.RowWriter;
import org.agrona.DirectBuffer;

/**
 * Where a source puts rows: claim all slots of a message, fill each, publish. Every claimed slot must be filled, as a
 * row or as invalid; a claim can't be given back. The source's thread only.
 */
public interface SourceOutput {

    /** Claims the slots of one message; false when the ring has no room for all of them now. */
    boolean claim(int rowCount);

    /**
     * The writer of the claimed slot {@code index} (0 …), begun: all columns NULL. The same flyweight on each call.
     * Call {@link #accept(int, int, long)} when its columns are put.
     */
    RowWriter row(int index);

    /** Finishes slot {@code index} as a row of this partition at this position. */
    void accept(int index, int partition, long position);

    /**
     * Turns slot {@code index} into an INVALID row: counted, journaled, a dead letter. Bytes beyond the slot's room
     * are cut.
     */
    void invalid(int index, int partition, long position, String reason, DirectBuffer raw, int rawOffset, int rawBytes);

    /**
     * Counts messages' rows that the source received and knows to be in the journal already, so that what it received
     * stays what is accounted for. Published with later rows; never refused, allocates nothing.
     */
    void duplicates(int partition, long count);

    /** Publishes the claimed slots. */
    void publish();

    /**
     * Publishes that a partition was opened and what it is.
     *
     * @return its number, dense from 0 inside the source, or -1 when there was no room: call again
     */
    int open(String identity);

    /** Publishes a checksum of all that lies before {@code position}; false when there was no room: call again. */
    boolean position(int partition, long position, long digest);

    /** Publishes that the partition has ended at {@code position}; false when there was no room: call again. */
    boolean end(int partition, long position);
}
