package io.pelton.journal.recovery;

import org.agrona.DirectBuffer;

/**
 * Where a journal is to end although good rows lie behind: they were computed from what is gone. Immutable.
 *
 * @param lastSequence the last row that stays; −1 for none
 * @param rowLength    how long rows are, for a block that is cut in the middle; not asked by {@link #NOWHERE}
 */
public record JournalCut(long lastSequence, RowLength rowLength) {
    /** Cuts nothing. */
    public static final JournalCut NOWHERE = new JournalCut(Long.MAX_VALUE, (buffer, offset) -> 0);

    /** Tells a row's length in bytes: the journal itself knows nothing of rows. */
    @FunctionalInterface
    public interface RowLength {
        int bytes(DirectBuffer buffer, int offset);
    }
}
