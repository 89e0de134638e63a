package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIdleSinkTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path folder;

    private static Topology topology(Target busy, Target idle) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Event.of(1_000L + i, i < 5 ? 1 : 7, i));
        }
        return new TestScript().set("pelton.ring.slots", "64").stream("a", 0, events).sink(busy).sink(idle)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new PassThrough(1, 7)).build();
    }

    @Test
    void shouldMoveTheCursorOfASinkThatGetsNothingAfterARestart() throws Exception {
        Target busy = new Target();
        Target idle = new Target();
        EngineOptions options = EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
        try (Engine engine = Engine.open(topology(busy, idle), options)) {
            while (engine.metrics().sinks().get(1).cursor() < 20) {
                engine.step();
            }
            assertTrue(engine.stop() == EngineState.STOPPED);
        }
        try (Engine engine = Engine.open(topology(busy, idle), options)) {
            long before = engine.metrics().sinks().get(1).cursor();
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
            assertEquals(5, idle.rows().size());
            assertTrue(engine.metrics().sinks().get(1).cursor() > before + 100,
                    "cursor=" + engine.metrics().sinks().get(1).cursor() + " before=" + before);
        }
    }
}
