package io.pelton.journal;

import io.pelton.journal.block.BlockType;
import org.agrona.DirectBuffer;

/**
 * Reads blocks in order; each one is checked (magic, version, length, CRC32C, expected sequence) before it is shown.
 * Not thread safe; one thread for its life.
 */
public interface JournalTailer extends AutoCloseable {

    /** Moves so that the next block shown is the one that holds {@code sequence}, or the first one after it. */
    void seek(long sequence);

    /**
     * Steps to the next block; never waits.
     *
     * @return false when no further block is committed yet
     * @throws CorruptJournalException when the next block is damaged
     */
    boolean next();

    BlockType type();

    /** Sequence of the current block's first row. */
    long firstSequence();

    int rowCount();

    /** The durable input sequence known when the block was written. */
    long durableSequence();

    /** Engine time of the block, nanoseconds since the epoch. */
    long logicalTimeNs();

    /** The current block; valid until the next call of {@link #next()}, {@link #seek(long)} or {@link #close()}. */
    DirectBuffer buffer();

    int payloadOffset();

    int payloadBytes();

    /** Says that this reader needs nothing up to and including {@code sequence}; a bounded journal drops what all have released. */
    void release(long sequence);

    @Override
    void close();
}
