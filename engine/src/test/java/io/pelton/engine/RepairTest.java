package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.recovery.RepairPlan;
import io.pelton.journal.recovery.StateRepair;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage at which a start stops, and going on without what is lost. */
class RepairTest {
    private static final int EVENTS = 3_000;

    private final ManualClock clock = new ManualClock();
    private final Target target = new Target();
    private final Target sums = new Target();
    private int events = EVENTS;
    @TempDir
    private Path root;
    private Path state;

    @AfterEach
    void shouldLeaveNothingOpen() throws IOException {
        assertEquals(List.of(), OpenResources.below(root));
    }

    private EngineOptions options() {
        state = root.resolve("state");
        return EngineOptions.durable(state).withStepped(true).withClocks(clock, clock);
    }

    private Topology topology() {
        List<Event> list = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            list.add(Event.of(i, i % WindowSum.KEYS, i));
        }
        return new TestScript().set("pelton.ring.slots", "64").set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "1 mb")
                .set("pelton.retention.size", "0")
                .stream("a", 0, list).sink(target).sink(sums)
                .insert(0, 0, () -> new PassThrough(1, -1)).insert(0, 1, () -> new WindowSum(100)).build();
    }

    /** Ends without a stop; the journals are closed, so everything is on the disk. */
    private void runUntil(int rows) {
        try (Engine engine = Engine.open(topology(), options())) {
            do {
                engine.step();
            } while (target.rows().size() < rows);
        }
    }

    private void finish() throws Exception {
        try (Engine engine = Engine.open(topology(), options())) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
    }

    private void assertStops() {
        assertEquals(2, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        assertThrows(CorruptJournalException.class, () -> Engine.open(topology(), options()));
    }

    private RepairPlan repair() {
        try (StateFolder folder = StateFolder.open(state)) {
            StateRepair repair = Journals.repair(folder, DurabilityMode.GROUP);
            RepairPlan plan = repair.plan(1);
            assertTrue(plan.isNeeded());
            repair.carryOut(plan);
            return plan;
        }
    }

    private void assertSound() {
        ReplayReport report = new Replay(topology(), state, rows -> { }).run();
        assertTrue(report.isSame(), report.difference());
        String found = StateCheck.verify(state, DurabilityMode.GROUP).problems().text();
        assertEquals(0, StateCheck.verify(state, DurabilityMode.GROUP).exitCode(), found);
        for (int i = 1; i < target.sequences().size(); i++) {
            assertTrue(target.sequences().get(i) > target.sequences().get(i - 1), "a number was given twice");
        }
    }

    private void assertEverythingOnce() {
        assertEquals(events, target.rows().size());
        for (int i = 0; i < events; i++) {
            assertEquals(i + "," + i % WindowSum.KEYS + "," + i, target.rows().get(i));
        }
    }

    private void assertNothingMissing() {
        assertEquals(events, new HashSet<>(target.rows()).size());
    }

    private void damage(String journal, long sequence) throws IOException {
        Manifest manifest = StateFolder.readManifest(state).orElseThrow();
        long id = journal.equals(StateFolder.INPUT) ? manifest.inputJournalId() : manifest.outputJournalId();
        List<Path> hit = new ArrayList<>();
        int[] at = {-1};
        JournalDump.blocks(state.resolve(journal), id, (file, block, position) -> {
            if (block.type() == BlockType.ROWS && block.lastSequence() >= sequence) {
                hit.add(file);
                at[0] = position;
            }
            return at[0] < 0;
        });
        flip(hit.get(0), at[0] + 100);
    }

    private static void flip(Path file, long position) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 0x10)).rewind();
            channel.write(one, position);
        }
    }

    @Test
    void shouldLoseTheRowsBehindAHoleAndNeverGiveTheirNumbersAgain() throws Exception {
        runUntil(1_000);
        damage(StateFolder.INPUT, 600);
        assertStops();
        RepairPlan plan = repair();
        assertTrue(plan.isLoss());
        assertTrue(plan.lines().get(0).startsWith("input "), plan.lines().toString());
        assertTrue(plan.lines().stream().anyMatch(line -> line.startsWith("sink 0-sink0 has results of the lost")),
                plan.lines().toString());
        runUntil(1_500);
        finish();
        assertSound();
        assertNothingMissing();
        assertTrue(target.rows().size() > events, "what sources sent again came as new results");
        assertTrue(target.sequences().get(target.sequences().size() - 1) > 1 << 20);
    }

    @Test
    void shouldDoARepairThatWasCutOffAgain() throws Exception {
        runUntil(1_000);
        damage(StateFolder.INPUT, 600);
        assertStops();
        try (StateFolder folder = StateFolder.open(state)) {
            StateRepair repair = Journals.repair(folder, DurabilityMode.GROUP);
            assertFalse(repair.plan(1).quarantine().size() > 0);
            folder.override(repair.plan(1).overrides().get(0));
        }
        finish();
        assertSound();
        assertNothingMissing();
    }

    @Test
    void shouldLoseOnlyHistoryBeforeASnapshot() throws Exception {
        try (Engine engine = Engine.open(topology(), options())) {
            while (target.rows().size() < 1_000) {
                engine.step();
            }
            assertEquals(EngineState.STOPPED, engine.stop());
        }
        damage(StateFolder.INPUT, 300);
        assertEquals(2, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        RepairPlan plan = repair();
        assertTrue(plan.lines().get(0).contains("as history"), plan.lines().toString());
        finish();
        assertSound();
        assertEverythingOnce();
    }

    @Test
    void shouldGoOnWithoutAMiddleSegment() throws Exception {
        runUntil(400);
        runUntil(800);
        runUntil(1_200);
        Files.delete(SegmentFiles.path(state.resolve(StateFolder.INPUT), 2));
        assertStops();
        repair();
        finish();
        assertSound();
        assertNothingMissing();
    }

    @Test
    void shouldGoOnWithoutTheNewestSegment() throws Exception {
        runUntil(400);
        target.block(true);
        sums.block(true);
        try (Engine engine = Engine.open(topology(), options())) {
            for (int i = 0; i < 20; i++) {
                engine.step();
            }
        }
        Files.delete(SegmentFiles.path(state.resolve(StateFolder.INPUT), 2));
        assertStops();
        repair();
        target.block(false);
        sums.block(false);
        finish();
        assertSound();
        assertNothingMissing();
    }

    @Test
    void shouldComputeDamagedResultsAgainWithoutLoss() throws Exception {
        try (Engine engine = Engine.open(topology(), options())) {
            while (target.rows().size() < 1_000) {
                engine.step();
            }
            target.block(true);
            for (int i = 0; i < 5; i++) {
                engine.step();
            }
            target.block(false);
            assertEquals(EngineState.STOPPED, engine.stop());
        }
        damage(StateFolder.OUTPUT, 700);
        assertStops();
        RepairPlan plan = repair();
        assertFalse(plan.isLoss(), plan.lines().toString());
        finish();
        assertSound();
        assertEverythingOnce();
    }

    @Test
    void shouldNeedNoRepairForResultsThatNoSnapshotCountsOn() throws Exception {
        runUntil(1_000);
        damage(StateFolder.OUTPUT, 700);
        assertEquals(1, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        finish();
        assertSound();
        assertEverythingOnce();
    }

    @Test
    void shouldBeginWithNothingWhenSnapshotsAndFirstInputAreGone() throws Exception {
        events = 80_000;
        runUntil(70_000);
        List<Path> snapshots = SnapshotStore.files(state.resolve(StateFolder.SNAPSHOTS));
        assertEquals(SnapshotStore.KEPT, snapshots.size());
        assertFalse(Files.exists(SegmentFiles.path(state.resolve(StateFolder.INPUT), 1)), "pruned");
        for (Path snapshot : snapshots) {
            flip(snapshot, Files.size(snapshot) / 2);
        }
        assertStops();
        RepairPlan plan = repair();
        assertTrue(plan.lines().get(0).contains("to nothing"), plan.lines().toString());
        runUntil(71_000);
        finish();
        assertSound();
        assertNothingMissing();
    }

    @Test
    void shouldDeliverAgainWhenACursorIsGone() throws Exception {
        target.keepingNoPosition();
        runUntil(500);
        runUntil(600);
        Path cursors = state.resolve(StateFolder.CURSORS);
        try (Stream<Path> files = Files.list(cursors)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("0-")).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(2, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        assertTrue(assertThrows(RuntimeException.class, () -> Engine.open(topology(), options())).getMessage()
                .contains("cursor"));
        assertTrue(repair().lines().get(0).contains("again"));
        finish();
        assertNothingMissing();
        assertTrue(target.rows().size() > events);
    }

    @Test
    void shouldPutADamagedSnapshotAwayAndMissALostOneNoMore() throws Exception {
        events = 60_000;
        runUntil(50_000);
        List<Path> snapshots = SnapshotStore.files(state.resolve(StateFolder.SNAPSHOTS));
        flip(snapshots.get(0), Files.size(snapshots.get(0)) / 2);
        Files.delete(snapshots.get(1));
        assertEquals(1, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        runUntil(50_001);
        assertEquals(0, StateCheck.verify(state, DurabilityMode.GROUP).exitCode());
        assertTrue(Files.exists(state.resolve(StateFolder.QUARANTINE)
                .resolve("snapshots-" + snapshots.get(0).getFileName())));
        finish();
        assertSound();
        assertEverythingOnce();
    }

    @Test
    void shouldNoticeAnOldManifest() throws Exception {
        runUntil(100);
        Path old = root.resolve("old");
        Files.copy(state.resolve(StateFolder.MANIFEST), old);
        runUntil(200);
        runUntil(300);
        for (String name : List.of(StateFolder.MANIFEST, StateFolder.MANIFEST_COPY)) {
            Files.delete(state.resolve(name));
            Files.copy(old, state.resolve(name));
        }
        assertStops();
        repair();
        finish();
        assertSound();
        assertEverythingOnce();
    }
}
