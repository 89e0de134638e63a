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
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.metrics.SourceMetrics;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 9 for rows that aren't journaled: shed while the disk is nearly full, or received twice. */
class EngineShedTest {
    private static final int IDLE_STEPS = 60;

    private final ManualClock clock = new ManualClock();
    private final FakeDisk disk = new FakeDisk();
    private final List<Event> camera = new ArrayList<>();
    private final List<Event> smoke = new ArrayList<>();
    private final Target seen = new Target();
    private final Target alarms = new Target();
    private ScriptedSource cameraSource;
    private ScriptedSource smokeSource;
    @TempDir
    private Path folder;

    @AfterEach
    void shouldLeaveNothingOpen() throws Exception {
        assertEquals(List.of(), OpenResources.below(folder));
    }

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            camera.add(i % 50 == 7 ? Event.undecodable("blurred") : Event.of(camera.size(), 1, camera.size()));
            smoke.add(Event.of(smoke.size(), 2, smoke.size()));
        }
    }

    private Topology topology() {
        return new TestScript()
                .with("pelton.sheddable", "true").stream("camera", false, 0, () -> cameraSource)
                .stream("smoke", false, 0, () -> smokeSource)
                .sink(seen).sink(alarms)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(1, 1, () -> new PassThrough(1, -1)).build();
    }

    private Engine open() {
        cameraSource = new ScriptedSource("camera", camera, 3, false);
        smokeSource = new ScriptedSource("smoke", smoke, 1, false).duplicatingEvery(10);
        return Engine.open(topology(), EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock)
                .withDiskSpace(disk));
    }

    private void settle(Engine engine) {
        int idle = 0;
        while (idle < IDLE_STEPS) {
            clock.advanceMs(50);
            idle = engine.step() == 0 ? idle + 1 : 0;
            assertFalse(engine.state().isFinal(), () -> "" + engine.failure());
        }
    }

    private static void assertSource(SourceMetrics source, long accepted, long duplicate, long invalid, long dropped) {
        assertTrue(source.isBalanced());
        assertEquals(List.of(accepted, duplicate, invalid, dropped),
                List.of(source.accepted(), source.duplicate(), source.invalid(), source.dropped()), source.table());
        assertEquals(accepted + duplicate + invalid + dropped, source.received());
    }

    private static void assertCounts(Engine engine) {
        EngineMetrics metrics = engine.metrics();
        assertTrue(metrics.isBalanced());
        assertSource(metrics.sources().get(0), 1_176, 0, 24, 600);
        assertSource(metrics.sources().get(1), 1_800, 180, 0, 0);
    }

    @Test
    void shouldDropOnlyWhatMayBeDroppedAndCountItForGood() throws Exception {
        try (Engine engine = open()) {
            add(600);
            disk.used(89);
            settle(engine);
            disk.used(91);
            settle(engine);
            assertEquals("SHED", engine.metrics().disk().level());
            add(600);
            settle(engine);
            assertSource(engine.metrics().sources().get(0), 588, 0, 12, 600);
            assertEquals(1_199, cameraSource.durable(), "what was dropped is acknowledged once its count is durable");
            disk.used(80);
            settle(engine);
            add(600);
            settle(engine);
            assertCounts(engine);
            assertEquals(1_800, alarms.rows().size());
            assertEquals(1_176, seen.rows().size());
        }
        List<String> rows = List.copyOf(seen.rows());
        try (Engine engine = open()) {
            settle(engine);
            assertCounts(engine);
            assertEquals(rows, seen.rows());
            engine.stop();
            assertCounts(engine);
        }
        ReplayReport report = new Replay(topology(), folder, done -> { }).run();
        assertTrue(report.isSame(), report.difference());
        assertEquals(report.outputRows(), report.compared());
        try (Engine engine = open()) {
            settle(engine);
            assertCounts(engine);
        }
    }

    @Test
    void shouldCountWhatWasDroppedJustBeforeAStop() throws Exception {
        disk.used(92);
        try (Engine engine = open()) {
            add(100);
            for (int i = 0; i < 5; i++) {
                engine.step();
            }
            assertEquals(0, engine.metrics().sources().get(0).dropped(), "not published yet");
            assertEquals(EngineState.STOPPED, engine.stop());
            assertSource(engine.metrics().sources().get(0), 0, 0, 0, 100);
            assertSource(engine.metrics().sources().get(1), 100, 10, 0, 0);
        }
        try (Engine engine = open()) {
            settle(engine);
            assertSource(engine.metrics().sources().get(0), 0, 0, 0, 100);
        }
    }

    @Test
    void shouldNotAcknowledgeADroppedRowBeforeItsCountIsDurable() throws Exception {
        disk.used(92);
        try (Engine engine = open()) {
            add(100);
            for (int i = 0; i < 5; i++) {
                engine.step();
            }
            assertEquals(-1, cameraSource.durable());
            clock.advanceMs(1_000);
            for (int i = 0; i < 5; i++) {
                engine.step();
            }
            assertEquals(99, cameraSource.durable());
        }
    }
}
