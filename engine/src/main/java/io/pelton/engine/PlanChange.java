package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.egress.DeadLetterSink;
import io.pelton.engine.recovery.PlanBase;
import io.pelton.engine.recovery.Rebuild;
import io.pelton.engine.recovery.RecoveryProgress;
import io.pelton.engine.recovery.Snapshots;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OpenRow;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A script on the state folder of another one: refused with the choices, or made to own it by a rebuild. The steps are
 * durable one after the other, and a rebuild that is cut off between two of them leaves the folder to the old script
 * or to the new one, whose next start does the rest:
 *
 * <pre>
 *   old script's │ 1 the new state as a snapshot beside the old ones
 *   ─────────────┼ 2 the manifest names the new plan, and where it began
 *   new script's │ 3 snapshots of other plans and cursors of sinks that are gone are removed
 *                │ 4 a CONFIG row in the input journal, the first row of the new script's
 * </pre>
 *
 * <p>The opening thread.
 */
final class PlanChange {
    private final Topology topology;
    private final EngineConfiguration configuration;
    private final EngineOptions options;
    private final EngineStorage storage;
    private final RecoveryProgress progress;
    private long rebuiltRows;

    PlanChange(
            Topology topology, EngineConfiguration configuration, EngineOptions options, EngineStorage storage,
            RecoveryProgress progress) {
        this.topology = topology;
        this.configuration = configuration;
        this.options = options;
        this.storage = storage;
        this.progress = progress;
    }

    /**
     * Before anything is changed: may this script take the folder over?
     *
     * @throws StateRefusedException with the choices, when it may not or wasn't told to
     */
    static void check(StateFolder folder, Topology topology, byte[] inputSchemas, boolean isRebuild) {
        try {
            List<String> obstacles = RebuildObstacles.of(folder, inputSchemas);
            if (!isRebuild || !obstacles.isEmpty()) {
                throw refused(folder, topology, isRebuild, obstacles);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state folder can't be read, check the disk; folder=" + folder.path(),
                    e);
        }
    }

    private static StateRefusedException refused(
            StateFolder folder, Topology topology, boolean isRebuild, List<String> obstacles) {
        Manifest manifest = folder.manifest();
        String run = "`pelton run … --state " + folder.path();
        String possible = obstacles.isEmpty()
                ? "possible: the input tables are the same, every input row is there, every result is delivered"
                : "not possible as it is: " + String.join("; ", obstacles);
        return new StateRefusedException((isRebuild
                ? "The state can't be rebuilt for the changed script" : "The state folder belongs to another script or "
                + "another version of it, and nothing is ever mixed")
                + ". The choices: " + run + " --rebuild` computes this script's state from the input journal, delivers "
                + "no past result again and goes on (" + possible + "); " + run + " --fresh` removes the old state and "
                + "starts over; `pelton run … --state OTHER` runs beside it in a folder of its own; folder="
                + folder.path() + " script=" + manifest.script() + " planHash=" + manifest.planHash()
                + " expectedScript=" + topology.name() + " expected=" + topology.planHash());
    }

    /** Does what is left to do, nothing on most starts, and opens the snapshot from which recovery goes on. */
    Snapshots settle() {
        SnapshotStore store = storage.snapshots();
        if (!manifest().planHash().equals(topology.planHash())) {
            begin();
        }
        store.removeOthers(topology.planHash());
        Optional<PlanBase> base = PlanBase.of(manifest());
        if (base.isPresent()) {
            removeCursors();
        }
        Snapshots newest = Snapshots.openNewest(store, topology.planHash());
        if (base.isPresent() && !newest.isPresent()) {
            // Replay from the first row would number the results as if the script before had never been.
            rebuild(base.get());
            newest = Snapshots.openNewest(store, topology.planHash());
        }
        try {
            if (base.isPresent()) {
                journalChange(base.get(), newest.timeNs());
            }
            return newest;
        } catch (RuntimeException | Error e) {
            newest.close();
            throw e;
        }
    }

    private void begin() {
        Journal input = storage.input();
        PlanBase base = new PlanBase(
                input.lastSequence(), storage.output().lastSequence(), manifest().planHash());
        try {
            List<String> obstacles = RebuildObstacles.of(storage.folder(), EngineStorage.inputSchemas(topology),
                    base.inputSequence(), base.outputSequence());
            if (!obstacles.isEmpty()) {
                throw refused(storage.folder(), topology, true, obstacles);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state folder can't be read, check the disk; folder="
                    + storage.folder().path(), e);
        }
        if (base.inputSequence() == Journal.NONE) {
            storage.folder().store(manifest().withPlan(topology.planHash(), topology.name()));
            return;
        }
        if (!isInstalled(base)) {
            rebuild(base);
        }
        storage.folder().store(base.begin(manifest(), topology.planHash(), topology.name()));
    }

    private boolean isInstalled(PlanBase base) {
        return storage.snapshots().list().stream().map(SnapshotStore.Entry::header)
                .anyMatch(header -> header.planHash().equals(topology.planHash())
                        && header.inputSequence() == base.inputSequence()
                        && header.outputSequence() == base.outputSequence());
    }

    private void rebuild(PlanBase base) {
        try (ProcessingParts parts = ProcessingParts.open(topology, configuration, -1, -1)) {
            Rebuild rebuild =
                    new Rebuild(topology, storage.input(), parts.processor(), parts.arena(), parts.ring(), progress);
            parts.processor().guard(OpenRow.inMemory(), storage.crashes().skipped());
            rebuild.run(base);
            storage.output().force();
            rebuild.install(storage.snapshots(), topology.planHash(), base);
            rebuiltRows = rebuild.rows();
        }
    }

    /** Sinks that the script before had and this one hasn't: their cursors would look like undelivered results. */
    private void removeCursors() {
        Set<String> own = new HashSet<>();
        for (SinkDefinition sink : topology.sinks()) {
            own.add(EngineStorage.cursorName(sink.sinkId(), sink.table().name()));
        }
        own.add(EngineStorage.cursorName(topology.sinks().size(), DeadLetterSink.NAME));
        try {
            boolean isAnyGone = false;
            for (Path file : RebuildObstacles.cursors(storage.folder())) {
                if (!own.contains(file.getFileName().toString())) {
                    Files.delete(file);
                    isAnyGone = true;
                }
            }
            if (isAnyGone) {
                DurableFiles.forceDirectory(storage.folder().cursors());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An old cursor can't be removed, check the disk; folder="
                    + storage.folder().cursors(), e);
        }
    }

    /** The first row behind the base says that the pipeline changed there; an input that ends at the base lacks it. */
    private void journalChange(PlanBase base, long lastTimeNs) {
        JournalAppender appender = storage.input().appender();
        if (appender.lastSequence() != base.inputSequence()) {
            return;
        }
        byte[] text = ("plan=" + topology.planHash() + " script=" + topology.name() + " before=" + base.planHash()
                + " output=" + base.outputSequence()).getBytes(StandardCharsets.UTF_8);
        long timeNs = Math.max(lastTimeNs, options.epochClock().nanoTime());
        int bytes = ControlRowLayout.textRowBytes(text.length);
        if (!appender.claim(
                BlockType.ROWS, base.inputSequence() + 1, 1, bytes, timeNs, base.inputSequence())) {
            throw new StateRefusedException("The input journal takes nothing during recovery, make room on the disk; "
                    + "folder=" + storage.folder().input());
        }
        int row = appender.payloadOffset();
        ControlRowLayout.encodeText(appender.buffer(), row, RowType.CONFIG, 0, 0, text);
        RowHeader.sequence(appender.buffer(), row, base.inputSequence() + 1);
        RowHeader.ingestTimeNs(appender.buffer(), row, timeNs);
        appender.commit();
        storage.input().force();
    }

    private Manifest manifest() {
        return storage.folder().manifest();
    }

    /** Input rows that a rebuild computed in this start. */
    long rebuiltRows() {
        return rebuiltRows;
    }
}
