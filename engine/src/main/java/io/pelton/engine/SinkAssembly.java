package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.connector.SinkBudget;
import io.pelton.engine.connector.TablePolicy;
import io.pelton.engine.egress.DeadLetterSink;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.egress.SinkCursor;
import io.pelton.engine.recovery.PlanBase;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Holdings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the sinks, the dead letters' last, each where its target or its cursor file says. */
final class SinkAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(SinkAssembly.class);
    private static final String DEAD_LETTER_FILE = "dead-letters.jsonl";

    private final Topology topology;
    private final EngineOptions options;
    private final EngineConfiguration configuration;
    private final EngineStorage storage;
    private final ResourceStack resources;
    private final DurableGate gate;

    SinkAssembly(
            Topology topology, EngineOptions options, EngineConfiguration configuration, EngineStorage storage,
            ResourceStack resources, DurableGate gate) {
        this.topology = topology;
        this.options = options;
        this.configuration = configuration;
        this.storage = storage;
        this.resources = resources;
        this.gate = gate;
    }

    List<EgressAgent> open() {
        List<EgressAgent> agents = new ArrayList<>();
        for (SinkDefinition definition : topology.sinks()) {
            Sink sink = definition.connector().createSink(definition.table());
            agents.add(open(sink, definition.sinkId(), definition.table().name(), definition.layout(),
                    TablePolicy.budget(definition.table())));
        }
        DeadLetterSink letters = new DeadLetterSink(topology, deadLetterFile(), storage.isDurable());
        agents.add(open(letters, topology.sinks().size(), DeadLetterSink.NAME, new RowLayout(new Schema(List.of())),
                SinkBudget.NONE));
        if (storage.isDurable()) {
            SortedMap<String, Long> cursors = new TreeMap<>();
            agents.forEach(agent -> cursors.put(agent.cursorFile(), agent.cursor()));
            storage.holdCursors(cursors);
        }
        return agents;
    }

    /** Where refused rows go. */
    Path deadLetterFile() {
        if (storage.isDurable()) {
            return storage.folder().deadLetters().resolve(DEAD_LETTER_FILE);
        }
        return options.deadLetterFile() != null ? options.deadLetterFile()
                : Path.of(EngineStorage.fileName(topology.name()) + ".dead-letters.jsonl");
    }

    private EgressAgent open(Sink sink, int sinkId, String table, RowLayout layout, SinkBudget budget) {
        resources.add(sink);
        SinkContext context = new SinkContext(table, layout, storage.outputId(), !storage.isNew());
        CursorFile file = null;
        if (storage.isDurable()) {
            Path path = storage.folder().cursors().resolve(EngineStorage.cursorName(sinkId, table));
            file = resources.add(CursorFile.open(path, storage.folder().manifest().outputJournalId()));
        }
        long held = sink.open(context);
        checkKnown(file, held, table);
        SinkCursor cursor = cursor(file, sink, table, storage.isNew() ? Sink.UNKNOWN : held, budget);
        return new EgressAgent(
                sinkId, table, sink, storage.output().newTailer(), gate, cursor, budget, options.epochClock());
    }

    /** An old cursor, or none, would deliver again what was delivered: the manifest knows better. */
    private void checkKnown(CursorFile file, long held, String table) {
        if (file == null || held != Sink.UNKNOWN || configuration.durability() == DurabilityMode.NONE) {
            return;
        }
        Long known = Holdings.of(storage.folder().manifest()).cursors().get(file.fileName());
        if (known != null && file.position().outputSequence() < known) {
            throw new StateRefusedException("A sink's cursor is missing or an old copy: restore it from a backup, or"
                    + " accept with `pelton journal repair --accept-loss` that results are delivered again; sink="
                    + table + " cursor=" + file.position().outputSequence() + " known=" + known);
        }
    }

    private SinkCursor cursor(CursorFile file, Sink sink, String table, long held, SinkBudget budget) {
        long filed = file == null ? -1 : file.position().outputSequence();
        long cause = file == null ? -1 : file.position().causeSequence();
        long sequence = Math.max(filed, held);
        long last = storage.output().lastSequence();
        if (sequence > last) {
            // A target that numbers its results itself can't take other ones under the same numbers; letters can.
            boolean canRepeat = held <= last || sink instanceof DeadLetterSink;
            if (configuration.durability() != DurabilityMode.NONE || !canRepeat) {
                throw new StateRefusedException("A sink holds more results than the output journal: restore the state "
                        + "folder"
                        + " from a backup or start over with --fresh; sink=" + table + " cursor=" + sequence + " last="
                        + last);
            }
            LOG.warn("Input that a sink had seen was lost (durability none), its results are delivered again as new "
                    + "ones;"
                    + " sink={} cursor={} last={}", table, sequence, last);
            sequence = last;
            cause = Math.min(cause, storage.input().lastSequence());
            file.append(sequence, cause, storage.epoch());
            file.force();
        }
        Optional<PlanBase> base = storage.isDurable()
                ? PlanBase.of(storage.folder().manifest()) : Optional.empty();
        if (base.isPresent() && sequence < base.get().outputSequence()) {
            // What the script before has delivered is no other script's to deliver, not even to a sink that is new.
            sequence = base.get().outputSequence();
            cause = base.get().inputSequence();
        }
        long first = storage.output().firstSequence();
        if (sequence + 1 < first && file != null
                && (budget.isExpiring() || file.gaps().last() >= first - 1)) {
            sequence = expired(file, table, sequence, first);
        }
        if (sequence + 1 < first) {
            throw new StateRefusedException("Results that a sink still lacks are no longer in the output journal: "
                    + "restore the sink's cursor from a backup or start over with --fresh; sink=" + table + " cursor="
                    + sequence + " first=" + first);
        }
        if (file != null && sequence > filed) {
            // What the target alone knows now, a rebuild must find in the file, and the manifest is about to name it.
            file.append(sequence, cause, storage.epoch());
            if (!file.force()) {
                throw new StateRefusedException("A sink's cursor finds no room: make some on the disk and start again;"
                        + " sink=" + table);
            }
        }
        return new SinkCursor(file, storage.epoch(), sequence, cause);
    }

    /** The journal went on without a sink that hung: what it lacks is counted, unless it was before. */
    private long expired(CursorFile file, String table, long cursor, long first) {
        CursorFile.Gaps known = file.gaps();
        long uncounted = first - 1 - cursor
                - Math.max(0, Math.min(first - 1, known.last()) - Math.max(cursor, known.first() - 1));
        if (uncounted > 0) {
            LOG.warn("A sink hung and was behind by more than its disk budget, rows were given up; sink={} rows<={}"
                    + " gap={} to {}", table, uncounted, cursor + 1, first - 1);
            file.appendGaps(new CursorFile.Gaps(cursor + 1, first - 1, known.rows() + uncounted));
        }
        return first - 1;
    }
}
