package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.FakeDisk;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that never comes back from a call holds neither the disk nor its neighbour. */
class EngineHungSinkTest {
    private static final int ROWS = 120_000;
    private static final int LOOKS = 4_000;

    private final AtomicLong clock = new AtomicLong(1_700_000_000_000_000_000L);
    @TempDir
    private Path folder;

    private void await(Engine engine, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < LOOKS && !condition.getAsBoolean(); i++) {
            clock.addAndGet(50_000_000L);
            assertEquals(EngineState.RUNNING, engine.awaitFinished(5, TimeUnit.MILLISECONDS),
                    () -> "" + engine.failure());
        }
        assertTrue(condition.getAsBoolean(), "waited in vain: " + engine.metrics());
    }

    private boolean isPruned() {
        try (JournalRows rows = new JournalRows(folder.resolve(StateFolder.OUTPUT),
                StateFolder.readManifest(folder).orElseThrow().outputJournalId())) {
            return rows.next() && rows.sequence() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldGoOnWithoutASinkThatHangsAndTakeItBack() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            events.add(Event.of(i, i % 3, i));
        }
        Target dashboard = new Target();
        Target alarms = new Target();
        Topology topology = new TestScript().set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "300 kb")
                .set("pelton.journal.durability", "each").set("pelton.retention.size", "0")
                .stream("s", false, 0, () -> new ScriptedSource("s", events, 1, false))
                .with("sink.disk-policy", "expire").with("sink.disk-budget", "2 mb").sink(dashboard).sink(alarms)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new PassThrough(1, -1)).build();
        dashboard.hangAtRow(1_000);
        EngineOptions options = EngineOptions.durable(folder).withDiskSpace(new FakeDisk())
                .withClocks(clock::get, clock::get);
        try (Engine engine = Engine.open(topology, options)) {
            engine.start();
            await(engine, () -> engine.metrics().sinks().get(1).delivered() == ROWS);
            await(engine, this::isPruned);
            assertEquals(0, engine.metrics().sinks().get(0).expired(), "it hasn't come back");
            dashboard.goOn();
            await(engine, () -> engine.metrics().sinks().get(0).lag() == 0);
            SinkMetrics metrics = engine.metrics().sinks().get(0);
            assertTrue(metrics.expired() > ROWS / 6 && metrics.delivered() + metrics.expired() >= ROWS,
                    "none is unaccounted for, some of its neighbour's are counted with them; " + metrics);
        }
        List<Long> sequences = dashboard.sequences();
        for (int i = 1; i < sequences.size(); i++) {
            assertTrue(sequences.get(i) > sequences.get(i - 1), "row " + i);
        }
        assertEquals(ROWS, alarms.rows().size());
    }
}
