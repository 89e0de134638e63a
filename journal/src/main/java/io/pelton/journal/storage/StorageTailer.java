package io.pelton.journal.storage;

import org.agrona.DirectBuffer;

/** Walks raw excerpts in order. One thread for its life. */
public interface StorageTailer extends AutoCloseable {

    /**
     * Moves before the first excerpt of a segment; a storage without segments moves to its oldest excerpt.
     *
     * @return false when the segment isn't there
     */
    boolean toSegment(int segment);

    /** Steps to the next committed excerpt; false when there is none yet. */
    boolean next();

    /** Holds the current excerpt; valid until the next call of {@link #next}, {@link #toSegment} or {@link #close}. */
    DirectBuffer buffer();

    int offset();

    int length();

    /** The segment that holds the current excerpt. */
    int segment();

    /** This reader needs nothing up to and including {@code sequence}. */
    void release(long sequence);

    @Override
    void close();
}
