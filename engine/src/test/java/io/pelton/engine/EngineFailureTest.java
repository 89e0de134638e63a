package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.Faulty;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.source.Source;
import io.pelton.engine.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails ends the engine and nothing else; what is slow only slows it. */
class EngineFailureTest {
    private final ManualClock clock = new ManualClock();
    private final List<Event> events = events();
    @TempDir
    private Path folder;

    private static List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(Event.of(1_000L + i, i % 10, i));
        }
        return events;
    }

    private EngineOptions durable() {
        return EngineOptions.durable(folder.resolve("state")).withStepped(true).withClocks(clock, clock);
    }

    private EngineOptions ephemeral() {
        return EngineOptions.ephemeral().withStepped(true).withClocks(clock, clock)
                .withDeadLetterFile(folder.resolve("letters.jsonl"));
    }

    private Topology topology(Target target, long operatorFailsAt, Supplier<Source> source) {
        return new TestScript().set("pelton.ring.slots", "64").stream("s", true, 0, source).sink(target)
                .insert(0, 0, () -> new Faulty(operatorFailsAt)).build();
    }

    private Source source() {
        return new ScriptedSource("s", events, 1, true);
    }

    private static void assertStaysFailed(Engine engine, Target target, String message) throws Exception {
        assertEquals(EngineState.FAILED, engine.awaitFinished());
        assertTrue(engine.failure().getMessage().contains(message), engine.failure().toString());
        int delivered = target.rows().size();
        for (int i = 0; i < 100; i++) {
            assertEquals(0, engine.step());
        }
        assertEquals(EngineState.FAILED, engine.stop());
        assertEquals(delivered, target.rows().size());
    }

    @Test
    void shouldDeliverNothingAfterAFailureAndGoOnWhenTheDefectIsMended() throws Exception {
        Target target = new Target().failingAtRow(300);
        try (Engine engine = Engine.open(topology(target, Long.MAX_VALUE, this::source), durable())) {
            assertStaysFailed(engine, target, "failed at row 300");
            assertEquals(300, target.rows().size());
        }
        target.failingAtRow(Integer.MAX_VALUE);
        try (Engine engine = Engine.open(topology(target, 1_200, this::source), durable())) {
            assertStaysFailed(engine, target, "defect at value 1200");
            assertTrue(target.rows().size() <= 1_200);
        }
        try (Engine engine = Engine.open(topology(target, Long.MAX_VALUE, this::source), durable())) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            assertTrue(engine.metrics().isBalanced());
            assertEquals(2_000, engine.metrics().sources().get(0).received());
        }
        assertEquals(events.stream().map(e -> e.timeMs() + "," + e.key() + "," + e.value()).toList(), target.rows());
        assertEquals(List.of(), OpenResources.below(folder));
    }

    @Test
    void shouldLeaveNothingOpenWhenItCannotOpen() throws Exception {
        for (EngineOptions options : List.of(durable(), ephemeral())) {
            Target refusing = new Target().failingAtOpen();
            assertThrows(RuntimeException.class, () -> Engine.open(topology(refusing, 0, this::source), options));
            assertTrue(refusing.isBalanced());
            Target target = new Target();
            assertThrows(RuntimeException.class,
                    () -> Engine.open(topology(target, Faulty.AT_OPEN, this::source), options));
            assertThrows(RuntimeException.class, () -> Engine.open(topology(target, 0, () -> {
                throw new IllegalStateException("no source");
            }), options));
            assertTrue(target.isBalanced());
            assertEquals(List.of(), OpenResources.below(folder));
        }
        Engine.open(topology(new Target(), 0, this::source), durable()).close();
        assertEquals(List.of(), OpenResources.below(folder));
    }

    @Test
    void shouldLoseNothingWhateverSinkIsBlockedWhenever() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            Target one = new Target();
            Target other = new Target();
            Topology topology = new TestScript()
                    .set("pelton.ring.slots", random.nextBoolean() ? "1" : "16")
                    .set("pelton.journal.memory-bytes", "64 kb")
                    .stream("s", 0, events).sink(one).sink(other)
                    .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new PassThrough(5, -1)).build();
            EngineOptions options = seed % 2 == 0 ? ephemeral()
                    : durable().withStateFolder(folder.resolve("blocked-" + seed));
            try (Engine engine = Engine.open(topology, options)) {
                for (int i = 0; i < 3_000 && !engine.state().isFinal(); i++) {
                    one.block(random.nextInt(4) > 0);
                    other.block(random.nextInt(4) > 0);
                    for (int burst = random.nextInt(30); burst > 0; burst--) {
                        engine.step();
                    }
                }
                one.block(false);
                other.block(false);
                assertEquals(EngineState.FINISHED, engine.awaitFinished());
                assertTrue(engine.metrics().isBalanced());
            }
            assertEquals(2_000, one.rows().size());
            assertEquals(10_000, other.rows().size());
            for (int i = 0; i < 10_000; i++) {
                assertEquals(one.rows().get(i / 5), other.rows().get(i));
            }
        }
    }

    @Test
    void shouldRunBesideAnotherEngine() throws Exception {
        Target one = new Target();
        Target other = new Target();
        try (Engine first = Engine.open(topology(one, Long.MAX_VALUE, this::source), durable());
                Engine second = Engine.open(topology(other, 700, this::source),
                        durable().withStateFolder(folder.resolve("second")))) {
            while (!first.state().isFinal()) {
                first.step();
                second.step();
            }
            assertEquals(EngineState.FAILED, second.state());
            assertEquals(EngineState.FINISHED, first.state());
        }
        assertEquals(2_000, one.rows().size());
        assertEquals(other.rows(), one.rows().subList(0, other.rows().size()));
        EngineOptions shared = durable().withStateFolder(folder.resolve("shared"));
        try (Engine holder = Engine.open(topology(new Target(), 0, this::source), shared)) {
            assertThrows(RuntimeException.class,
                    () -> Engine.open(topology(new Target(), 0, this::source), shared));
            assertEquals(EngineState.OPEN, holder.state());
        }
        assertEquals(List.of(), OpenResources.below(folder));
    }
}
