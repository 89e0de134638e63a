package io.pelton.engine.recovery;

import io.pelton.engine.row.RowHeader;
import java.io.IOException;
import org.agrona.DirectBuffer;

/** Walks a journal's output rows beside computed ones and keeps the first difference. One thread. */
public final class RowComparison {
    private final JournalRows journal;
    private boolean isAtRow;
    private boolean isEnded;
    private long compared;
    private String difference;

    public RowComparison(JournalRows journal) {
        this.journal = journal;
    }

    /**
     * Compares the computed row of this output sequence; rows that the journal doesn't retain, or not yet, are passed
     * over.
     */
    public void compare(DirectBuffer computed, int row, long sequence) throws IOException {
        if (difference != null || !seek(sequence)) {
            return;
        }
        if (OutputComparison.isEqual(computed, row, journal.buffer(), journal.row())) {
            compared++;
        } else {
            difference = "computed: " + OutputComparison.describe(computed, row) + " journal: "
                    + OutputComparison.describe(journal.buffer(), journal.row());
        }
    }

    private boolean seek(long sequence) throws IOException {
        while (!isEnded && (!isAtRow || journal.sequence() < sequence)) {
            isAtRow = journal.next();
            isEnded = !isAtRow;
        }
        return isAtRow && journal.sequence() == sequence;
    }

    /** Everything is computed: the journal may hold no further result of the input replayed. */
    public void end(long lastComputed, long lastInput) throws IOException {
        if (difference == null && seek(lastComputed + 1)
                && RowHeader.position(journal.buffer(), journal.row()) <= lastInput) {
            difference = "computed: nothing more after sequence=" + lastComputed + " journal: "
                    + OutputComparison.describe(journal.buffer(), journal.row());
        }
    }

    /** Rows found equal. */
    public long compared() {
        return compared;
    }

    /** The first difference, or null. */
    public String difference() {
        return difference;
    }
}
