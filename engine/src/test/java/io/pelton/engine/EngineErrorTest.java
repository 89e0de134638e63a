package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.engine.topology.Topology;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineErrorTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path folder;

    private static final class BrokenSource implements Source {
        @Override
        public void open(SourceContext context) {
        }

        @Override
        public int poll(SourceOutput output, int rowLimit) {
            throw new NoClassDefFoundError("missing");
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void close() {
        }
    }

    @Test
    void shouldFailOnAnErrorAsOnAnException() throws Exception {
        Topology topology = new TestScript().stream("s", true, 0, BrokenSource::new).sink(new Target()).build();
        EngineOptions options = EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
        try (Engine engine = Engine.open(topology, options)) {
            assertEquals(EngineState.FAILED, engine.awaitFinished());
            assertEquals("missing", engine.failure().getMessage());
        }
    }
}
