package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.Folders;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.OpenResources;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.ScriptedSource;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.fixture.WindowSum;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.recovery.PlanBase;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.row.ControlRowLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed script on the state folder of the one before. */
class EngineRebuildTest {
    private static final int BEFORE = 700;
    private static final int ALL = 1_500;
    private static final int IDLE_STEPS = 50;
    private static final String OLD = "plan-old";
    private static final String NEW = "plan-new";
    private static final int OLD_FILTER = 7;
    private static final int NEW_FILTER = 8;

    private final ManualClock clock = new ManualClock();
    private List<String> expectedPassed;
    private List<String> expectedSummed;
    @TempDir
    private Path root;

    @BeforeEach
    void runTheNewScriptFromTheStart() throws Exception {
        Path folder = root.resolve("fresh");
        Target passed = new Target();
        Target summed = new Target();
        run(script(NEW, NEW_FILTER, BEFORE, passed, summed), in(folder));
        int passedBefore = passed.rows().size();
        int summedBefore = summed.rows().size();
        run(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder));
        expectedPassed = passed.rows().subList(passedBefore, passed.rows().size());
        expectedSummed = summed.rows().subList(summedBefore, summed.rows().size());
        assertTrue(expectedPassed.size() > 100 && expectedSummed.size() > 100);
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        assertEquals(List.of(), OpenResources.below(root));
    }

    private EngineOptions in(Path folder) {
        return EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
    }

    private static List<Event> events(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(i % 97 == 5 ? Event.undecodable("bad " + i)
                    : Event.of(1_000L + i - i * 7_919L % 40, i % WindowSum.KEYS, i));
        }
        return events;
    }

    private static TestScript streams(String plan, int events) {
        return new TestScript().planHash(plan).set("pelton.ring.slots", "64")
                .set("pelton.journal.segment-bytes", "1 mb").set("pelton.snapshot.bytes", "60 kb")
                .stream("a", false, 20, () -> new ScriptedSource("a", events(events), 1, false));
    }

    /** What passes differs between scripts, and so do the sums over it. */
    private static Topology script(String plan, int filter, int events, Target passed, Target summed) {
        return streams(plan, events).sink(passed).sink(summed)
                .insert(0, 0, () -> new PassThrough(1, filter))
                .insert(0, 1, () -> new PassThrough(1, filter), () -> new WindowSum(50)).build();
    }

    private void run(Topology topology, EngineOptions options) throws InterruptedException {
        try (Engine engine = Engine.open(topology, options)) {
            stepUntilIdle(engine);
            assertEquals(EngineState.STOPPED, engine.stop());
        }
    }

    private static void stepUntilIdle(Engine engine) {
        int idle = 0;
        while (idle < IDLE_STEPS) {
            idle = engine.step() == 0 ? idle + 1 : 0;
        }
        assertNull(engine.failure());
        assertTrue(engine.metrics().isBalanced());
    }

    /** The old script up to a clean stop. */
    private Path old(String name, Target passed, Target summed) throws InterruptedException {
        Path folder = root.resolve(name);
        run(script(OLD, OLD_FILTER, BEFORE, passed, summed), in(folder));
        return folder;
    }

    private Path old(String name) throws InterruptedException {
        return old(name, new Target().keepingNoPosition(), new Target().keepingNoPosition());
    }

    private String refusal(Topology topology, EngineOptions options) {
        return assertThrows(StateRefusedException.class, () -> Engine.open(topology, options)).getMessage();
    }

    /** Runs the new script to the end and compares with what the fresh run of it gave behind the same input. */
    private void expectTheRest(Path folder, boolean isRebuild) throws Exception {
        Target passed = new Target().keepingNoPosition();
        Target summed = new Target().keepingNoPosition();
        run(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder).withRebuild(isRebuild));
        assertEquals(expectedPassed, passed.rows());
        assertEquals(expectedSummed, summed.rows());
    }

    private static Manifest manifest(Path folder) throws IOException {
        return StateFolder.readManifest(folder).orElseThrow();
    }

    private static List<SnapshotHeader> snapshots(Path folder) throws IOException {
        return SnapshotStore.headers(folder.resolve(StateFolder.SNAPSHOTS), manifest(folder).inputJournalId());
    }

    @Test
    void shouldGoOnWithTheStateOfAFreshRunAndDeliverNothingAgain() throws Exception {
        Target passed = new Target().refusingEvery(5);
        Target summed = new Target();
        Path folder = old("folder", passed, summed);
        int passedBefore = passed.rows().size();
        int summedBefore = summed.rows().size();
        List<String> letters = Files.readAllLines(folder.resolve("dead-letters").resolve("dead-letters.jsonl"));
        try (Engine engine = Engine.open(script(NEW, NEW_FILTER, BEFORE, passed, summed),
                in(folder).withRebuild(true))) {
            stepUntilIdle(engine);
            assertTrue(engine.recovery().text().startsWith("state rebuilt from "), engine.recovery().text());
            assertEquals(1, engine.recovery().replayedRows(), "the row that says it");
            assertEquals(EngineState.STOPPED, engine.stop());
        }
        assertEquals(passedBefore, passed.rows().size());
        assertEquals(summedBefore, summed.rows().size());
        run(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder));
        assertEquals(expectedPassed, passed.rows().subList(passedBefore, passed.rows().size()));
        assertEquals(expectedSummed, summed.rows().subList(summedBefore, summed.rows().size()));
        PlanBase base = PlanBase.of(manifest(folder)).orElseThrow();
        List<Long> sequences = new ArrayList<>(passed.sequences().subList(passedBefore, passed.sequences().size()));
        sequences.addAll(summed.sequences().subList(summedBefore, summed.sequences().size()));
        assertTrue(sequences.stream().allMatch(sequence -> sequence > base.outputSequence()), "no number used twice");
        List<String> lettersNow = Files.readAllLines(folder.resolve("dead-letters").resolve("dead-letters.jsonl"));
        assertEquals(letters, lettersNow.subList(0, letters.size()));
        assertEquals(lettersNow.size(), lettersNow.stream().distinct().count());
        assertTrue(lettersNow.size() > letters.size());
    }

    @Test
    void shouldSayInTheInputJournalWhereThePlanChanged() throws Exception {
        Path folder = old("folder");
        clock.advanceMs(5_000);
        expectTheRest(folder, true);
        PlanBase base = PlanBase.of(manifest(folder)).orElseThrow();
        int found = 0;
        try (JournalRows rows = new JournalRows(folder.resolve("input"), manifest(folder).inputJournalId())) {
            long timeNs = 0;
            while (rows.next()) {
                assertTrue(RowHeader.ingestTimeNs(rows.buffer(), rows.row()) >= timeNs, "time never falls");
                timeNs = RowHeader.ingestTimeNs(rows.buffer(), rows.row());
                if (RowHeader.type(rows.buffer(), rows.row()) == RowType.CONFIG) {
                    found++;
                    assertEquals(base.inputSequence() + 1, rows.sequence());
                    assertEquals(clock.nanoTime(), timeNs);
                    assertEquals("plan=plan-new script=test before=plan-old output=" + base.outputSequence(),
                            ControlRowLayout.text(rows.buffer(), rows.row()));
                }
            }
        }
        assertEquals(1, found);
    }

    @Test
    void shouldKeepOnlyTheNewScriptsSnapshots() throws Exception {
        Path folder = old("folder");
        int before = snapshots(folder).size();
        assertTrue(before > 0);
        Engine.open(script(NEW, NEW_FILTER, BEFORE, new Target(), new Target()), in(folder).withRebuild(true)).close();
        List<SnapshotHeader> headers = snapshots(folder);
        assertEquals(1, headers.size());
        assertEquals(NEW, headers.get(0).planHash());
        assertEquals(PlanBase.of(manifest(folder)).orElseThrow().inputSequence(), headers.get(0).inputSequence());
        expectTheRest(folder, false);
        assertTrue(snapshots(folder).stream().allMatch(header -> header.planHash().equals(NEW)));
        assertTrue(snapshots(folder).size() > 1 && snapshots(folder).size() <= SnapshotStore.KEPT);
    }

    @Test
    void shouldReplayTheNewScriptsPartOnly() throws Exception {
        Path folder = old("folder");
        expectTheRest(folder, true);
        ReplayReport report = new Replay(script(NEW, NEW_FILTER, ALL, new Target(), new Target()), folder,
                rows -> { }).run();
        assertTrue(report.isSame(), report.difference());
        assertTrue(report.fromSequence() > PlanBase.of(manifest(folder)).orElseThrow().inputSequence());
        assertEquals(report.outputRows(), report.compared());
        assertTrue(report.compared() > 0);
    }

    @Test
    void shouldRefuseWithAllChoicesUntilToldWhichAndGoOnWithTheOldScript() throws Exception {
        Path folder = old("folder");
        Topology changed = script(NEW, NEW_FILTER, ALL, new Target(), new Target());
        String message = refusal(changed, in(folder));
        for (String part : List.of("pelton run … --state " + folder + " --rebuild", "possible: ",
                "pelton run … --state " + folder + " --fresh", "pelton run … --state OTHER", "script=test",
                "planHash=plan-old", "expected=plan-new")) {
            assertTrue(message.contains(part), part + " in " + message);
        }
        Target passed = new Target().keepingNoPosition();
        run(script(OLD, OLD_FILTER, ALL, passed, new Target().keepingNoPosition()), in(folder));
        assertFalse(passed.rows().isEmpty());
    }

    @Test
    void shouldDoNothingWhenTheScriptIsTheSame() throws Exception {
        Path folder = old("folder");
        Target passed = new Target().keepingNoPosition();
        try (Engine engine = Engine.open(script(OLD, OLD_FILTER, BEFORE, passed, new Target().keepingNoPosition()),
                in(folder).withRebuild(true))) {
            stepUntilIdle(engine);
            assertEquals(0, engine.recovery().rebuiltRows());
        }
        assertEquals(List.of(), passed.rows());
        assertTrue(PlanBase.of(manifest(folder)).isEmpty());
    }

    @Test
    void shouldRebuildAFolderWithoutARow() throws Exception {
        Path folder = root.resolve("folder");
        Engine.open(script(OLD, OLD_FILTER, BEFORE, new Target(), new Target()), in(folder)).close();
        Target passed = new Target();
        run(script(NEW, NEW_FILTER, ALL, passed, new Target()), in(folder).withRebuild(true));
        assertTrue(passed.rows().size() > expectedPassed.size());
    }

    @Test
    void shouldRebuildAgainForTheNextChangeAndForgetSinksThatAreGone() throws Exception {
        Path folder = old("folder");
        Target only = new Target().keepingNoPosition();
        Topology fewer = streams("plan-fewer", BEFORE + 50).sink(only)
                .insert(0, 0, () -> new PassThrough(2, -1)).build();
        run(fewer, in(folder).withRebuild(true));
        assertEquals(2 * 50, only.rows().size(), "two copies of each new row");
        assertEquals(List.of("0-sink0.cursor", "1-dead-letters.cursor"),
                Folders.list(folder.resolve("cursors")).stream().map(file -> file.getFileName().toString()).toList());
        Target passed = new Target().keepingNoPosition();
        Target summed = new Target().keepingNoPosition();
        run(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder).withRebuild(true));
        assertEquals(expectedPassed.subList(expectedPassed.size() - passed.rows().size(), expectedPassed.size()),
                passed.rows());
        assertEquals(expectedSummed.subList(expectedSummed.size() - summed.rows().size(), expectedSummed.size()),
                summed.rows());
        assertTrue(expectedPassed.size() - passed.rows().size() < 50 && !summed.rows().isEmpty());
        assertEquals("plan-fewer", PlanBase.of(manifest(folder)).orElseThrow().planHash());
    }

    @Test
    void shouldDoTheRebuildAgainWhenItsSnapshotsAreLost() throws Exception {
        Path folder = old("folder");
        Target passed = new Target().keepingNoPosition();
        Target summed = new Target().keepingNoPosition();
        try (Engine engine = Engine.open(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder).withRebuild(true))) {
            for (int i = 0; i < 5; i++) {
                engine.step();
            }
        }
        for (Path file : Folders.list(folder.resolve(StateFolder.SNAPSHOTS))) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        try (Engine engine = Engine.open(script(NEW, NEW_FILTER, ALL, passed, summed), in(folder))) {
            assertTrue(engine.recovery().rebuiltRows() > BEFORE);
            stepUntilIdle(engine);
        }
        assertEquals(expectedPassed, passed.rows());
        assertEquals(expectedSummed, summed.rows());
    }

    @Test
    void shouldLeaveTheFolderToOneScriptWhereverTheRebuildIsCutOff() throws Exception {
        Path before = old("before");
        Path after = root.resolve("after");
        Folders.copy(before, after);
        Engine.open(script(NEW, NEW_FILTER, BEFORE, new Target(), new Target()), in(after).withRebuild(true)).close();
        // What lies on the disk between two durable steps: each list is what has become of the folder by then.
        List<List<String>> steps = List.of(List.of(), List.of("snapshots/"),
                List.of("snapshots/", "input/", "output/", "MANIFEST"),
                List.of("snapshots/", "input/", "output/", "MANIFEST", "MANIFEST.copy"));
        for (int step = 0; step < steps.size(); step++) {
            for (boolean isRebuildAgain : List.of(true, false)) {
                Path folder = root.resolve("cut-" + step + isRebuildAgain);
                Folders.copy(before, folder);
                for (String done : steps.get(step)) {
                    Folders.copy(after.resolve(done), folder.resolve(done));
                }
                boolean isOldScripts = step < 2;
                if (isOldScripts && !isRebuildAgain) {
                    Target passed = new Target().keepingNoPosition();
                    run(script(OLD, OLD_FILTER, BEFORE + 50, passed, new Target().keepingNoPosition()), in(folder));
                    assertTrue(passed.rows().size() > 40 && passed.rows().size() < 50, "rows=" + passed.rows().size());
                    assertTrue(snapshots(folder).stream().allMatch(header -> header.planHash().equals(OLD)));
                } else {
                    if (!isOldScripts) {
                        refusal(script(OLD, OLD_FILTER, ALL, new Target(), new Target()), in(folder));
                    }
                    expectTheRest(folder, isRebuildAgain);
                    assertTrue(snapshots(folder).stream().allMatch(header -> header.planHash().equals(NEW)));
                }
            }
        }
    }

    @Test
    void shouldRepeatARebuildThatFailed() throws Exception {
        Path folder = old("folder");
        Topology failing = streams(NEW, ALL).sink(new Target()).sink(new Target())
                .insert(0, 0, failingAt(300)).insert(0, 1, () -> new PassThrough(1, 1)).build();
        assertEquals("row 300", assertThrows(IllegalStateException.class,
                () -> Engine.open(failing, in(folder).withRebuild(true))).getMessage());
        int[] readings = {0};
        EpochNanoClock broken = () -> {
            if (readings[0]++ > 0) {
                throw new IllegalStateException("no clock");
            }
            return clock.nanoTime();
        };
        Topology changed = script(NEW, NEW_FILTER, ALL, new Target(), new Target());
        assertThrows(IllegalStateException.class,
                () -> Engine.open(changed, in(folder).withRebuild(true).withClocks(broken, clock)));
        assertEquals(NEW, manifest(folder).planHash(), "only the row in the input journal is missing");
        expectTheRest(folder, false);
    }

    private static Supplier<Operator> failingAt(int row) {
        return () -> new Versioned(1) {
            private int rows;

            @Override
            public void onRow(int input, DirectBuffer buffer, int offset) {
                if (rows++ == row) {
                    throw new IllegalStateException("row " + row);
                }
            }
        };
    }

    @Test
    void shouldRefuseARebuildWithTheReason() throws Exception {
        Topology changed = script(NEW, NEW_FILTER, ALL, new Target(), new Target());
        Path folder = old("folder");
        Topology other = streams(NEW, ALL).stream("b", 0, List.of()).sink(new Target())
                .insert(0, 0, () -> new PassThrough(1, 1)).build();
        expectReason("now [1 b(ts TIMESTAMP(3), k BIGINT, v BIGINT)]", other, folder);

        Path killed = root.resolve("killed");
        Folders.copy(folder, killed);
        try (Engine engine = Engine.open(script(OLD, OLD_FILTER, BEFORE + 50, new Target().keepingNoPosition(),
                new Target().keepingNoPosition()), in(killed))) {
            stepUntilIdle(engine);
        }
        expectReason("wasn't stopped cleanly", changed, killed);

        Path behind = root.resolve("behind");
        Folders.copy(folder, behind);
        Folders.delete(behind.resolve("cursors"));
        Target blocked = new Target().keepingNoPosition();
        blocked.block(true);
        Engine.open(script(OLD, OLD_FILTER, BEFORE, blocked, new Target()), in(behind)).close();
        expectReason("the sink sink0 hasn't got the results 0 to ", changed, behind);

        Path finished = root.resolve("finished");
        Topology bounded = new TestScript().stream("a", 20, events(50)).sink(new Target())
                .insert(0, 0, () -> new PassThrough(1, 1)).build();
        try (Engine engine = Engine.open(bounded, in(finished))) {
            assertEquals(EngineState.FINISHED, engine.awaitFinished());
        }
        expectReason("its run has finished", changed, finished);
    }

    private void expectReason(String reason, Topology changed, Path folder) throws IOException {
        String planHash = manifest(folder).planHash();
        for (boolean isRebuild : List.of(true, false)) {
            String message = refusal(changed, in(folder).withRebuild(isRebuild));
            assertTrue(message.contains(reason), reason + " in " + message);
            assertTrue(message.contains("not possible as it is: "), message);
        }
        assertEquals(planHash, manifest(folder).planHash());
        assertTrue(snapshots(folder).stream().allMatch(header -> header.planHash().equals(planHash)));
    }

    @Test
    void shouldRefuseARebuildFromPrunedInput() throws Exception {
        Path folder = root.resolve("pruned");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            events.add(Event.of(i, i % WindowSum.KEYS, i));
        }
        TestScript script = new TestScript().planHash(OLD).set("pelton.journal.segment-bytes", "1 mb")
                .set("pelton.snapshot.bytes", "300 kb").set("pelton.retention.size", "0")
                .stream("a", false, 20, () -> new ScriptedSource("a", events, 1, false)).sink(new Target())
                .insert(0, 0, () -> new PassThrough(1, 1));
        run(script.build(), in(folder));
        expectReason("the input journal begins at row ", script(NEW, NEW_FILTER, ALL, new Target(), new Target()),
                folder);
    }

    @Test
    void shouldRefuseTheSnapshotOfAnotherOperatorVersionWithTheChoices() throws Exception {
        Path folder = root.resolve("version");
        run(streams(OLD, BEFORE).sink(new Target()).insert(0, 0, () -> new Versioned(1)).build(), in(folder));
        Topology newer = streams(OLD, BEFORE).sink(new Target()).insert(0, 0, () -> new Versioned(2)).build();
        String message = refusal(newer, in(folder));
        for (String part : List.of("the version of Pelton that wrote it", "--fresh", "another --state folder",
                "operator=operator-0-0-operator version=1 expected=2")) {
            assertTrue(message.contains(part), message);
        }
        run(streams(OLD, BEFORE).sink(new Target()).insert(0, 0, () -> new Versioned(1)).build(), in(folder));
    }
}
