package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.RefusedResults;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are refused while no row is being processed. */
class EngineRefusedResultTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path root;

    private static Topology topology() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Event.of(1_000L + i, i % 7, i));
        }
        return new TestScript().set("pelton.ring.slots", "64").set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "10 kb").stream("a", 5, events).sink(new Target())
                .insert(0, 0, () -> new RefusedResults(50)).build();
    }

    private List<String> letters(Path folder, int interval) throws Exception {
        EngineState state = EngineState.OPEN;
        int starts = 0;
        while (state != EngineState.FINISHED && starts < 1_000) {
            EngineOptions options = EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
            try (Engine engine = Engine.open(topology(), options)) {
                for (int i = 0; i < interval * (1 + starts % 3) && engine.state() != EngineState.FINISHED; i++) {
                    engine.step();
                }
                state = starts % 2 == 0 ? engine.stop() : engine.state();
            }
            starts++;
        }
        assertEquals(EngineState.FINISHED, state, "starts=" + starts);
        return Files.readAllLines(folder.resolve("dead-letters").resolve("dead-letters.jsonl"));
    }

    @Test
    void shouldWriteTheSameLettersWithoutARowAfterAnyRestart() throws Exception {
        List<String> expected = letters(root.resolve("undisturbed"), 1_000_000);
        assertTrue(expected.size() >= 9, "letters=" + expected.size());
        for (String letter : expected) {
            assertTrue(letter.contains("\"length\":0,") && letter.contains("\"raw\":\"\""), letter);
        }
        for (int interval : List.of(2, 3, 7)) {
            assertEquals(expected, letters(root.resolve("disturbed-" + interval), interval));
        }
    }
}
