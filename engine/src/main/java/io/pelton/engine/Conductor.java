package io.pelton.engine;

import com.lmax.disruptor.Sequence;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.ingress.IngressAgent;
import io.pelton.engine.recovery.SnapshotCoordinator;
import io.pelton.engine.ring.RowRing;
import io.pelton.journal.Journal;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a run to its end: waits until nothing is on its way, takes the last snapshot, lets the sinks finish. */
final class Conductor implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    private static final long STOP_LIMIT_NS = 10_000_000_000L;

    private enum Phase { RUNNING, DRAINING, SNAPSHOT, SINKS, DONE }

    private final IngressAgent ingress;
    private final RowRing inputRing;
    private final Sequence processed;
    private final RowRing outputRing;
    private final Sequence outputJournaled;
    private final Journal output;
    private final SnapshotCoordinator snapshots;
    private final List<EgressAgent> sinks;
    private final NanoClock clock;
    private final Consumer<EngineState> ended;

    private Phase phase = Phase.RUNNING;
    private boolean isStop;
    private long deadlineNs;
    private volatile boolean isStopWanted;

    /**
     * @param snapshots null in an ephemeral run
     * @param ended     told STOPPED or FINISHED, once
     */
    Conductor(
            IngressAgent ingress, RowRing inputRing, Sequence processed, RowRing outputRing, Sequence outputJournaled,
            Journal output, SnapshotCoordinator snapshots, List<EgressAgent> sinks, NanoClock clock,
            Consumer<EngineState> ended) {
        this.ingress = ingress;
        this.inputRing = inputRing;
        this.processed = processed;
        this.outputRing = outputRing;
        this.outputJournaled = outputJournaled;
        this.output = output;
        this.snapshots = snapshots;
        this.sinks = List.copyOf(sinks);
        this.clock = clock;
        this.ended = ended;
    }

    /** Asks for a clean stop; any thread. */
    void stop() {
        isStopWanted = true;
    }

    @Override
    public int doWork() {
        if (isStopWanted && !isStop && phase != Phase.DONE) {
            isStop = true;
            deadlineNs = clock.nanoTime() + STOP_LIMIT_NS;
            ingress.stopAccepting();
        }
        Phase before = phase;
        switch (phase) {
            case RUNNING -> phase = isStop || ingress.isFinished() ? Phase.DRAINING : Phase.RUNNING;
            case DRAINING -> drain();
            case SNAPSHOT -> awaitSnapshot();
            case SINKS -> awaitSinks();
            case DONE -> {
            }
        }
        if (isStop && phase != Phase.DONE && clock.nanoTime() - deadlineNs >= 0) {
            LOG.warn("Not everything could be delivered before the stop, the next start goes on there; phase={} "
                    + "limitMs={}",
                    phase, STOP_LIMIT_NS / 1_000_000);
            end(EngineState.STOPPED);
        }
        return phase == before ? 0 : 1;
    }

    private void drain() {
        if (!ingress.isQuiet() || processed.get() < inputRing.published()
                || outputJournaled.get() < outputRing.published()) {
            return;
        }
        if (!ingress.isFinished() && snapshots != null) {
            snapshots.takeLast();
            phase = Phase.SNAPSHOT;
        } else {
            finishSinks();
        }
    }

    private void awaitSnapshot() {
        if (snapshots.isLastDone()) {
            finishSinks();
        }
    }

    private void finishSinks() {
        long last = output.lastSequence();
        sinks.forEach(sink -> sink.finishAfter(last));
        phase = Phase.SINKS;
    }

    private void awaitSinks() {
        for (EgressAgent sink : sinks) {
            if (!sink.isFinished()) {
                return;
            }
        }
        end(ingress.isFinished() ? EngineState.FINISHED : EngineState.STOPPED);
    }

    private void end(EngineState state) {
        phase = Phase.DONE;
        ended.accept(state);
    }

    @Override
    public String roleName() {
        return "conductor";
    }
}
