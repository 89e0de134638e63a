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
    }

    /** Last output sequence that needs no second delivery, -1 for none; any thread. */
    public long sequence() {
        return sequence;
    }

    /** As {@link #sequence()}, for a power cut, too; any thread. */
    long forcedSequence() {
        return forcedSequence;
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

    void force() {
        if (file != null) {
            file.force();
        }
        forcedSequence = sequence;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
