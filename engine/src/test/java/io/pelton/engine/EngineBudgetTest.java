package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.FakeDisk;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead dashboard must not silence a safety alert: what a sink may hold back is bounded, and said. */
class EngineBudgetTest {
    private static final int ROWS = 120_000;
    private static final int SEGMENT = 1 << 20;

    private final ManualClock clock = new ManualClock();
    private final List<Event> events = new ArrayList<>();
    private final Target dashboard = new Target();
    private final Target alarms = new Target();
    private ScriptedSource source;
    @TempDir
    private Path folder;

    @AfterEach
    void shouldLeaveNothingOpen() throws Exception {
        assertEquals(List.of(), OpenResources.below(folder));
    }

    private Engine open(String policy, String budget) {
        while (events.size() < ROWS) {
            events.add(Event.of(events.size(), events.size() % 3, events.size()));
        }
        Topology topology = new TestScript().set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "1 mb").set("pelton.retention.size", "0")
                .stream("s", false, 0, () -> source = new ScriptedSource("s", events, 1, false))
                .with("sink.disk-budget", budget).with("sink.disk-policy", policy).sink(dashboard)
                .with("sink.disk-policy", "block").sink(alarms)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new PassThrough(1, 2)).build();
        return Engine.open(topology, EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock)
                .withDiskSpace(new FakeDisk()));
    }

    private void steps(Engine engine, int count) {
        for (int i = 0; i < count; i++) {
            engine.step();
            clock.advanceMs(50);
            assertFalse(engine.state().isFinal(), () -> "" + engine.failure());
        }
    }

    private long outputBytes() throws IOException {
        try (JournalRows rows = new JournalRows(folder.resolve(StateFolder.OUTPUT),
                StateFolder.readManifest(folder).orElseThrow().outputJournalId())) {
            long count = 0;
            while (rows.next()) {
                count++;
            }
            return count * 80;
        }
    }

    private static SinkMetrics dashboardOf(Engine engine) {
        return engine.metrics().sinks().get(0);
    }

    @Test
    void shouldSlowTheSourcesWhenASinkThatBlocksIsBeyondItsBudget() throws Exception {
        dashboard.block(true);
        try (Engine engine = open("block", "3 mb")) {
            steps(engine, 1_000);
            assertEquals("sink0", engine.metrics().disk().heldBy());
            int held = alarms.rows().size();
            assertTrue(held > 0 && source.durable() < ROWS - 1, "durable=" + source.durable());
            long bytes = engine.metrics().outputSequence() * 80;
            assertTrue(bytes > 3 * SEGMENT - SEGMENT / 2 && bytes < 4 * SEGMENT, "bytes=" + bytes);
            steps(engine, 200);
            assertEquals(held, alarms.rows().size(), "all that was taken in has reached the other sink, no more comes");

            dashboard.block(false);
            steps(engine, 1_500);
            assertEquals("", engine.metrics().disk().heldBy());
            assertEquals(ROWS, dashboard.rows().size());
            assertEquals(ROWS / 3 * 2, alarms.rows().size());
            assertEquals(0, dashboardOf(engine).expired());
        }
    }

    @Test
    void shouldGiveUpTheOldestRowsOfASinkThatExpiresAndCountThem() throws Exception {
        dashboard.keepingNoPosition().block(true);
        long expired;
        try (Engine engine = open("expire", "3 mb")) {
            steps(engine, 1_500);
            assertEquals(ROWS - 1, source.durable(), "nobody is slowed");
            assertEquals(ROWS / 3 * 2, alarms.rows().size());
            expired = dashboardOf(engine).expired();
            assertTrue(expired > ROWS / 4 && expired < ROWS, "expired=" + expired);
            assertEquals("", engine.metrics().disk().heldBy());
        }
        assertTrue(outputBytes() < 5 * SEGMENT, "a dead sink holds no more than its budget; bytes=" + outputBytes());
        try (Engine engine = open("expire", "3 mb")) {
            steps(engine, 50);
            assertEquals(expired, dashboardOf(engine).expired(), "survives the restart");
            dashboard.block(false);
            steps(engine, 200);
            assertEquals(expired, dashboardOf(engine).expired());
            assertEquals(ROWS - expired, dashboard.rows().size(), "goes on behind the gap, no row is missing there");
            assertEquals(0, dashboardOf(engine).lag());
        }
        try (Engine engine = open("expire", "3 mb")) {
            steps(engine, 50);
            assertEquals(ROWS - expired, dashboard.rows().size());
            assertEquals(expired, dashboardOf(engine).expired());
        }
    }

    @Test
    void shouldKeepWhatASinkHasTakenAndNotFinishedBeforeAGap() throws Exception {
        try (Engine engine = open("expire", "2 mb")) {
            steps(engine, 20);
            dashboard.holdBack(true);
            steps(engine, 20);
            dashboard.block(true);
            steps(engine, 300);
            assertTrue(dashboardOf(engine).expired() > 0);
            dashboard.block(false);
            steps(engine, 500);
        }
        dashboard.holdBack(false);
        try (Engine engine = open("expire", "2 mb")) {
            steps(engine, 800);
            long expired = dashboardOf(engine).expired();
            assertTrue(dashboard.rows().size() + expired >= ROWS,
                    "what the crash took from the part is delivered again or counted; expired=" + expired + " rows="
                            + dashboard.rows().size());
        }
    }

    @Test
    void shouldNotDeliverAgainWhatWasGivenUpOrDeliveredBeforeACrash() throws Exception {
        dashboard.keepingNoPosition();
        long expired;
        try (Engine engine = open("expire", "2 mb")) {
            steps(engine, 20);
            dashboard.block(true);
            steps(engine, 300);
            expired = dashboardOf(engine).expired();
            assertTrue(expired > 0);
            dashboard.block(false);
            steps(engine, 500);
            assertEquals(expired, dashboardOf(engine).expired());
            assertEquals(ROWS - expired, dashboard.rows().size());
        }
        List<Long> sequences = dashboard.sequences();
        for (int i = 1; i < sequences.size(); i++) {
            assertTrue(sequences.get(i) > sequences.get(i - 1), "row " + i);
        }
    }
}
