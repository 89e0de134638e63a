package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.recovery.CrashGuard;
import io.pelton.engine.recovery.OutputReach;
import io.pelton.engine.recovery.PlanFile;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.agrona.CloseHelper;

/** The journals of a run and, for a durable one, its state folder. The opening thread; closed last. */
final class EngineStorage implements AutoCloseable {
    static final String FINISHED = "finished";

    private final StateFolder folder;
    private final boolean isNew;
    private final boolean isFinished;
    private Journal input;
    private Journal output;
    private SnapshotStore snapshots;
    private CrashGuard crashes;
    private UUID outputId = UUID.randomUUID();
    private int epoch;
    private long startNs;

    private EngineStorage(StateFolder folder, boolean isNew) {
        this.folder = folder;
        this.isNew = isNew;
        isFinished = folder != null && !isNew && folder.manifest().entries().containsKey(FINISHED);
    }

    static EngineStorage ephemeral(EngineConfiguration configuration) {
        EngineStorage storage = new EngineStorage(null, true);
        storage.output = Journals.inMemory(configuration.memoryJournalBytes());
        return storage;
    }

    /** Locks the folder and opens the journals, unless the run in it has finished. */
    static EngineStorage durable(EngineOptions options, Topology topology, EngineConfiguration configuration) {
        long startNs = options.nanoClock().nanoTime();
        long epochNs = options.epochClock().nanoTime();
        StateFolder folder = StateFolder.open(options.stateFolder(), options.fresh());
        EngineStorage storage = null;
        try {
            boolean isNew = folder.isNew();
            if (isNew) {
                folder.initialise(topology.planHash(), topology.name(), Map.of());
            } else if (!folder.manifest().planHash().equals(topology.planHash())) {
                PlanChange.check(folder, topology, inputSchemas(topology), options.rebuild());
            }
            storage = new EngineStorage(folder, isNew);
            storage.startNs = startNs;
            if (!storage.isFinished) {
                storage.openJournals(topology, configuration, epochNs);
            }
            return storage;
        } catch (RuntimeException | Error e) {
            CloseHelper.quietClose(storage == null ? folder : storage);
            throw e;
        }
    }

    private void openJournals(Topology topology, EngineConfiguration configuration, long epochNs) {
        epoch = folder.beginEpoch();
        keepPlan(topology);
        crashes = CrashGuard.open(folder, epochNs);
        input = Journals.openInput(folder, inputOptions(topology, configuration));
        crashes.judge(input);
        JournalCut cut = outputCut(folder, crashes.limit(input.lastSequence()));
        crashes.check(cut);
        output = Journals.openOutput(folder, outputOptions(topology, configuration), cut);
        crashes.decide();
        snapshots = new SnapshotStore(folder.snapshots(), folder.manifest().inputJournalId());
        outputId = new UUID(folder.manifest().inputJournalId(), folder.manifest().outputJournalId());
    }

    static JournalOptions inputOptions(Topology topology, EngineConfiguration configuration) {
        return options(configuration).withSchemas(inputSchemas(topology));
    }

    static JournalOptions outputOptions(Topology topology, EngineConfiguration configuration) {
        return options(configuration).withSchemas(outputSchemas(topology));
    }

    private static JournalOptions options(EngineConfiguration configuration) {
        return JournalOptions.defaults()
                .withStorage(configuration.storage())
                .withSegmentBytes(configuration.segmentBytes())
                .withDurability(configuration.durability());
    }

    /** Ends the output journal behind the last result of this input. */
    static JournalCut outputCut(StateFolder folder, long lastInput) {
        try {
            return OutputReach.cut(folder.output(), folder.manifest().outputJournalId(), lastInput);
        } catch (IOException e) {
            throw new UncheckedIOException("The output journal can't be read, check the disk; folder="
                    + folder.output(), e);
        }
    }

    private void keepPlan(Topology topology) {
        try {
            PlanFile.keep(folder.plans(), fileName(topology.planHash()),
                    topology.planText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The plan can't be kept, check the disk; folder=" + folder.plans(), e);
        }
    }

    /** How the rows of the input tables are declared; in the header of every input segment. */
    static byte[] inputSchemas(Topology topology) {
        StringBuilder text = new StringBuilder();
        for (StreamDefinition stream : topology.streams()) {
            schema(text, stream.streamId(), stream.table().name(), stream.layout().schema());
        }
        return bytes(text);
    }

    private static byte[] outputSchemas(Topology topology) {
        StringBuilder text = new StringBuilder();
        for (SinkDefinition sink : topology.sinks()) {
            schema(text, sink.sinkId(), sink.table().name(), sink.layout().schema());
        }
        return bytes(text);
    }

    private static void schema(StringBuilder text, int id, String table, Schema schema) {
        text.append(id).append('\t').append(table);
        for (Column column : schema.columns()) {
            text.append('\t').append(column.name()).append(' ').append(column.type().sql());
        }
        text.append('\n');
    }

    private static byte[] bytes(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > JournalOptions.MAX_SCHEMAS_BYTES) {
            throw new IllegalArgumentException("The tables' declarations are too long for a journal; bytes="
                    + bytes.length
                    + " max=" + JournalOptions.MAX_SCHEMAS_BYTES);
        }
        return bytes;
    }

    /** A name that is safe as a file's. */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    /** A sink's cursor file. */
    static String cursorName(int sinkId, String table) {
        return sinkId + "-" + fileName(table) + CursorFile.SUFFIX;
    }

    boolean isDurable() {
        return folder != null;
    }

    /** True when nothing of an earlier run is there. */
    boolean isNew() {
        return isNew;
    }

    /**
     * True when the folder holds a bounded run that has been processed and delivered to its end; no journal is open
     * then.
     */
    boolean isFinished() {
        return isFinished;
    }

    /** The run has been processed and delivered to its end: what the journals hold of it is history from now on. */
    void markFinished() {
        if (folder != null) {
            output.force();
            input.force();
            folder.update(manifest -> manifest.withEntry(FINISHED, "true"));
        }
    }

    StateFolder folder() {
        return folder;
    }

    /** Null in an ephemeral run. */
    Journal input() {
        return input;
    }

    Journal output() {
        return output;
    }

    SnapshotStore snapshots() {
        return snapshots;
    }

    /** Null in an ephemeral run. */
    CrashGuard crashes() {
        return crashes;
    }

    /** The manifest says from now on that the sinks' cursors are there, and how far they are. */
    void holdCursors(SortedMap<String, Long> cursors) {
        folder.updateHoldings(holdings -> holdings.withCursors(cursors));
    }

    UUID outputId() {
        return outputId;
    }

    int epoch() {
        return epoch;
    }

    /** When opening began, by the options' clock. */
    long startNs() {
        return startNs;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(output, input, crashes, folder);
    }
}
