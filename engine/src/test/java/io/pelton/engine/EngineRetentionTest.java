package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
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
}
