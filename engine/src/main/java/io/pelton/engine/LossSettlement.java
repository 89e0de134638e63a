package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.recovery.CrashGuard;
import io.pelton.engine.recovery.InputReplay;
import io.pelton.engine.recovery.RecoveryProgress;
import io.pelton.engine.recovery.Snapshots;
import io.pelton.engine.ring.RingJournaler;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.Journal;
import io.pelton.journal.Journals;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first start after a loss of input was accepted: replays what is left and takes a snapshot that stands behind the
 * lost rows, with their numbers and those of their results used up. From then on nothing is special about the folder.
 * Done again from the start when it is cut off. The opening thread.
 */
final class LossSettlement {
    private static final Logger LOG = LoggerFactory.getLogger(LossSettlement.class);

    private final Topology topology;
    private final EngineOptions options;
    private final EngineConfiguration configuration;
    private final StateFolder folder;
    private final OverrideRecord loss;

    private LossSettlement(
            Topology topology, EngineOptions options, EngineConfiguration configuration, StateFolder folder,
            OverrideRecord loss) {
        this.topology = topology;
        this.options = options;
        this.configuration = configuration;
        this.folder = folder;
        this.loss = loss;
    }

    /** Does nothing when there is nothing to settle, as almost always. */
    static void settle(Topology topology, EngineOptions options, EngineConfiguration configuration) {
        Path path = options.stateFolder();
        if (path == null || options.fresh() || !Files.exists(path.resolve(OverrideLog.FILE))) {
            return;
        }
        try (StateFolder folder = StateFolder.open(path)) {
            if (folder.isNew() || !folder.manifest().planHash().equals(topology.planHash())) {
                return;
            }
            OverrideRecord loss = openLoss(folder);
            if (loss != null) {
                new LossSettlement(topology, options, configuration, folder, loss).run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state folder can't be read, check the disk; folder=" + path, e);
        }
    }

    /** The last loss of input behind which no snapshot stands yet, null for none. */
    private static OverrideRecord openLoss(StateFolder folder) throws IOException {
        long id = folder.manifest().inputJournalId();
        OverrideRecord found = null;
        for (OverrideRecord loss : OverrideLog.require(folder.path(), id).losses(StateFolder.INPUT)) {
            if (loss.lastOutput() >= 0 && (found == null || loss.last() > found.last())) {
                found = loss;
            }
        }
        if (found == null) {
            return null;
        }
        return newestSnapshot(folder, id) >= found.last() ? null : found;
    }

    private static long newestSnapshot(StateFolder folder, long journalId) throws IOException {
        for (Path file : SnapshotStore.files(folder.snapshots())) {
            try {
                SnapshotHeader header = SnapshotReader.verify(file);
                if (header.journalId() == journalId && SnapshotStore.isNamedFor(file, header)) {
                    return header.inputSequence();
                }
            } catch (CorruptJournalException e) {
                LOG.debug("A damaged snapshot is passed over. {}", e.getMessage());
            }
        }
        return -1;
    }

    private void run() throws IOException {
        folder.beginEpoch();
        try (CrashGuard crashes = CrashGuard.open(folder, options.epochClock().nanoTime());
                Journal input = Journals.openInput(folder, EngineStorage.inputOptions(topology, configuration))) {
            crashes.judge(input);
            SnapshotStore store = new SnapshotStore(folder.snapshots(), folder.manifest().inputJournalId());
            try (Snapshots snapshot = Snapshots.openNewest(store, topology.planHash())) {
                long last = Math.max(loss.first() - 1, snapshot.inputSequence());
                JournalCut cut = EngineStorage.outputCut(folder, crashes.limit(last));
                crashes.check(cut);
                try (Journal output =
                        Journals.openOutput(folder, EngineStorage.outputOptions(topology, configuration), cut)) {
                    crashes.decide();
                    replay(input, output, snapshot, crashes, store, last);
                }
            }
        }
    }

    private void replay(
            Journal input, Journal output, Snapshots snapshot, CrashGuard crashes, SnapshotStore store, long last)
            throws IOException {
        try (ProcessingParts parts = ProcessingParts.open(
                topology, configuration, snapshot.inputSequence(), snapshot.outputSequence())) {
            snapshot.restore(parts.processor(), parts.arena());
            parts.processor().guard(crashes.openRow(), crashes.skipped());
            RingJournaler journaler = new RingJournaler(parts.ring(), output.appender());
            parts.ring().addGates(journaler.journaled());
            RecoveryProgress progress = new RecoveryProgress(options.nanoClock(), options.recoveryListener());
            new InputReplay(topology, input, output, parts.processor(), parts.ring(), journaler, progress, crashes)
                    .run(last);
            crashes.passed(parts.processor().sequence());
            output.force();
            keepNumbers(parts.processor().outputSequence());
            parts.processor().skipTo(loss.last());
            SnapshotHeader header = new SnapshotHeader(folder.manifest().inputJournalId(), topology.planHash(),
                    loss.last(), loss.lastOutput(), parts.processor().timeNs());
            Snapshots.write(store, header, parts.processor(), parts.arena());
            hold(header);
        }
        LOG.warn("{}: input {} to {} is lost, as was accepted; the state is that of input {}, new input and results"
                + " are numbered from {} and {}", topology.name(), last + 1, loss.last(), last, loss.last() + 1,
                loss.lastOutput() + 1);
    }

    /** The numbers of the lost results are used up, too. */
    private void keepNumbers(long lastOutput) throws IOException {
        long first = lastOutput + 1;
        boolean isKnown = OverrideLog.require(folder.path(), folder.manifest().inputJournalId())
                .losses(StateFolder.OUTPUT).stream()
                .anyMatch(known -> known.first() <= first && known.last() == loss.lastOutput());
        if (!isKnown) {
            folder.override(OverrideRecord.loss(StateFolder.OUTPUT, first, loss.lastOutput(), -1, loss.epochMs(),
                    "results of input " + loss.first() + " to " + loss.last()));
        }
    }

    private void hold(SnapshotHeader header) {
        folder.updateHoldings(held -> {
            SortedMap<String, Holdings.Point> points = new TreeMap<>(held.snapshots());
            points.put(SnapshotStore.nameOf(header),
                    new Holdings.Point(header.inputSequence(), header.outputSequence()));
            while (points.size() > SnapshotStore.KEPT) {
                points.remove(points.firstKey());
            }
            return held.withSnapshots(points);
        });
    }
}
