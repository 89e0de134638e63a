package io.pelton.testkit.operator;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.SnapshotArena;
import java.util.List;

/** The context of one operator instance under test; rows and dead letters go to lists that instances share. */
final class HarnessContext implements OperatorContext, DeadLetters, AutoCloseable {
    private final SnapshotArena arena;
    private final HarnessOutput output;
    private final List<String> refused;
    private final OperatorCounters counters = new OperatorCounters();
    long watermarkMs = Long.MIN_VALUE;
    long inputTimeNs;

    HarnessContext(long arenaBytes, HarnessOutput output, List<String> refused) {
        this.arena = new SnapshotArena(arenaBytes, 1);
        this.output = output;
        this.refused = refused;
    }

    SnapshotArena snapshotArena() {
        return arena;
    }

    @Override
    public Arena arena() {
        return arena;
    }

    @Override
    public Output output() {
        return output;
    }

    @Override
    public DeadLetters deadLetters() {
        return this;
    }

    @Override
    public OperatorCounters counters() {
        return counters;
    }

    @Override
    public long inputTimeNs() {
        return inputTimeNs;
    }

    @Override
    public long watermarkMs() {
        return watermarkMs;
    }

    @Override
    public void refuse(DeadLetterReason reason, String detail, long windowStartMs, long windowEndMs) {
        output.mustBeUnclaimed("a row is refused");
        if (refused != null) {
            String window = windowStartMs == NO_WINDOW ? "" : " [" + windowStartMs + ", " + windowEndMs + ")";
            refused.add(reason + (detail == null ? "" : " " + detail) + window);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
