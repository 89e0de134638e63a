package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines closed without a stop, as a kill leaves them, and journals that lost their ends, as a power cut does. */
class EngineRecoveryTest {
    private static final int SEEDS = 5;
    private static final int MAX_STARTS = 200;
    private static final int BLOCKED_STARTS = 12;

    private final ManualClock clock = new ManualClock();
    private EngineState lastState;
    @TempDir
    private Path root;

    private EngineOptions in(Path folder) {
        return EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
    }

    private static List<Event> events(int count, int seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(100);
            if (kind == 0) {
                events.add(Event.undecodable("bad " + i));
            } else if (kind == 1) {
                events.add(Event.timeless(i % WindowSum.KEYS));
            } else {
                events.add(Event.of(1_000L + i - random.nextInt(30), random.nextInt(WindowSum.KEYS), i));
            }
        }
        return events;
    }

    private static Topology topology(int seed, Target passed, Target summed) {
        Random random = new Random(seed);
        return new TestScript().set("pelton.ring.slots", String.valueOf(1 << random.nextInt(9)))
                .set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.journal.durability", List.of("none", "group", "each").get(seed % 3))
                .set("pelton.snapshot.bytes", (8 + random.nextInt(60)) + " kb")
                .stream("a", 10, events(1_200, seed)).stream("b", 25, events(900, seed + 100))
                .sink(passed).sink(summed)
                .insert(0, 0, () -> new PassThrough(2, 7))
                .insert(1, 1, () -> new PassThrough(1, 8), () -> new WindowSum(40)).build();
    }

    @Test
    void shouldEqualTheUndisturbedRunAfterKillsAtAnyMoment() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Target expectedPassed = new Target();
            Target expectedSummed = new Target();
            EngineMetrics expected = run(
                    topology(seed, expectedPassed, expectedSummed), root.resolve("calm" + seed), Integer.MAX_VALUE);
            Random random = new Random(seed);
            Target passed = new Target().refusingEvery(7);
            Target summed = new Target();
            EngineMetrics metrics = expected;
            Path folder = root.resolve("killed" + seed);
            int starts = 0;
            while (starts == 0 || lastState != EngineState.FINISHED) {
                assertTrue(starts < MAX_STARTS);
                summed.block(starts < BLOCKED_STARTS && random.nextBoolean());
                metrics = run(topology(seed, passed, summed), folder, 1 + random.nextInt(60));
                starts++;
            }
            assertTrue(starts > 1, "starts=" + starts);
            assertEquals(expectedPassed.rows(), passed.rows(), "seed " + seed);
            assertEquals(expectedSummed.rows(), summed.rows(), "seed " + seed);
            assertEquals(letters(root.resolve("calm" + seed)), letters(folder));
            assertEquals(expected.sources(), metrics.sources(), "seed " + seed);
            assertEquals(expected.operators(), metrics.operators(), "seed " + seed);
            assertEquals(expected.deadLetters(), metrics.deadLetters());
        }
        assertEquals(List.of(), OpenResources.below(root));
    }

    private EngineMetrics run(Topology topology, Path folder, int steps) {
        try (Engine engine = Engine.open(topology, in(folder))) {
            for (int i = 0; i < steps && !engine.state().isFinal(); i++) {
                engine.step();
            }
            lastState = engine.state();
            assertTrue(engine.metrics().isBalanced());
            return engine.metrics();
        }
    }

    private static List<String> letters(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("dead-letters").resolve("dead-letters.jsonl"));
    }

    @Test
    void shouldDeliverAgainBehindALossThatWasAcceptedAndRefuseOneThatWasNot() throws Exception {
        for (String durability : List.of("none", "group")) {
            Target target = new Target().keepingNoPosition();
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                events.add(Event.of(i, i % WindowSum.KEYS, i));
            }
            Topology topology = new TestScript().set("pelton.ring.slots", "64")
                    .set("pelton.journal.durability", durability)
                    .stream("a", 0, events).sink(target).insert(0, 0, () -> new PassThrough(1, -1)).build();
            Path folder = root.resolve(durability);
            run(topology, folder, 10);
            copy(folder.resolve("input"), root.resolve(durability + "-kept"));
            int kept = target.rows().size();
            run(topology, folder, 10);
            int lost = target.rows().size() - kept;
            assertTrue(kept > 0 && lost > 0, "kept=" + kept + " lost=" + lost);
            copy(root.resolve(durability + "-kept"), folder.resolve("input"));
            if (durability.equals("group")) {
                String refusal = assertThrows(CorruptJournalException.class, () -> Engine.open(topology, in(folder)))
                        .getMessage();
                assertTrue(refusal.contains("cursor"), refusal);
                continue;
            }
            target.block(true);
            run(topology, folder, 40);
            assertEquals(kept + lost, target.rows().size());
            target.block(false);
            run(topology, folder, Integer.MAX_VALUE);
            assertTrue(target.rows().size() > 4_000, "what was lost comes again as new results");
            List<String> again = target.rows().subList(kept + lost, target.rows().size());
            for (int i = 0; i < again.size(); i++) {
                int value = 4_000 - again.size() + i;
                assertEquals(value + "," + value % WindowSum.KEYS + "," + value, again.get(i));
            }
            assertTrue(4_000 - again.size() <= kept, "no gap: kept=" + kept + " again=" + again.size());
        }
    }

    /** Makes {@code to} hold what {@code from} holds. */
    private static void copy(Path from, Path to) throws IOException {
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
