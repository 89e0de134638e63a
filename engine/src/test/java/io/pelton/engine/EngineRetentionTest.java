package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals are pruned behind the oldest kept snapshot and, the output's, behind the slowest sink. */
class EngineRetentionTest {
    private static final int EVENTS = 60_000;
    private static final int IDLE_STEPS = 50;

    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path folder;

    private Topology topology(Target fast, Target slow) {
        List<Event> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add(Event.of(i, i % 10, i));
        }
        return new TestScript().set("pelton.journal.segment-bytes", "1 mb").set("pelton.snapshot.bytes", "300 kb")
                .set("pelton.retention.size", "0")
                .stream("s", 0, events).sink(fast).sink(slow)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new PassThrough(1, -1)).build();
    }

    private void runUntilNothingMoves(Target fast, Target slow) {
        EngineOptions options = EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
        try (Engine engine = Engine.open(topology(fast, slow), options)) {
            int idle = 0;
            while (idle < IDLE_STEPS && !engine.state().isFinal()) {
                idle = engine.step() == 0 ? idle + 1 : 0;
            }
            assertTrue(engine.metrics().isBalanced());
        }
    }

    private long firstRetained(String journal, long id) throws IOException {
        try (JournalRows rows = new JournalRows(folder.resolve(journal), id)) {
            assertTrue(rows.next());
            return rows.sequence();
        }
    }

    private SnapshotHeader oldestSnapshot(Manifest manifest) {
        List<SnapshotStore.Entry> kept =
                new SnapshotStore(folder.resolve(StateFolder.SNAPSHOTS), manifest.inputJournalId()).list();
        assertEquals(SnapshotStore.KEPT, kept.size());
        return kept.get(kept.size() - 1).header();
    }

    @Test
    void shouldKeepWhatTheSlowestSinkOrTheOldestSnapshotNeeds() throws Exception {
        Target fast = new Target();
        Target slow = new Target();
        slow.block(true);
        runUntilNothingMoves(fast, slow);
        Manifest manifest = StateFolder.readManifest(folder).orElseThrow();
        long firstInput = firstRetained(StateFolder.INPUT, manifest.inputJournalId());
        assertTrue(firstInput > 0, "input behind the oldest snapshot is pruned");
        assertTrue(firstInput <= oldestSnapshot(manifest).inputSequence() + 1, "what it needs is there");
        assertEquals(0, firstRetained(StateFolder.OUTPUT, manifest.outputJournalId()), "the slow sink needs all");
        assertEquals(EVENTS, fast.rows().size());

        slow.block(false);
        runUntilNothingMoves(fast, slow);
        assertEquals(fast.rows(), slow.rows());
        assertEquals(EVENTS, fast.rows().size());
    }

    @Test
    void shouldPruneTheOutputToo() throws Exception {
        Target fast = new Target();
        Target slow = new Target().refusingEvery(100);
        runUntilNothingMoves(fast, slow);
        Manifest manifest = StateFolder.readManifest(folder).orElseThrow();
        long firstOutput = firstRetained(StateFolder.OUTPUT, manifest.outputJournalId());
        assertTrue(firstOutput > 0, "output that all have is pruned");
        assertTrue(firstOutput <= oldestSnapshot(manifest).outputSequence() + 1);
        assertEquals(fast.rows(), slow.rows());
        assertEquals(EVENTS, fast.rows().size());
    }

    private long firstInputAfter(String size, String age, int rows, long msPerStep) throws Exception {
        List<Event> events = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            events.add(Event.of(i, i % 10, i));
        }
        Topology topology = new TestScript().set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "300 kb").set("pelton.retention.size", size)
                .set("pelton.retention.age", age)
                .stream("s", 0, events).sink(new Target()).insert(0, 0, () -> new PassThrough(1, -1)).build();
        try (Engine engine = Engine.open(topology, options())) {
            while (!engine.state().isFinal()) {
                engine.step();
                clock.advanceMs(msPerStep);
            }
        }
        return firstRetained(StateFolder.INPUT, StateFolder.readManifest(folder).orElseThrow().inputJournalId());
    }

    private EngineOptions options() {
        return EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
    }

    private long inputBytes() throws IOException {
        long bytes = 0;
        for (int segment : SegmentFiles.list(folder.resolve(StateFolder.INPUT))) {
            bytes += SegmentFiles.usedBytes(SegmentFiles.path(folder.resolve(StateFolder.INPUT), segment));
        }
        return bytes;
    }

    @Test
    void shouldKeepHistoryUpToItsSize() throws Exception {
        assertTrue(firstInputAfter("3 mb", "", EVENTS, 0) > 0, "some is gone");
        assertTrue(inputBytes() > 2 << 20 && inputBytes() < 4 << 20, "bytes=" + inputBytes());
    }

    @Test
    void shouldKeepAllHistoryWithoutLimits() throws Exception {
        assertEquals(0, firstInputAfter("", "", EVENTS, 1_000));
    }

    @Test
    void shouldRemoveHistoryThatIsTooOld() throws Exception {
        long first = firstInputAfter("", "2 min", EVENTS, 1_000);
        assertTrue(first > 0, "a step is a second and moves 256 rows at most, so two minutes have 30,720");
        assertTrue(first < EVENTS - 25_000, "the last two minutes are there; first=" + first);
    }

    /** A gateway without a clock of its own boots in 1970: ingest time stands still there, and nothing grows old. */
    @Test
    void shouldRemoveNothingBecauseAClockIsWrong() throws Exception {
        List<Event> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            events.add(Event.of(i, i % 10, i));
        }
        Target target = new Target();
        for (int run = 0; run < 2; run++) {
            int known = events.size() / 2 * (run + 1);
            Topology topology = new TestScript().set("pelton.journal.segment-bytes", "1 mb")
                    .set("pelton.snapshot.bytes", "300 kb").set("pelton.retention.size", "")
                    .set("pelton.retention.age", "1 h")
                    .stream("s", false, 0, () -> new ScriptedSource("s", events.subList(0, known), 1, false))
                    .sink(target).insert(0, 0, () -> new PassThrough(1, -1)).build();
            try (Engine engine = Engine.open(topology, options())) {
                while (target.rows().size() < known) {
                    engine.step();
                    clock.advanceMs(10);
                }
                engine.stop();
            }
            clock.set(1_000);
        }
        assertEquals(0, firstRetained(StateFolder.INPUT,
                StateFolder.readManifest(folder).orElseThrow().inputJournalId()));
        assertEquals(EVENTS, target.rows().size());
    }
}
