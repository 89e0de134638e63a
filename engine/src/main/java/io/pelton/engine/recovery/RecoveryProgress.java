package io.pelton.engine.recovery;

import java.util.Locale;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/** Tells how far a recovery is once it takes longer than a second, then every two seconds. The opening thread. */
public final class RecoveryProgress {
    private static final long QUIET_NS = 1_000_000_000L;
    private static final long PERIOD_NS = 2_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final NanoClock clock;
    private final Consumer<String> listener;
    private String what = "";
    private long startNs;
    private long nextNs;
    private long firstSequence;
    private long lastSequence;

    /** @param listener is told a line for people */
    public RecoveryProgress(NanoClock clock, Consumer<String> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins a pass over the input rows behind one sequence, up to another. */
    void begin(String activity, long behind, long last) {
        what = activity;
        firstSequence = behind + 1;
        lastSequence = last;
        startNs = clock.nanoTime();
        nextNs = startNs + QUIET_NS;
    }

    /** This row is done; cheap enough to be called for every block. */
    void at(long sequence) {
        long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return;
        }
        nextNs = nowNs + PERIOD_NS;
        long done = sequence - firstSequence + 1;
        long all = lastSequence - firstSequence + 1;
        listener.accept(String.format(Locale.ROOT, "%s: %,d of %,d input rows (%d %%), %,.0f rows/s", what, done, all,
                all == 0 ? 100 : done * 100 / all, done * NANOS_PER_SECOND / Math.max(1, nowNs - startNs)));
    }
}
