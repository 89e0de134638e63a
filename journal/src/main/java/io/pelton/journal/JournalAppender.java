package io.pelton.journal;

import io.pelton.journal.block.BlockType;
import org.agrona.MutableDirectBuffer;

/** Appends blocks to one journal: claim, fill, commit or abort. Not thread safe; one thread for its life. */
public interface JournalAppender {

    /**
     * Claims room for one block.
     *
     * @param firstSequence   sequence of its first row; must be {@code lastSequence() + 1}
     * @param rowCount        rows in the block, 1 or more
     * @param payloadBytes    bytes of the rows, at most {@link #maxPayloadBytes()}
     * @param logicalTimeNs   engine time of the block, nanoseconds since the epoch
     * @param durableSequence the durable input sequence known now, {@link Journal#NONE} when there is none
     * @return false when there is no room now (a bounded journal whose readers are behind, a disk policy): try again later
     * @throws JournalFailedException when storage failed; the journal is poisoned from then on
     */
    boolean claim(
            BlockType type, long firstSequence, int rowCount, int payloadBytes, long logicalTimeNs, long durableSequence);

    /** The buffer of the claimed block; valid until {@link #commit()} or {@link #abort()}. */
    MutableDirectBuffer buffer();

    /** Where the claimed payload begins in {@link #buffer()}. */
    int payloadOffset();

    /** Checksums the claimed block and makes it visible to tailers. */
    void commit();

    /** Gives the claim back; nothing was appended. */
    void abort();

    /** The last sequence committed, {@link Journal#NONE} before the first. */
    long lastSequence();

    /** The largest payload that one block can carry. */
    int maxPayloadBytes();
}
