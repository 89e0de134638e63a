package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.disk.BudgetKeeper;
import io.pelton.engine.disk.DiskMonitor;
import io.pelton.engine.disk.DiskSpace;
import io.pelton.engine.disk.Intake;
import io.pelton.engine.disk.RetentionAgent;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.recovery.HoldingsKeeper;
import io.pelton.engine.recovery.SnapshotWriterAgent;
import io.pelton.engine.ring.RingJournaler;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Makes the agents that watch what a durable run takes of the disk. */
final class DiskAssembly {
    private final EngineOptions options;
    private final EngineConfiguration configuration;
    private final EngineStorage storage;
    private final Intake intake;

    DiskAssembly(EngineOptions options, EngineConfiguration configuration, EngineStorage storage, Intake intake) {
        this.options = options;
        this.configuration = configuration;
        this.storage = storage;
        this.intake = intake;
    }

    /** @param lastTimeNs newest ingest time that was journaled before this run */
    List<Agent> open(
            List<EgressAgent> sinks, SnapshotWriterAgent snapshots, HoldingsKeeper holdings,
            RingJournaler inputJournaler, long lastTimeNs) {
        NanoClock clock = options.nanoClock();
        DiskSpace space = options.diskSpace() != null ? options.diskSpace() : DiskSpace.of(storage.folder().path());
        DiskMonitor monitor = new DiskMonitor(space, configuration.disk(), intake, clock);
        monitor.doWork();
        return List.of(
                monitor,
                new BudgetKeeper(sinks, storage.output(), intake, clock),
                new RetentionAgent(storage.input(), storage.output(),
                        needs(sinks, snapshots, holdings, inputJournaler, lastTimeNs), snapshots::written,
                        configuration.disk(),
                        clock));
    }

    private static RetentionAgent.Needs needs(
            List<EgressAgent> sinks, SnapshotWriterAgent snapshots, HoldingsKeeper holdings,
            RingJournaler inputJournaler, long lastTimeNs) {
        return new RetentionAgent.Needs() {
            @Override
            public long inputFrom() {
                return snapshots.inputNeededFrom();
            }

            @Override
            public long outputFrom() {
                long from = snapshots.outputNeededFrom();
                for (EgressAgent sink : sinks) {
                    from = Math.min(from, sink.neededFrom());
                }
                return from;
            }

            @Override
            public long newestTimeNs() {
                return Math.max(lastTimeNs, inputJournaler.timeNs());
            }

            @Override
            public boolean mayRemove(long inputBefore, long outputBefore) {
                return holdings.isPruningKnown(inputBefore, outputBefore);
            }
        };
    }
}
