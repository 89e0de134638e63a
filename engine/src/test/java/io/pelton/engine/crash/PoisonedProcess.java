package io.pelton.engine.crash;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.Faulty;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a pipeline whose operator ends the process, without a word, at one value. */
public final class PoisonedProcess {
    static final int EVENTS = 2_000;
    static final int POISON = 1_234;
    static final int HALTED = 99;

    private PoisonedProcess() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(Event.of(i, i, i));
        }
        Topology topology = new TestScript().stream("s", 0, events).sink(new Target())
                .insert(0, 0, () -> new Faulty(POISON, () -> Runtime.getRuntime().halt(HALTED))).build();
        try (Engine engine = Engine.open(topology, EngineOptions.durable(Path.of(arguments[0])))) {
            engine.start();
            if (engine.awaitFinished() != EngineState.FINISHED
                    || engine.metrics().sources().get(0).accepted() != EVENTS - 1) {
                throw new IllegalStateException("metrics=" + engine.metrics());
            }
        }
    }
}
