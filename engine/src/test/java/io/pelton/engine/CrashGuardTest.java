package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.Faulty;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.metrics.SourceMetrics;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.state.DeathCount;
import io.pelton.journal.state.OpenRow;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row at which the process ends, again and again. */
class CrashGuardTest {
    private static final int POISON = 500;
    private static final int HEALTHY = -9;
    private static final int EVENTS = 1_000;
    /** The first row of the journal opens the partition. */
    private static final long POISON_SEQUENCE = POISON + 1;

    private final ManualClock clock = new ManualClock();
    private final Target passed = new Target();
    private final Target summed = new Target();
    @TempDir
    private Path root;

    @AfterEach
    void shouldLeaveNothingOpen() throws IOException {
        assertEquals(List.of(), OpenResources.below(root));
    }

    private EngineOptions in(String folder) {
        return EngineOptions.durable(root.resolve(folder)).withStepped(true).withClocks(clock, clock);
    }

    private static List<Event> events(boolean isWithPoison) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            if (i != POISON || isWithPoison) {
                // The poisoned row is ahead of its time: its watermark would make others late.
                events.add(Event.of(i == POISON ? 100_000 : i, i % WindowSum.KEYS, i));
            }
        }
        return events;
    }

    private static Topology topology(boolean isWithPoison, long failAt, Target passed, Target summed) {
        return new TestScript().set("pelton.ring.slots", "64").stream("s", 0, events(isWithPoison))
                .sink(passed).sink(summed)
                .insert(0, 0, () -> new Faulty(failAt)).insert(0, 1, () -> new WindowSum(40)).build();
    }

    private Topology topology(long failAt) {
        return topology(true, failAt, passed, summed);
    }

    private void failLive(long failAt) throws Exception {
        try (Engine engine = Engine.open(topology(failAt), in("state"))) {
            assertEquals(EngineState.FAILED, engine.awaitFinished());
        }
    }

    private void failInReplay(long failAt) {
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> Engine.open(topology(failAt), in("state")));
        assertTrue(failure.getMessage().contains("defect"), failure.getMessage());
    }

    private OverrideLog.Content overrides() throws IOException {
        Path state = root.resolve("state");
        return OverrideLog.require(state, StateFolder.readManifest(state).orElseThrow().inputJournalId());
    }

    @Test
    void shouldLeaveOutTheRowAtTheThirdStartAndAgreeFromThenOn() throws Exception {
        failLive(POISON);
        failInReplay(POISON);
        assertEquals(2, DeathCount.read(root.resolve("state")).count());
        try (Engine engine = Engine.open(topology(POISON), in("state"))) {
            for (int i = 0; i < 4; i++) {
                engine.step();
            }
        }
        assertEquals(1, overrides().skippedInputs().length);
        assertEquals(POISON_SEQUENCE, overrides().skippedInputs()[0]);
        try (Engine engine = Engine.open(topology(POISON), in("state"))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            SourceMetrics source = engine.metrics().sources().get(0);
            assertEquals(EVENTS - 1, source.accepted());
            assertEquals(1, source.invalid());
        }
        Target expectedPassed = new Target();
        Target expectedSummed = new Target();
        try (Engine engine =
                Engine.open(topology(false, POISON, expectedPassed, expectedSummed), in("without"))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        assertEquals(expectedPassed.rows(), passed.rows());
        assertEquals(expectedSummed.rows(), summed.rows());
        List<String> letters = Files.readAllLines(root.resolve("state/dead-letters/dead-letters.jsonl"));
        assertEquals(1, letters.size());
        assertTrue(letters.get(0).contains("\"CRASHED\"") && letters.get(0).contains("\"v\":500"), letters.get(0));
        ReplayReport report = new Replay(topology(POISON), root.resolve("state"), rows -> { }).run();
        assertTrue(report.isSame(), report.difference());
        assertTrue(report.compared() > EVENTS - 1);
        assertEquals(0, StateCheck.verify(root.resolve("state"), DurabilityMode.GROUP).exitCode());
    }

    @Test
    void shouldCountADeathThatLeftOnlyTheNumberOfItsRow() throws Exception {
        failLive(POISON);
        Files.delete(root.resolve("state").resolve(DeathCount.FILE));
        try (OpenRow row = OpenRow.map(root.resolve("state"))) {
            row.begin(POISON_SEQUENCE);
            assertEquals(POISON_SEQUENCE, OpenRow.read(root.resolve("state").resolve(OpenRow.FILE)));
        }
        failInReplay(POISON);
        assertEquals(2, DeathCount.read(root.resolve("state")).count());
        try (Engine engine = Engine.open(topology(POISON), in("state"))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        assertEquals(1, overrides().skippedInputs().length);
        assertEquals(EVENTS - 1, passed.rows().size());
    }

    @Test
    void shouldForgetADeathAtAnotherRowAndOneThatReplayPasses() throws Exception {
        failLive(POISON);
        try (Engine engine = Engine.open(topology(POISON + 200), in("state"))) {
            assertEquals(0, DeathCount.read(root.resolve("state")).count());
            assertEquals(EngineState.FAILED, engine.awaitFinished());
        }
        assertEquals(POISON_SEQUENCE + 200, DeathCount.read(root.resolve("state")).sequence());
        assertEquals(1, DeathCount.read(root.resolve("state")).count());
        failInReplay(POISON);
        assertEquals(new DeathCount(POISON_SEQUENCE, 1, "java.lang.IllegalStateException: defect at value 500"),
                DeathCount.read(root.resolve("state")));
        try (Engine engine = Engine.open(topology(HEALTHY), in("state"))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        assertEquals(0, overrides().records().size());
        assertEquals(EVENTS, passed.rows().size());
        assertFalse(Files.exists(root.resolve("state").resolve(DeathCount.FILE)));
    }

    @Test
    void shouldNotCountAnEndBetweenRows() throws Exception {
        for (int start = 0; start < 5; start++) {
            try (Engine engine = Engine.open(topology(HEALTHY), in("state"))) {
                engine.step();
                assertEquals(OpenRow.IDLE, OpenRow.read(root.resolve("state").resolve(OpenRow.FILE)));
            }
            assertEquals(0, DeathCount.read(root.resolve("state")).count());
        }
    }

    @Test
    void shouldRefuseToLeaveOutARowThatCarriesNoData() throws Exception {
        failLive(Faulty.AT_END);
        failInReplay(Faulty.AT_END);
        for (int again = 0; again < 2; again++) {
            StateRefusedException refusal = assertThrows(
                    StateRefusedException.class, () -> Engine.open(topology(Faulty.AT_END), in("state")));
            assertTrue(refusal.getMessage().contains(DeathCount.FILE), refusal.getMessage());
        }
        Files.delete(root.resolve("state").resolve(DeathCount.FILE));
        try (Engine engine = Engine.open(topology(HEALTHY), in("state"))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
    }

    @Test
    void shouldRefuseToLeaveOutARowWhoseResultsWereDelivered() throws Exception {
        try (Engine engine = Engine.open(topology(HEALTHY), in("state"))) {
            while (passed.rows().size() < POISON + 100) {
                engine.step();
            }
        }
        failInReplay(POISON);
        failInReplay(POISON);
        StateRefusedException refusal =
                assertThrows(StateRefusedException.class, () -> Engine.open(topology(POISON), in("state")));
        assertTrue(refusal.getMessage().contains("a sink has"), refusal.getMessage());
        assertEquals(0, overrides().records().size());
    }
}
