package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineRestartTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path root;

    private static List<Event> events(int seed) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            long jitter = (i * 7_919L + seed) % 40;
            events.add(i % 211 == 7 ? Event.undecodable("bad " + i)
                    : Event.of(1_000L + i - jitter, (i + seed) % WindowSum.KEYS, i));
        }
        return events;
    }

    private static Topology topology(Target passed, Target summed) {
        return new TestScript().set("pelton.ring.slots", "64").set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "20 kb")
                .stream("a", 20, events(0)).stream("b", 20, events(3)).sink(passed).sink(summed)
                .insert(0, 0, () -> new PassThrough(1, 7))
                .insert(1, 1, () -> new PassThrough(2, 8), () -> new WindowSum(50)).build();
    }

    private EngineOptions in(Path folder) {
        return EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
    }

    private List<String> undisturbed() throws Exception {
        Target passed = new Target();
        Target summed = new Target();
        try (Engine engine = Engine.open(topology(passed, summed), in(root.resolve("undisturbed")))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            assertTrue(engine.metrics().snapshots() > 2);
        }
        return all(passed, summed, root.resolve("undisturbed"));
    }

    private static List<String> all(Target passed, Target summed, Path folder) throws Exception {
        List<String> all = new ArrayList<>(passed.rows());
        all.addAll(summed.rows());
        all.addAll(Files.readAllLines(folder.resolve("dead-letters").resolve("dead-letters.jsonl")));
        return all;
    }

    @Test
    void shouldGiveTheSameAfterStopsAndCrashesAtAnyStep() throws Exception {
        List<String> expected = undisturbed();
        for (int interval : List.of(5, 13)) {
            for (boolean isClean : List.of(true, false)) {
                Path folder = root.resolve("disturbed-" + interval + "-" + isClean);
                Target passed = new Target().refusingEvery(5);
                Target summed = new Target();
                EngineState state = EngineState.OPEN;
                int starts = 0;
                while (state != EngineState.FINISHED && starts < 1_000) {
                    try (Engine engine = Engine.open(topology(passed, summed), in(folder))) {
                        for (int i = 0; i < interval * (1 + starts % 3); i++) {
                            engine.step();
                        }
                        state = isClean ? engine.stop() : engine.state();
                        assertTrue(engine.metrics().isBalanced());
                    }
                    starts++;
                }
                assertTrue(starts > 1, "starts=" + starts);
                assertEquals(expected, all(passed, summed, folder), "interval=" + interval + " clean=" + isClean);
            }
        }
    }

    @Test
    void shouldSayThatAFinishedRunHasFinishedUnlessItIsToStartOver() throws Exception {
        Path folder = root.resolve("finished");
        Target passed = new Target();
        Target summed = new Target();
        for (int i = 0; i < 2; i++) {
            try (Engine engine = Engine.open(topology(passed, summed), in(folder))) {
                assertEquals(i == 0 ? EngineState.OPEN : EngineState.FINISHED, engine.state());
                assertEquals(EngineState.FINISHED, engine.awaitFinished());
            }
        }
        int rows = passed.rows().size();
        Target again = new Target();
        try (Engine engine = Engine.open(topology(again, new Target()), in(folder).withFresh(true))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        assertEquals(rows, again.rows().size());
    }

    @Test
    void shouldRefuseTheStateOfAnotherPlan() throws Exception {
        Path folder = root.resolve("plan");
        Engine.open(topology(new Target(), new Target()), in(folder)).close();
        Topology other = new TestScript().planHash("plan-2").stream("a", 0, events(0)).sink(new Target())
                .insert(0, 0, () -> new PassThrough(1, 1)).build();
        StateRefusedException refusal =
                assertThrows(StateRefusedException.class, () -> Engine.open(other, in(folder)));
        assertTrue(refusal.getMessage().contains("--fresh"), refusal.getMessage());
    }

    @Test
    void shouldCutResultsWhoseInputWasLostWithThePower() throws Exception {
        Path folder = root.resolve("power");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(Event.of(i, i % WindowSum.KEYS, i));
        }
        Target target = new Target();
        Topology topology = new TestScript().set("pelton.ring.slots", "64").set("pelton.journal.segment-bytes", "1 mb")
                .stream("a", 0, events).sink(target).insert(0, 0, () -> new PassThrough(2, -1)).build();
        run(topology, folder, 10);
        target.block(true);
        try (Engine engine = Engine.open(topology, in(folder))) {
            copy(folder.resolve("input"), root.resolve("kept"));
            for (int i = 0; i < 10; i++) {
                engine.step();
            }
        }
        target.block(false);
        copy(root.resolve("kept"), folder.resolve("input"));
        copy(root.resolve("nothing"), folder.resolve("cursors"));
        List<String> told = new ArrayList<>();
        NanoClock slow = () -> {
            clock.advanceMs(1_000);
            return clock.nanoTime();
        };
        EngineOptions options = in(folder).withClocks(clock, slow).withRecoveryListener(told::add);
        try (Engine engine = Engine.open(topology, options)) {
            assertTrue(engine.recovery().output().isCut(), engine.recovery().text());
            assertTrue(engine.recovery().text().contains("output journal cut behind row "), engine.recovery().text());
            assertTrue(engine.recovery().text().contains("1 file in quarantine"), engine.recovery().text());
            assertTrue(engine.recovery().replayedRows() > 0 && engine.recovery().durationMs() > 1_000);
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        assertTrue(told.get(0).startsWith("replaying: "), told.toString());
        assertEquals(4_000, target.rows().size());
        for (int i = 0; i < 4_000; i++) {
            assertEquals(i / 2 + "," + i / 2 % WindowSum.KEYS + "," + i / 2, target.rows().get(i));
        }
        assertEquals(1, list(folder.resolve("quarantine")).size());
    }

    private void run(Topology topology, Path folder, int steps) {
        try (Engine engine = Engine.open(topology, in(folder))) {
            for (int i = 0; i < steps; i++) {
                engine.step();
            }
        }
    }

    /** Makes {@code to} hold what {@code from} holds, nothing when that isn't there. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(from);
        Files.createDirectories(to);
        for (Path old : list(to)) {
            Files.delete(old);
        }
        for (Path file : list(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
