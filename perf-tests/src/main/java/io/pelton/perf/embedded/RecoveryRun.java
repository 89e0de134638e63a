package io.pelton.perf.embedded;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.topology.Topology;
import io.pelton.perf.throughput.ChecksumSink;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.throughput.ReadingsSource;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A state folder without snapshots whose run was broken off, opened again and again: each start replays all of it and
 * compares all results. One thread beside the engine's.
 */
public final class RecoveryRun {
    private static final String NO_SNAPSHOTS =
            "SET 'pelton.snapshot.interval' = '0 s';\nSET 'pelton.snapshot.bytes' = '1000 gb';\n";
    private static final int LOOK_MS = 20;

    private final Topology topology;
    private final long events;
    private final Path folder;

    /**
     * One start.
     *
     * @param openNs   of {@code Engine.open}: lock, checks of all files, replay, sinks and sources
     * @param replayMs of it from the snapshot to the end of the replay, as the engine's own report says
     * @param compared results computed again and found equal
     */
    public record Start(long openNs, long replayMs, long compared) {
    }

    public RecoveryRun(Workload workload, Readings readings, long events, JournalMode mode, Path folder) {
        this.events = events;
        this.folder = folder;
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        InProcessConnector connector = new InProcessConnector(
                () -> new ReadingsSource(readings, events, () -> { }, false),
                () -> new ChecksumSink(new ResultChecksum(), () -> { }));
        topology = PeltonRun.topology(
                NO_SNAPSHOTS + PeltonRun.durability(mode) + workload.script(options, options), connector);
    }

    /** Takes all events in and is closed without being stopped: no snapshot, no mark that the run has finished. */
    public void fill() {
        try (Engine engine = Engine.open(topology, EngineOptions.durable(folder))) {
            engine.start();
            // The first row is the one that opens the partition.
            while (engine.metrics().inputSequence() < events || engine.metrics().outputRingUsed() > 0) {
                EngineState state = engine.awaitFinished(LOOK_MS, TimeUnit.MILLISECONDS);
                if (state.isFinal()) {
                    throw new IllegalStateException("the run ended early: state=" + state, engine.failure());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the state folder was filled", e);
        }
    }

    /** Opens the folder and closes it again without taking anything in. */
    public Start start() {
        long startNs = System.nanoTime();
        try (Engine engine = Engine.open(topology, EngineOptions.durable(folder))) {
            long openNs = System.nanoTime() - startNs;
            if (engine.recovery().replayedRows() != events + 1 || engine.recovery().comparedRows() == 0) {
                throw new IllegalStateException("not all was replayed and compared: " + engine.recovery());
            }
            return new Start(openNs, engine.recovery().durationMs(), engine.recovery().comparedRows());
        }
    }
}
