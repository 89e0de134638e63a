package io.pelton.engine.ingress;

import com.lmax.disruptor.Sequence;
import io.pelton.engine.ring.DurableGate;
import io.pelton.journal.Journal;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Forces the input journal in groups: the next force starts when the last one ended and somebody waits, at the latest
 * when the oldest row has waited for the group delay. A failure is final: it is thrown, and nothing is acknowledged
 * any more.
 */
public final class SyncAgent implements Agent {
    /** A row waits at most this long for its force to start. */
    public static final long GROUP_DELAY_NS = 5_000_000L;
    private static final long NOBODY = Long.MIN_VALUE;

    private final Journal journal;
    private final Sequence journaled;
    private final long journalOffset;
    private final DurableGate gate;
    private final NanoClock clock;
    private final long delayNs;
    private long oldestNs = NOBODY;
    private volatile long forces;

    /**
     * @param journaled in ring sequences
     * @param delayNs   {@link #GROUP_DELAY_NS}, or 0 to force as soon as there is anything
     */
    public SyncAgent(
            Journal journal, Sequence journaled, long journalOffset, DurableGate gate, NanoClock clock, long delayNs) {
        this.journal = journal;
        this.journaled = journaled;
        this.journalOffset = journalOffset;
        this.gate = gate;
        this.clock = clock;
        this.delayNs = delayNs;
    }

    @Override
    public int doWork() {
        if (journaled.get() + journalOffset <= gate.durableSequence()) {
            oldestNs = NOBODY;
            return 0;
        }
        if (delayNs > 0 && !gate.takeWish()) {
            long nowNs = clock.nanoTime();
            if (oldestNs == NOBODY) {
                oldestNs = nowNs;
            }
            if (nowNs - oldestNs < delayNs) {
                return 0;
            }
        }
        gate.advance(journal.force());
        forces = forces + 1;
        oldestNs = NOBODY;
        return 1;
    }

    /** Forces so far; any thread. */
    public long forces() {
        return forces;
    }

    @Override
    public String roleName() {
        return "sync";
    }
}
