package io.pelton.engine.egress;

import io.pelton.journal.state.CursorFile;

/**
 * How far a sink is for good: in memory for everybody, in a file when there is a state folder. Written by the sink's
 * thread.
 */
public final class SinkCursor implements AutoCloseable {
    private final CursorFile file;
    private final int epoch;
    private long cause;
    private volatile long sequence;
    private volatile long forcedSequence;
    private CursorFile.Gaps gaps;
    private volatile long expiredRows;
    private volatile long forcedGapFirst;
    private volatile long forcedGapLast;

    /**
     * @param file null in an ephemeral run
     * @param sequence where delivery goes on behind
     */
    public SinkCursor(CursorFile file, int epoch, long sequence, long cause) {
        this.file = file;
        this.epoch = epoch;
        this.sequence = sequence;
        this.cause = cause;
        forcedSequence = sequence;
        gaps = file == null ? CursorFile.Gaps.NONE : file.gaps();
        expiredRows = gaps.rows();
        forcedGapFirst = gaps.first();
        forcedGapLast = gaps.last();
    }

    /** What was given up; the sink's thread. */
    CursorFile.Gaps gaps() {
        return gaps;
    }

    /** Rows given up in all; any thread. */
    long expiredRows() {
        return expiredRows;
    }

    /**
     * Up to this output sequence everything is delivered or counted as given up, for a power cut, too; any thread. A
     * gap behind rows that the sink has taken and not finished doesn't count yet.
     */
    long settledSequence() {
        long gapLast = forcedGapLast;
        long forced = forcedSequence;
        return forced + 1 >= forcedGapFirst ? Math.max(forced, gapLast) : forced;
    }

    /** The position that the file has for a power cut, too; any thread. */
    long forcedSequence() {
        return forcedSequence;
    }

    void giveUp(CursorFile.Gaps newGaps) {
        if (file != null) {
            file.appendGaps(newGaps);
        }
        gaps = newGaps;
        expiredRows = newGaps.rows();
    }

    /** Last output sequence that needs no second delivery, -1 for none; any thread. */
    public long sequence() {
        return sequence;
    }

    long cause() {
        return cause;
    }

    /** Name of the cursor file; null in an ephemeral run. */
    String fileName() {
        return file == null ? null : file.fileName();
    }

    void advance(long newSequence, long newCause) {
        if (newSequence <= sequence) {
            return;
        }
        if (file != null) {
            file.append(newSequence, newCause, epoch);
        }
        cause = newCause;
        sequence = newSequence;
    }

    /** False when the disk is full: ask again later. */
    boolean force() {
        if (forcedSequence == sequence && forcedGapLast == gaps.last()) {
            return true;
        }
        if (file != null && !file.force()) {
            return false;
        }
        forcedSequence = sequence;
        forcedGapFirst = gaps.first();
        forcedGapLast = gaps.last();
        return true;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
