package io.pelton.engine;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import io.pelton.engine.agent.Stage;
import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.disk.Intake;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.ingress.IngressAgent;
import io.pelton.engine.ingress.JournalingAgent;
import io.pelton.engine.ingress.SourceInput;
import io.pelton.engine.ingress.SyncAgent;
import io.pelton.engine.processing.OutputJournalingAgent;
import io.pelton.engine.processing.ProcessingAgent;
import io.pelton.engine.processing.ProcessingMetrics;
import io.pelton.engine.recovery.HoldingsKeeper;
import io.pelton.engine.recovery.InputReplay;
import io.pelton.engine.recovery.RecoveryProgress;
import io.pelton.engine.recovery.RecoveryReport;
import io.pelton.engine.recovery.SnapshotCoordinator;
import io.pelton.engine.recovery.SnapshotWriterAgent;
import io.pelton.engine.recovery.Snapshots;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.ring.RingJournaler;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/** Builds a running system from a topology, in the order of recovery: state, replay, sinks, sources last. */
final class EngineAssembly {
    private static final int ROW_LIMIT = 256;
    private static final int MAX_BLOCK_WITHOUT_JOURNAL = Integer.MAX_VALUE;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Topology topology;
    private final EngineOptions options;
    private final EngineConfiguration configuration;
    private final EngineStorage storage;
    private final ResourceStack resources;
    private final Map<Stage, List<Agent>> agents = new EnumMap<>(Stage.class);

    private ProcessingParts processing;
    private RowRing inputRing;
    private RingJournaler inputJournaler;
    private RingJournaler outputJournaler;
    private DurableGate gate;
    private IngressAgent ingress;
    private List<EgressAgent> sinks;
    private SnapshotWriterAgent snapshotWriter;
    private ProcessingMetrics processingMetrics;
    private Conductor conductor;
    private final Intake intake = new Intake();
    private RecoveryReport recovery = RecoveryReport.NOTHING;

    EngineAssembly(
            Topology topology, EngineOptions options, EngineConfiguration configuration, EngineStorage storage,
            ResourceStack resources) {
        this.topology = topology;
        this.options = options;
        this.configuration = configuration;
        this.storage = storage;
        this.resources = resources;
        for (Stage stage : Stage.values()) {
            agents.put(stage, new ArrayList<>());
        }
    }

    EngineAssembly build(Consumer<EngineState> ended) {
        long snapshotSequence = recover();
        inputRing = resources.add(new RowRing(
                RingSizes.slots(topology, configuration), RingSizes.rowBytes(topology),
                processing.processor().sequence() + 1));
        Sequence processed = new Sequence();
        inputRing.addGates(processed);
        gate = gate();
        sinks = new SinkAssembly(topology, options, configuration, storage, resources, gate).open();
        agents.get(Stage.SINKS).addAll(sinks);
        SequenceBarrier journaled = assembleJournal();
        processingMetrics = new ProcessingMetrics(processing.processor());
        agents.get(Stage.PROCESSING).add(
                new ProcessingAgent(processing.processor(), inputRing, journaled, processed, processingMetrics,
                        storage.isDurable() ? storage.crashes() : (sequence, cause) -> { }));
        agents.get(Stage.OUTPUT).add(new OutputJournalingAgent(outputJournaler, gate));
        SnapshotCoordinator snapshots = assembleSnapshots(snapshotSequence);
        openSources();
        conductor = new Conductor(ingress, inputRing, processed, processing.ring(), outputJournaler.journaled(),
                storage.output(), snapshots, sinks, options.nanoClock(), ended);
        agents.get(Stage.PROCESSING).add(conductor);
        return this;
    }

    private long recover() {
        if (!storage.isDurable()) {
            processing = resources.add(ProcessingParts.open(topology, configuration, -1, -1));
            assembleOutput();
            return -1;
        }
        RecoveryProgress progress = new RecoveryProgress(options.nanoClock(), options.recoveryListener());
        PlanChange change = new PlanChange(topology, configuration, options, storage, progress);
        try (Snapshots snapshot = change.settle()) {
            processing = resources.add(ProcessingParts.open(
                    topology, configuration, snapshot.inputSequence(), snapshot.outputSequence()));
            snapshot.restore(processing.processor(), processing.arena());
            processing.processor().guard(storage.crashes().openRow(), storage.crashes().skipped());
            assembleOutput();
            InputReplay replay = new InputReplay(
                    topology, storage.input(), storage.output(), processing.processor(), processing.ring(),
                    outputJournaler, progress, storage.crashes());
            long replayNs = options.nanoClock().nanoTime();
            replay.run();
            storage.crashes().passed(processing.processor().sequence());
            long nowNs = options.nanoClock().nanoTime();
            recovery = new RecoveryReport(snapshot.inputSequence(), change.rebuiltRows(), replay.rows(),
                    nowNs - replayNs, replay.compared(), processing.processor().sequence(),
                    processing.processor().outputSequence(), storage.input().mending(), storage.output().mending(),
                    (nowNs - storage.startNs()) / 1_000_000);
            return snapshot.inputSequence();
        }
    }

    private void assembleOutput() {
        outputJournaler = new RingJournaler(processing.ring(), storage.output().appender());
        processing.ring().addGates(outputJournaler.journaled());
    }

    private DurableGate gate() {
        if (!storage.isDurable()) {
            return new DurableGate(inputRing);
        }
        inputJournaler = new RingJournaler(inputRing, storage.input().appender());
        Sequence durable = configuration.durability() == DurabilityMode.NONE ? inputJournaler.journaled()
                : new Sequence();
        return new DurableGate(durable, inputRing.journalOffset());
    }

    private SequenceBarrier assembleJournal() {
        if (inputJournaler == null) {
            return inputRing.newBarrier();
        }
        boolean isForcedEach = configuration.durability() == DurabilityMode.EACH;
        agents.get(Stage.JOURNAL).add(
                new JournalingAgent(inputJournaler, gate, isForcedEach, inputRing.journalOffset()));
        if (configuration.durability() != DurabilityMode.NONE) {
            long delayNs = isForcedEach || options.stepped() ? 0 : SyncAgent.GROUP_DELAY_NS;
            agents.get(Stage.SYNC).add(new SyncAgent(storage.input(), inputJournaler.journaled(),
                    inputRing.journalOffset(),
                    gate, options.nanoClock(), delayNs));
        }
        return inputRing.newBarrier(inputJournaler.journaled());
    }

    private SnapshotCoordinator assembleSnapshots(long snapshotSequence) {
        if (!storage.isDurable()) {
            return null;
        }
        HoldingsKeeper holdings =
                new HoldingsKeeper(storage.folder(), storage.input(), storage.output(), this::forcedCursors);
        snapshotWriter = new SnapshotWriterAgent(storage.snapshots(), storage.input(), storage.output(),
                configuration.durability() == DurabilityMode.NONE ? null : gate, topology.planHash(), holdings);
        agents.get(Stage.SNAPSHOTS).add(snapshotWriter);
        agents.get(Stage.SYNC).addAll(new DiskAssembly(options, configuration, storage, intake)
                .open(sinks, snapshotWriter, holdings, inputJournaler, processing.processor().timeNs()));
        SnapshotCoordinator coordinator = new SnapshotCoordinator(processing.processor(), processing.arena(),
                snapshotWriter,
                storage.input().journalId(), topology.planHash(), options.nanoClock(),
                configuration.snapshotIntervalNs(),
                configuration.snapshotBytes(), inputJournaler::bytes, snapshotSequence);
        agents.get(Stage.PROCESSING).add(coordinator);
        return coordinator;
    }

    private SortedMap<String, Long> forcedCursors() {
        SortedMap<String, Long> cursors = new TreeMap<>();
        for (EgressAgent sink : sinks) {
            cursors.put(sink.cursorFile(), sink.forcedCursor());
        }
        return cursors;
    }

    private void openSources() {
        WatermarkTracker[] trackers = Trackers.copies(processing, topology, configuration);
        SourceSchedule schedule = Trackers.scheduleCopy(processing, trackers, topology);
        int maxBlockBytes = inputJournaler == null
                ? MAX_BLOCK_WITHOUT_JOURNAL : storage.input().appender().maxPayloadBytes();
        List<SourceInput> inputs = new SourceAssembly(topology, options, processing.processor(), resources)
                .open(inputRing, maxBlockBytes, intake);
        boolean isTicking = configuration.idleTimeoutNs() != WatermarkTracker.OFF && hasUnbounded();
        long tickPeriodNs = isTicking
                ? Math.min(NANOS_PER_SECOND, Math.max(1_000_000L, configuration.idleTimeoutNs() / 4))
                : IngressAgent.NO_TICKS;
        ingress = new IngressAgent(inputs, inputRing, gate, options.epochClock(), schedule, trackers,
                processing.processor().timeNs(), tickPeriodNs, ROW_LIMIT, intake);
        agents.get(Stage.INGRESS).add(ingress);
    }

    private boolean hasUnbounded() {
        for (StreamDefinition stream : topology.streams()) {
            if (!stream.connector().isBounded(stream.table())) {
                return true;
            }
        }
        return false;
    }

    Map<Stage, List<Agent>> agents() {
        return agents;
    }

    long stateBytes() {
        return processing.arena().usedBytes();
    }

    Conductor conductor() {
        return conductor;
    }

    List<EgressAgent> sinks() {
        return sinks;
    }

    RecoveryReport recovery() {
        return recovery;
    }

    MetricsReader metrics() {
        return new MetricsReader(processingMetrics, sinks, inputRing, processing.ring(), gate, inputJournaler,
                outputJournaler, snapshotWriter, intake);
    }
}
