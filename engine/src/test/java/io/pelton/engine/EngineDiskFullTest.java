package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.FakeDisk;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up stops the sources and nothing else, and when there is room it goes on by itself. */
class EngineDiskFullTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");
    private static final int ROWS = 2_000;

    private final ManualClock clock = new ManualClock();
    private final FakeDisk disk = new FakeDisk();
    private final List<Event> events = new ArrayList<>();
    private final Target target = new Target();
    private ScriptedSource source;
    @TempDir
    private Path folder;

    @AfterEach
    void shouldLeaveNothingOpen() throws Exception {
        assertEquals(List.of(), OpenResources.below(folder));
    }

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            events.add(Event.of(events.size(), 1, events.size()));
        }
    }

    private Engine open() {
        Topology topology = new TestScript().set("table.exec.source.idle-timeout", "1 s")
                .set("pelton.snapshot.interval", "10 s")
                .with("pelton.sheddable", "false")
                .stream("s", false, 0, () -> source = new ScriptedSource("s", events, 1, false))
                .sink(target).insert(0, 0, () -> new PassThrough(1, -1)).build();
        return Engine.open(topology, EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock)
                .withDiskSpace(disk));
    }

    private void steps(Engine engine, int count) {
        for (int i = 0; i < count; i++) {
            engine.step();
            assertFalse(engine.state().isFinal(), () -> "" + engine.failure());
        }
    }

    private void pass(Engine engine, int ms) {
        clock.advanceMs(ms);
        steps(engine, 100);
    }

    @Test
    void shouldTakeNothingWhileTheDiskIsFullAndGoOnWhenThereIsRoom() throws Exception {
        try (Engine engine = open()) {
            add(ROWS);
            target.block(true);
            steps(engine, 100);
            assertEquals(ROWS - 1, source.durable());
            disk.used(95);
            pass(engine, 1_000);
            assertEquals("STOP", engine.metrics().disk().level());
            long journaled = engine.metrics().journaledSequence();
            add(ROWS);
            pass(engine, 5_000);
            assertEquals(journaled, engine.metrics().journaledSequence(), "neither rows nor ticks");
            assertEquals(ROWS - 1, source.durable());

            target.block(false);
            pass(engine, 5_000);
            assertEquals(ROWS, target.rows().size(), "sinks go on");
            assertTrue(engine.metrics().snapshots() > 0, "so do snapshots");

            disk.used(94);
            pass(engine, 1_000);
            assertEquals(ROWS, target.rows().size(), "two points below the limit");
            disk.used(92);
            pass(engine, 1_000);
            assertEquals(2 * ROWS, target.rows().size());
            assertEquals(2 * ROWS - 1, source.durable());
            assertEquals(0, engine.metrics().sources().get(0).dropped());
        }
    }

    @Test
    void shouldKeepADiskThatIsFullAtTheStartFromGettingFuller() throws Exception {
        disk.used(99);
        try (Engine engine = open()) {
            add(10);
            pass(engine, 10);
            assertEquals(-1, engine.metrics().journaledSequence());
            assertEquals(EngineState.STOPPED, engine.stop());
        }
        disk.used(10);
        try (Engine engine = open()) {
            pass(engine, 10);
            assertEquals(10, target.rows().size());
        }
    }

    /** The device that is always full stands where the snapshot is written. */
    @Test
    void shouldSurviveASnapshotThatFindsNoRoom() throws Exception {
        assertTrue(Files.exists(FULL_DEVICE), "Linux has a device that is always full");
        Path snapshots = folder.resolve("snapshots");
        try (Engine engine = open()) {
            add(ROWS);
            steps(engine, 100);
            for (int sequence = 0; sequence < ROWS + 100; sequence++) {
                Files.createSymbolicLink(
                        snapshots.resolve(String.format("snapshot-%020d.pls.tmp", sequence)), FULL_DEVICE);
            }
            pass(engine, 10_000);
            assertEquals(0, engine.metrics().snapshots());
            try (Stream<Path> files = Files.list(snapshots)) {
                files.filter(Files::isSymbolicLink).forEach(EngineDiskFullTest::delete);
            }
            add(10);
            pass(engine, 10_000);
            assertEquals(1, engine.metrics().snapshots(), "the next one is tried again");
            assertEquals(ROWS + 10, target.rows().size());
        }
        try (Engine engine = open()) {
            pass(engine, 10);
            assertEquals(ROWS + 10, target.rows().size());
            assertTrue(engine.recovery().snapshotSequence() >= ROWS, engine.recovery().text());
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
