package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path folder;

    private EngineOptions stepped() {
        return EngineOptions.ephemeral().withStepped(true).withClocks(clock, clock)
                .withDeadLetterFile(folder.resolve("letters.jsonl"));
    }

    private static List<Event> sorted(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Event.of(1_000L + i, i % WindowSum.KEYS, i));
        }
        return events;
    }

    private static List<String> texts(List<Event> events) {
        return events.stream().map(e -> e.timeMs() + "," + e.key() + "," + e.value()).toList();
    }

    @Test
    void shouldCarryEachRowFromSourceToSink() throws Exception {
        List<Event> events = sorted(5_000);
        Target target = new Target();
        Topology topology = new TestScript().stream("s", 0, events).sink(target)
                .insert(0, 0, () -> new PassThrough(1, -1)).build();
        try (Engine engine = Engine.open(topology, stepped())) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            assertEquals(texts(events), target.rows());
            assertTrue(target.isFinished());
            EngineMetrics metrics = engine.metrics();
            assertTrue(metrics.isBalanced());
            assertEquals(5_000, metrics.sources().get(0).received());
            assertEquals(5_000, metrics.operators().get(0).rowsOut());
            assertEquals(5_000, metrics.sinks().get(0).delivered());
            assertEquals(0, metrics.sinks().get(0).lag());
        }
        assertTrue(target.isBalanced());
    }

    @Test
    void shouldGiveTheSameThroughTinyRingsRefusingSinksAndLargeMessages() throws Exception {
        List<Event> events = sorted(3_000);
        List<List<String>> results = new ArrayList<>();
        for (int variant = 0; variant < 4; variant++) {
            int rowsPerMessage = variant == 3 ? 7 : 1;
            Target passed = new Target().refusingEvery(variant == 2 ? 3 : 0);
            Target summed = new Target().refusingEvery(variant == 2 ? 2 : 0);
            Topology topology = new TestScript()
                    .set("pelton.ring.slots", variant == 0 ? "4096" : "1")
                    .set("pelton.journal.memory-bytes", variant == 0 ? "8 mb" : "64 kb")
                    .stream("s", true, 0, () -> new ScriptedSource("s", events, rowsPerMessage, true))
                    .sink(passed).sink(summed)
                    .insert(0, 0, () -> new PassThrough(3, 7))
                    .insert(0, 1, () -> new PassThrough(2, 8), () -> new WindowSum(100)).build();
            try (Engine engine = Engine.open(topology, stepped())) {
                assertEquals(EngineState.FINISHED, engine.awaitFinished());
                assertTrue(engine.metrics().isBalanced());
            }
            List<String> all = new ArrayList<>(passed.rows());
            all.addAll(summed.rows());
            results.add(all);
        }
        assertEquals((3_000 - 60) * 3 + 30 * (WindowSum.KEYS - 1), results.get(0).size());
        for (List<String> result : results) {
            assertEquals(results.get(0), result);
        }
    }

    @Test
    void shouldKeepWhatIsRefusedWithItsReason() throws Exception {
        List<Event> events = new ArrayList<>(sorted(500));
        events.add(Event.undecodable("abc,\"x\""));
        events.add(Event.timeless(3));
        events.add(Event.of(1_000, 5, 5));
        events.add(Event.of(999_999, 5, 5));
        Target target = new Target();
        Topology topology = new TestScript().stream("s", 0, events).sink(target)
                .insert(0, 0, () -> new WindowSum(100)).build();
        try (Engine engine = Engine.open(topology, stepped())) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            EngineMetrics metrics = engine.metrics();
            assertTrue(metrics.isBalanced());
            assertEquals(4, metrics.deadLetters());
            assertEquals(2, metrics.sources().get(0).invalid());
            assertEquals(1, metrics.operators().get(0).tooLate());
            assertEquals(1, metrics.operators().get(0).refused());
        }
        List<String> lines = Files.readAllLines(folder.resolve("letters.jsonl"));
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).contains("\"reason\":\"UNDECODABLE\"")
                && lines.get(0).contains("abc,\\\"x\\\"")
                && lines.get(0).contains("\"detail\":\"not a number\"")
                && lines.get(0).contains("\"position\":500"), lines.get(0));
        assertTrue(lines.get(1).contains("NO_EVENT_TIME")
                && lines.get(1).contains("\"values\":{\"ts\":null,\"k\":3"), lines.get(1));
        assertTrue(lines.get(2).contains("TOO_LATE")
                && lines.get(2).contains("\"windowEnd\":\"1970-01-01T00:00:01.100Z\""),
                lines.get(2));
        assertTrue(lines.get(3).contains("TOO_FAR_AHEAD")
                && lines.get(3).contains("\"operator\":\"0-operator\""), lines.get(3));
    }

    @Test
    void shouldSlowTheSourceWhenASinkIsBlocked() {
        List<Event> events = sorted(100_000);
        Target target = new Target();
        target.block(true);
        Topology topology = new TestScript().set("pelton.journal.memory-bytes", "64 kb")
                .stream("s", 0, events).sink(target)
                .insert(0, 0, () -> new PassThrough(1, -1)).build();
        try (Engine engine = Engine.open(topology, stepped())) {
            int idle = 0;
            for (int i = 0; i < 100_000 && idle < 10; i++) {
                idle = engine.step() == 0 ? idle + 1 : 0;
            }
            assertEquals(10, idle);
            assertTrue(engine.metrics().sources().get(0).received() < 20_000);
            assertEquals(0, target.rows().size());
            target.block(false);
            idle = 0;
            while (engine.state() == EngineState.RUNNING && idle < 1_000) {
                idle = engine.step() == 0 ? idle + 1 : 0;
            }
            assertEquals(EngineState.FINISHED, engine.state(), () -> engine.metrics().toString());
            assertEquals(texts(events), target.rows());
        }
    }

    @Test
    void shouldMergeTwoBoundedSourcesByTimeWhateverTheRings() throws Exception {
        List<Event> slow = new ArrayList<>();
        List<Event> fast = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            slow.add(Event.of(1_000 + i, 1, i));
            fast.add(Event.of(1_000 + i * 10L, 2, i));
        }
        List<String> first = null;
        for (String slots : List.of("4096", "1", "64")) {
            Target target = new Target();
            TestScript script = new TestScript().set("pelton.ring.slots", slots)
                    .stream("slow", 0, slow).stream("fast", 0, fast)
                    .sink(target).insert(0, 0, () -> new PassThrough(1, -1)).insert(1, 0, () -> new PassThrough(1, -1));
            try (Engine engine = Engine.open(script.build(), stepped())) {
                engine.awaitFinished();
            }
            assertEquals(6_000, target.rows().size());
            first = first == null ? target.rows() : first;
            assertEquals(first, target.rows());
        }
        int lastSlow = Collections.max(List.of(first.lastIndexOf("3999,1,2999"), 0));
        assertTrue(lastSlow < 4_000, "the slow source must not starve: " + lastSlow);
    }

    @Test
    void shouldRunOnThreadsAndLeaveNone() throws Exception {
        List<Event> events = sorted(200_000);
        for (String placement : List.of("auto", "fused", "ingress=-,journal=-,processing=-,output=-")) {
            Target target = new Target();
            Topology topology = new TestScript().set("pelton.placement", placement).stream("s", 0, events).sink(target)
                    .insert(0, 0, () -> new PassThrough(1, -1)).build();
            EngineOptions options = EngineOptions.ephemeral().withDeadLetterFile(folder.resolve("none.jsonl"));
            try (Engine engine = Engine.open(topology, options)) {
                engine.start();
                assertEquals(EngineState.FINISHED, engine.awaitFinished(60, TimeUnit.SECONDS));
                assertEquals(200_000, engine.takeLatencies().get("sink0").getTotalCount());
            }
            assertEquals(texts(events), target.rows());
            assertTrue(target.isBalanced());
            assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName).filter(name -> name.startsWith("pelton-")).toList());
        }
        assertFalse(Files.exists(folder.resolve("none.jsonl")));
    }

    @Test
    void shouldTellTheErrorHandlerAndStopWhenASourceFails() throws Exception {
        RuntimeException defect = new IllegalStateException("defect");
        AtomicReference<Throwable> told = new AtomicReference<>();
        Topology failing = new TestScript().stream("s", true, 0, () -> new FailingSource(defect))
                .sink(new Target()).insert(0, 0, () -> new PassThrough(1, -1)).build();
        try (Engine engine = Engine.open(failing, EngineOptions.ephemeral().withErrorHandler(told::set))) {
            engine.start();
            assertEquals(EngineState.FAILED, engine.awaitFinished(60, TimeUnit.SECONDS));
            assertSame(defect, engine.failure());
            assertSame(defect, told.get());
        }
    }

    @Test
    void shouldAcknowledgeAndStopCleanlyWithoutFlushingWindows() throws Exception {
        List<Event> events = sorted(250);
        List<ScriptedSource> made = new ArrayList<>();
        Target target = new Target();
        Topology topology = new TestScript().stream("s", false, 0, () -> {
            made.add(new ScriptedSource("s", events, 1, false));
            return made.get(0);
        }).sink(target).insert(0, 0, () -> new WindowSum(100)).build();
        try (Engine engine = Engine.open(topology, stepped())) {
            for (int i = 0; i < 20; i++) {
                engine.step();
            }
            assertEquals(249, made.get(0).durable());
            assertEquals(EngineState.STOPPED, engine.stop());
            assertTrue(target.isFinished());
            assertEquals(2 * WindowSum.KEYS, target.rows().size());
        }
        assertTrue(made.get(0).isClosed());
    }
}
