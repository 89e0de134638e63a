package io.pelton.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.fixture.Event;
import io.pelton.engine.fixture.ManualClock;
import io.pelton.engine.fixture.PassThrough;
import io.pelton.engine.fixture.Target;
import io.pelton.engine.fixture.TestScript;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.StateFolder;
import io.pelton.engine.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink whose place and the output journal don't fit together is refused, never skipped over. */
class EngineSinkPlaceTest {
    private final ManualClock clock = new ManualClock();
    @TempDir
    private Path root;

    private static Topology topology(String durability, Target target) {
        return topology(durability, target, "block");
    }

    private static Topology topology(String durability, Target target, String policy) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            events.add(Event.of(i, i % 10, i));
        }
        return new TestScript().set("pelton.journal.segment-bytes", "1 mb").set("pelton.snapshot.bytes", "300 kb")
                .set("pelton.retention.size", "0")
                .set("pelton.journal.durability", durability).stream("s", 0, events)
                .with("sink.disk-policy", policy).with("sink.disk-budget", "2 mb").sink(target)
                .insert(0, 0, () -> new PassThrough(1, -1)).build();
    }

    private EngineOptions in(Path folder) {
        return EngineOptions.durable(folder).withStepped(true).withClocks(clock, clock);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }

    @Test
    void shouldRefuseASinkThatLacksPrunedResults() throws Exception {
        Target target = new Target();
        try (Engine engine = Engine.open(topology("group", target), in(root))) {
            while (engine.metrics().snapshots() < 12) {
                engine.step();
            }
        }
        for (Path cursor : files(root.resolve("cursors"))) {
            if (Files.isRegularFile(cursor)) {
                Files.delete(cursor);
            }
        }
        StateRefusedException refused = assertThrows(
                StateRefusedException.class, () -> Engine.open(topology("group", new Target()), in(root)));
        assertTrue(refused.getMessage().contains("still lacks"), refused.getMessage());
    }

    /** As after a sink that hung while the journal went on without it. */
    @Test
    void shouldCountWhatASinkThatExpiresLacks() throws Exception {
        Target target = new Target();
        try (Engine engine = Engine.open(topology("group", target, "expire"), in(root))) {
            while (engine.metrics().snapshots() < 12) {
                engine.step();
            }
        }
        Path cursor = root.resolve("cursors").resolve("0-sink0.cursor");
        Files.delete(cursor);
        for (int run = 0; run < 2; run++) {
            Target late = new Target();
            try (Engine engine = Engine.open(topology("group", late, "expire"), in(root))) {
                while (late.rows().isEmpty()) {
                    engine.step();
                }
                assertTrue(late.sequences().get(0) > 0);
                assertEquals(late.sequences().get(0), engine.metrics().sinks().get(0).expired(),
                        "each row before the first one that is left, counted once");
            }
            shortenToGap(cursor);
        }
    }

    @Test
    void shouldCountWhatLiesBetweenThePlaceOfASinkAndItsLastGap() throws Exception {
        try (Engine engine = Engine.open(topology("group", new Target(), "expire"), in(root))) {
            while (engine.metrics().snapshots() < 12) {
                engine.step();
            }
        }
        Path file = root.resolve("cursors").resolve("0-sink0.cursor");
        Files.delete(file);
        long journalId = StateFolder.readManifest(root).orElseThrow().outputJournalId();
        try (CursorFile cursor = CursorFile.open(file, journalId)) {
            cursor.append(100, 100, 1);
        }
        long first = 0;
        try (JournalRows rows = new JournalRows(root.resolve(StateFolder.OUTPUT), journalId)) {
            assertTrue(rows.next());
            first = rows.sequence();
        }
        try (CursorFile cursor = CursorFile.open(file, journalId)) {
            cursor.appendGaps(new CursorFile.Gaps(first - 20, first - 1, 20));
        }
        try (Engine engine = Engine.open(topology("group", new Target(), "expire"), in(root))) {
            assertEquals(first - 101, engine.metrics().sinks().get(0).expired());
        }
    }

    /** Keeps what stands first in a cursor file that was just opened: the gap, not the place behind it. */
    private static void shortenToGap(Path cursor) throws IOException {
        byte[] bytes = Files.readAllBytes(cursor);
        Files.write(cursor, Arrays.copyOf(bytes, Math.min(bytes.length, 32)));
    }

    @Test
    void shouldRefuseATargetThatHoldsLostResultsWithoutDurabilityToo() throws Exception {
        Path early = root.resolve("early");
        Path late = root.resolve("late");
        Target target = new Target();
        runTo(500, late, target);
        for (Path path : files(late)) {
            Path copy = early.resolve(late.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(path, copy);
            }
        }
        runTo(20_000, late, target);
        StateRefusedException refused = assertThrows(
                StateRefusedException.class, () -> Engine.open(topology("none", target), in(early)));
        assertTrue(refused.getMessage().contains("holds more results"), refused.getMessage());
        try (Engine engine = Engine.open(topology("none", new Target()), in(early))) {
            assertEquals(EngineState.OPEN, engine.state());
        }
    }

    private void runTo(int rows, Path folder, Target target) throws Exception {
        try (Engine engine = Engine.open(topology("none", target), in(folder))) {
            while (target.rows().size() < rows) {
                engine.step();
            }
            assertEquals(EngineState.STOPPED, engine.stop());
        }
    }
}
