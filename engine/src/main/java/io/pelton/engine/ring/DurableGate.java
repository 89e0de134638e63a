package io.pelton.engine.ring;

import com.lmax.disruptor.Sequence;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one place that says how far the input is durable; nothing leaves the engine in front of it (law 5). In mode
 * {@code none}, and for journals in memory, durable means journaled. One writer (the syncer), any readers.
 */
public final class DurableGate {
    private final Sequence durable;
    private final RowRing ungated;
    private final long journalOffset;
    private final AtomicBoolean isWanted = new AtomicBoolean();

    /**
     * @param durable       in ring sequences; the syncer's own, or that of what counts as durable without one
     * @param journalOffset of the input ring
     */
    public DurableGate(Sequence durable, long journalOffset) {
        this.durable = durable;
        this.ungated = null;
        this.journalOffset = journalOffset;
    }

    /** A gate that is always open: what is in the input ring counts as durable. For runs without an input journal. */
    public DurableGate(RowRing inputRing) {
        durable = null;
        ungated = inputRing;
        journalOffset = inputRing.journalOffset();
    }

    /** Last durable input, as a journal sequence, -1 for none. */
    public long durableSequence() {
        return (durable == null ? ungated.published() : durable.get()) + journalOffset;
    }

    /** Says that somebody is held back: the next force starts at once. */
    public void want() {
        if (!isWanted.get()) {
            isWanted.set(true);
        }
    }

    /** Takes the wish; the syncer only. */
    public boolean takeWish() {
        return isWanted.get() && isWanted.getAndSet(false);
    }

    /** The journal is durable up to this journal sequence; the syncer only. */
    public void advance(long journalSequence) {
        durable.set(journalSequence - journalOffset);
    }
}
