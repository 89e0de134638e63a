package io.pelton.journal.storage;

/**
 * A segment that exists.
 *
 * @param baseSequence sequence of the first row that it can hold
 * @param bytes        what its blocks take on disk, 0 while it is being written
 */
public record SegmentInfo(int number, long baseSequence, long bytes) {

    /** A segment whose size isn't known yet. */
    public SegmentInfo(int number, long baseSequence) {
        this(number, baseSequence, 0);
    }
}
