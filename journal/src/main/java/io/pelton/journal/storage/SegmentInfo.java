package io.pelton.journal.storage;

/** A segment that exists: its number and the sequence of the first row that it can hold. */
public record SegmentInfo(int number, long baseSequence) {
}
