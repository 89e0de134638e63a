package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.Finding;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of a state folder, damaged, missing or old: what is said of it. */
class VerifyTest {
    private static final JournalOptions OPTIONS =
            JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);
    private static final int STARTS = 3;
    private static final int BLOCKS = 20;

    @TempDir
    private Path directory;
    private Path golden;
    private Path state;

    @BeforeEach
    void writeGoldenState() throws IOException {
        golden = directory.resolve("golden");
        state = directory.resolve("state");
        for (int start = 1; start <= STARTS; start++) {
            try (StateFolder folder = StateFolder.open(golden)) {
                if (start == 1) {
                    folder.initialise("hash", "script.sql", Map.of());
                    folder.override(OverrideRecord.skip(5_000_000, 1, "test"));
                }
                folder.beginEpoch();
                try (Journal input = Journals.openInput(folder, OPTIONS);
                        Journal output = Journals.openOutput(folder, OPTIONS)) {
                    append(input, BLOCKS);
                    append(output, BLOCKS);
                    snapshot(folder, input.lastSequence(), output.lastSequence());
                }
                cursor(folder, start * BLOCKS - 1);
            }
            copy(golden, directory.resolve("at-" + start));
        }
        Files.writeString(golden.resolve("notes.txt"), "mine");
    }

    private static void append(Journal journal, int blocks) {
        final JournalAppender appender = journal.appender();
        for (int i = 0; i < blocks; i++) {
            final long first = appender.lastSequence() + 1;
            assertTrue(appender.claim(BlockType.ROWS, first, 1, 100, 0, Journal.NONE));
            appender.buffer().setMemory(appender.payloadOffset(), 100, (byte) first);
            appender.commit();
        }
    }

    private static void snapshot(StateFolder folder, long inputSequence, long outputSequence) {
        final long id = folder.manifest().inputJournalId();
        final SnapshotHeader header = new SnapshotHeader(id, "hash", inputSequence, outputSequence, 0);
        try (SnapshotWriter writer = new SnapshotStore(folder.snapshots(), id).begin(header)) {
            writer.commit();
        }
        folder.updateHoldings(held -> {
            final TreeMap<String, Holdings.Point> points = new TreeMap<>(held.snapshots());
            points.put(SnapshotStore.nameOf(header), new Holdings.Point(inputSequence, outputSequence));
            return held.withSnapshots(points);
        });
    }

    private static void cursor(StateFolder folder, long sequence) {
        try (CursorFile file = CursorFile.open(
                folder.cursors().resolve("sink.cursor"), folder.manifest().outputJournalId())) {
            file.append(sequence, sequence, folder.manifest().epoch());
        }
        folder.updateHoldings(held -> held.withCursors(new TreeMap<>(Map.of("sink.cursor", sequence))));
    }

    private VerifyReport verify() {
        return Journals.verify(state, DurabilityMode.GROUP);
    }

    private void assertFound(int exitCode, String file, String words) {
        final VerifyReport report = verify();
        assertEquals(exitCode, report.exitCode(), report.text());
        assertTrue(report.problems().findings().stream().anyMatch(finding ->
                finding.file().equals(state.resolve(file)) && finding.message().contains(words)
                        && !finding.consequence().isEmpty()), report.text());
    }

    private Path segment(String journal, int number) {
        return SegmentFiles.path(state.resolve(journal), number);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> old = Files.walk(to)) {
                for (final Path path : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> paths = Files.walk(from)) {
            for (final Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void flip(Path file, long position, int bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 1 << bit)).rewind();
            channel.write(one, position);
        }
    }

    @Test
    void shouldNameEveryFile() throws IOException {
        copy(golden, state);
        Files.writeString(state.resolve("cursors/sink.cursor.tmp"), "x");
        Files.writeString(state.resolve("quarantine/input-19700101-0001.cq4"), "x");
        Files.writeString(state.resolve("repair/x"), "x");
        Files.writeString(state.resolve("input/19700101-0009.precreated"), "x");
        final VerifyReport report = verify();
        assertEquals(0, report.exitCode(), report.text());
        assertEquals(Severity.HARMLESS, report.severity());
        for (final Path file : files(state)) {
            assertEquals(1, report.findings().stream().filter(finding -> finding.file().equals(file)).count(),
                    file + "\n" + report.text());
        }
        assertTrue(report.text().contains("not Pelton's"), report.text());
    }

    @Test
    void shouldNameTheFileAndTheFirstBadByte() throws IOException {
        copy(golden, state);
        final List<Integer> positions = new ArrayList<>();
        JournalDump.blocks(state.resolve("input"), StateFolder.readManifest(state).orElseThrow().inputJournalId(),
                (file, block, position) -> {
                    if (block.type() == BlockType.ROWS) {
                        positions.add(position);
                    }
                    return true;
                });
        flip(segment("input", 1), positions.get(7) + 60, 3);
        final VerifyReport report = verify();
        assertEquals(2, report.exitCode());
        final Finding damage = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.DAMAGED).findFirst().orElseThrow();
        assertEquals(segment("input", 1), damage.file());
        assertEquals(positions.get(7) - Integer.BYTES, damage.position());
        assertTrue(damage.message().contains("rows from 7 on") && damage.message().contains("13 good blocks")
                || damage.message().contains("14 good blocks"), damage.message());
    }

    @Test
    void shouldNoticeWhatIsMissing() throws IOException {
        copy(golden, state);
        Files.delete(segment("input", 1));
        assertFound(2, "input", "rows 0 to 19");
        copy(golden, state);
        Files.delete(segment("input", 2));
        assertFound(2, "input/" + segment("input", 3).getFileName(), "had been durable");
        copy(golden, state);
        Files.delete(segment("input", 3));
        assertFound(2, "input/" + segment("input", 3).getFileName(), "newest segment");
        copy(golden, state);
        Files.delete(segment("output", 1));
        assertFound(2, "output", "rows 0 to 19");
        copy(golden, state);
        Files.delete(SnapshotStore.files(state.resolve("snapshots")).get(0));
        assertFound(1, "snapshots/snapshot-00000000000000000060.pls", "missing");
        copy(golden, state);
        Files.delete(state.resolve("cursors/sink.cursor"));
        assertFound(2, "cursors/sink.cursor", "missing");
        copy(golden, state);
        Files.delete(state.resolve("OVERRIDES"));
        assertFound(2, "OVERRIDES", "the manifest knows of 1");
        copy(golden, state);
        Files.delete(state.resolve("MANIFEST"));
        assertFound(1, "MANIFEST", "missing");
        Files.delete(state.resolve("MANIFEST.copy"));
        assertFound(2, "MANIFEST", "missing");
    }

    @Test
    void shouldNoticeOldAndSwappedFiles() throws IOException {
        copy(golden, state);
        replaceFrom("at-2", "cursors/sink.cursor");
        assertFound(2, "cursors/sink.cursor", "had reached output 59");
        copy(golden, state);
        Files.copy(directory.resolve("at-1/snapshots/snapshot-00000000000000000020.pls"),
                state.resolve("snapshots/snapshot-00000000000000000060.pls"), StandardCopyOption.REPLACE_EXISTING);
        assertFound(1, "snapshots/snapshot-00000000000000000060.pls", "another one's name");
        copy(golden, state);
        replaceFrom("at-1", "MANIFEST");
        assertFound(1, "MANIFEST", "older than the other");
        replaceFrom("at-1", "MANIFEST.copy");
        assertFound(2, "input", "both of its copies are old");
        copy(golden, state);
        final Path aside = directory.resolve("aside");
        Files.move(segment("input", 1), aside);
        Files.move(segment("input", 2), segment("input", 1));
        Files.move(aside, segment("input", 2));
        assertEquals(2, verify().exitCode());
        copy(golden, state);
        Files.copy(segment("output", 2), segment("input", 2), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(2, verify().exitCode());
    }

    private void replaceFrom(String old, String file) throws IOException {
        Files.copy(directory.resolve(old).resolve(file), state.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void shouldSurviveAnyFileCutAnywhere() throws IOException {
        final Random random = new Random(7);
        final Map<String, Long> rows = rows(golden);
        for (final Path file : files(golden)) {
            for (int trial = 0; trial < 4; trial++) {
                copy(golden, state);
                final Path target = state.resolve(golden.relativize(file).toString());
                final long length = trial == 0 ? 0 : random.nextLong(Math.min(Files.size(file), 40_000) + 1);
                try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                    channel.truncate(length);
                }
                assertSeen(file, length, rows);
            }
        }
    }

    @Test
    void shouldFindEveryFlippedBitThatCounts() throws IOException {
        final Random random = new Random(8);
        final Map<String, Long> rows = rows(golden);
        copy(golden, state);
        final List<Path> files = files(golden);
        for (int trial = 0; trial < 600; trial++) {
            final Path file = files.get(random.nextInt(files.size()));
            if (Files.size(file) == 0) {
                continue;
            }
            final Path target = state.resolve(golden.relativize(file).toString());
            final long at = random.nextLong(Math.min(Files.size(file), 40_000));
            final int bit = random.nextInt(Byte.SIZE);
            flip(target, at, bit);
            assertSeen(file, at, rows);
            flip(target, at, bit);
        }
    }

    /** The change is reported, or listed as harmless, or it is in a part of a segment that no reader uses. */
    private void assertSeen(Path file, long at, Map<String, Long> rows) throws IOException {
        final VerifyReport report = verify();
        final Path target = state.resolve(golden.relativize(file).toString());
        final boolean isListed = report.findings().stream().anyMatch(finding ->
                finding.file().equals(target) && finding.severity() == Severity.HARMLESS);
        if (report.exitCode() == 0 && !isListed && Files.mismatch(file, target) >= 0) {
            assertTrue(file.toString().endsWith(StorageKind.CHRONICLE.suffix()),
                    file + " at " + at + "\n" + report.text());
            assertEquals(rows, rows(state), file + " at " + at);
        }
    }

    /** Blocks and their checksums, by journal. */
    private static Map<String, Long> rows(Path folder) throws IOException {
        final Map<String, Long> sums = new TreeMap<>();
        for (final String journal : List.of("input", "output")) {
            final long id = journal.equals("input") ? StateFolder.readManifest(folder).orElseThrow().inputJournalId()
                    : StateFolder.readManifest(folder).orElseThrow().outputJournalId();
            JournalDump.blocks(folder.resolve(journal), id, (file, block, position) -> {
                sums.merge(journal, (long) block.storedCrc(), (a, b) -> a * 31 + b);
                return true;
            });
        }
        return sums;
    }
}
