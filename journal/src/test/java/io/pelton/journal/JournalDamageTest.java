package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Damages real files in every way that was measured to pass Chronicle unseen. */
@ParameterizedClass
@EnumSource(StorageKind.class)
class JournalDamageTest {
    @Parameter
    private StorageKind storage;

    private static final int BLOCKS = 60;
    private static final int PAYLOAD_BYTES = 2_000;

    @TempDir
    private Path directory;
    private Path golden;
    private Path state;
    private int usedBytes;
    /** Chronicle drops what it had mapped when it fails while opening. */
    private boolean isLeftOpenByChronicle;

    @BeforeEach
    void writeGoldenState() throws IOException {
        golden = directory.resolve("golden");
        state = directory.resolve("state");
        try (StateFolder folder = StateFolder.open(golden)) {
            folder.initialise("hash", "script.sql", Map.of());
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, options())) {
                append(journal, BLOCKS, Journal.NONE);
            }
        }
        usedBytes = (int) segments(golden).get(0).usedBytes();
    }

    @AfterEach
    void shouldLeaveNothingOpen() {
        if (!isLeftOpenByChronicle) {
            OpenFiles.assertNoneBelow(directory);
        }
    }

    @Test
    void shouldNeverReturnWrongRowsAfterAnyBitFlip() throws IOException {
        final Random random = new Random(42);
        for (int trial = 0; trial < 250; trial++) {
            final int at = random.nextInt(usedBytes);
            final int bit = random.nextInt(8);
            restoreGolden();
            change(at, old -> (byte) (old ^ 1 << bit));
            assertPrefixSurvives("flip at " + at);
        }
    }

    @Test
    void shouldCutWhereverTheFileEnds() throws IOException {
        final Random random = new Random(43);
        for (int trial = 0; trial < 60; trial++) {
            final int at = trial == 0 ? 0 : random.nextInt(usedBytes);
            restoreGolden();
            try (FileChannel channel = FileChannel.open(file(state), StandardOpenOption.WRITE)) {
                channel.truncate(at);
            }
            assertPrefixSurvives("truncated at " + at);
        }
    }

    @Test
    void shouldSeeAZeroedPageEvenWhenItLooksLikeAnEnd() throws IOException {
        for (int page = 0; page <= usedBytes / 4096; page++) {
            restoreGolden();
            write(page * 4096L, new byte[4096]);
            assertPrefixSurvives("zeroed page " + page);
        }
    }

    @Test
    void shouldSeeGarbage() throws IOException {
        final Random random = new Random(44);
        final byte[] garbage = new byte[512];
        for (int trial = 0; trial < 60; trial++) {
            random.nextBytes(garbage);
            restoreGolden();
            write(random.nextInt(usedBytes), garbage);
            assertPrefixSurvives("garbage " + trial);
        }
    }

    @Test
    void shouldReopenAndContinueAfterACut() throws IOException {
        final Random random = new Random(45);
        for (int trial = 0; trial < 25; trial++) {
            restoreGolden();
            final int at = 33_000 + random.nextInt(usedBytes - 33_000);
            change(at, old -> (byte) ~old);
            final long goodRows = goodRows();
            try (StateFolder folder = StateFolder.open(state)) {
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, options())) {
                    assertEquals(goodRows - 1, journal.lastSequence(), "flip at " + at);
                    append(journal, 5, Journal.NONE);
                    assertReadable(journal, goodRows + 50);
                }
            }
            assertEquals(0, Journals.verify(state, DurabilityMode.GROUP).exitCode(), "flip at " + at);
        }
    }

    @Test
    void shouldLoseNothingWhenTheContainersOwnPartIsDamaged() throws IOException {
        isLeftOpenByChronicle = storage == StorageKind.CHRONICLE;
        final Random random = new Random(46);
        for (int trial = 0; trial < 60; trial++) {
            restoreGolden();
            final int at = storage == StorageKind.CHRONICLE && trial % 2 == 0
                    ? random.nextInt(trial % 3 == 0 ? 33_000 : 400)
                    : lengthWord(random.nextInt(BLOCKS)) + random.nextInt(Integer.BYTES);
            final int bit = random.nextInt(8);
            change(at, old -> (byte) (old ^ 1 << bit));
            try (StateFolder folder = StateFolder.open(state)) {
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, options())) {
                    append(journal, 5, Journal.NONE);
                    assertReadable(journal, BLOCKS * 10L + 50);
                }
            }
        }
    }

    /** Where the container says how long the block of rows with this number is. */
    private int lengthWord(int number) throws IOException {
        final List<Integer> positions = new ArrayList<>();
        JournalDump.blocks(golden.resolve("input"), journalId(), (file, block, position) -> {
            if (block.type() == BlockType.ROWS) {
                positions.add(position - Integer.BYTES);
            }
            return true;
        });
        return positions.get(number);
    }

    @Test
    void shouldReadEveryRowWhicheverByteOfChroniclesIndexIsWrong() throws IOException {
        isLeftOpenByChronicle = true;
        final byte[] bytes = Files.readAllBytes(file(golden));
        final int[] first = {0};
        JournalDump.blocks(golden.resolve("input"), journalId(), (file, block, position) -> {
            first[0] = position;
            return false;
        });
        final List<String> failed = new ArrayList<>();
        for (int at = 0; at < first[0] - Integer.BYTES; at++) {
            if (bytes[at] == 0 || at >= 16 && at < 400) {
                continue;
            }
            restoreGolden();
            change(at, old -> (byte) (old ^ 0x14));
            try (StateFolder folder = StateFolder.open(state)) {
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, options())) {
                    append(journal, 2, Journal.NONE);
                    assertReadable(journal, BLOCKS * 10L + 20);
                }
            } catch (RuntimeException | Error e) {
                failed.add("at " + at + ": " + e);
            }
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void shouldStopWhenALaterBlockProvesTheLostOneDurable() throws IOException {
        restoreGolden();
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, options())) {
                append(journal, 1, journal.lastSequence());
            }
        }
        change(usedBytes / 2, old -> (byte) ~old);
        final VerifyReport report = Journals.verify(state, DurabilityMode.GROUP);
        assertEquals(2, report.exitCode(), report.text());
        final byte[] before = Files.readAllBytes(file(state));
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            final CorruptJournalException refused =
                    assertThrows(CorruptJournalException.class, () -> Journals.openInput(folder, options()));
            assertTrue(refused.getMessage().contains("had been durable"), refused.getMessage());
        }
        assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(file(state))));
    }

    @Test
    void shouldStopWhenAMiddleSegmentIsGone() throws IOException {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("hash", "script.sql", Map.of());
            for (int start = 0; start < 3; start++) {
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, options())) {
                    append(journal, 5, journal.lastSequence());
                }
            }
        }
        Files.delete(SegmentFiles.path(state.resolve("input"), 2));
        assertEquals(Severity.DAMAGED, Journals.verify(state, DurabilityMode.GROUP).severity());
    }

    @Test
    void shouldIgnoreStaleChronicleMetadata() throws IOException {
        restoreGolden();
        Files.write(state.resolve("input").resolve(SegmentFiles.METADATA), new byte[65_536]);
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, options())) {
                append(journal, 5, Journal.NONE);
                assertReadable(journal, BLOCKS * 10L + 50);
            }
        }
    }

    @Test
    void shouldRefuseASegmentOfAnotherJournal() throws IOException {
        restoreGolden();
        final Path other = directory.resolve("other");
        try (StateFolder folder = StateFolder.open(other)) {
            folder.initialise("hash", "script.sql", Map.of());
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, options())) {
                append(journal, BLOCKS, Journal.NONE);
            }
        }
        Files.copy(file(other), file(state), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(0, goodRows());
        assertEquals(Severity.REPAIRABLE, Journals.verify(state, DurabilityMode.GROUP).severity());
    }

    /** Whatever was done to the file: rows are a prefix of what was written, or the report isn't clean. */
    private void assertPrefixSurvives(String what) throws IOException {
        final long[] next = {0};
        final boolean[] isDense = {true};
        JournalDump.blocks(state.resolve("input"), journalId(), (file, block, position) -> {
            if (block.type() == BlockType.ROWS) {
                isDense[0] &= block.firstSequence() == next[0];
                next[0] = block.lastSequence() + 1;
                assertEquals((byte) block.firstSequence(), block.buffer().getByte(block.payloadOffset()), what);
            }
            return true;
        });
        final int exitCode = Journals.verify(state, DurabilityMode.GROUP).exitCode();
        final boolean isWhole = isDense[0] && next[0] == BLOCKS * 10L;
        assertTrue(isWhole || exitCode > 0, what + ": undetected");
    }

    private long goodRows() throws IOException {
        final List<JournalDump.Segment> segments = segments(state);
        return segments.isEmpty() ? 0 : segments.get(0).lastSequence() + 1;
    }

    private List<JournalDump.Segment> segments(Path folder) throws IOException {
        return JournalDump.segments(folder.resolve("input"), journalId());
    }

    private long journalId() throws IOException {
        return StateFolder.readManifest(golden).orElseThrow().inputJournalId();
    }

    private void restoreGolden() throws IOException {
        copyFolder(golden, state);
    }

    private static Path file(Path folder) {
        return SegmentFiles.path(folder.resolve("input"), 1);
    }

    private void change(int at, UnaryOperator<Byte> change) throws IOException {
        try (FileChannel channel = FileChannel.open(file(state), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, change.apply(one.get(0)));
            one.rewind();
            channel.write(one, at);
        }
    }

    private void write(long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(state), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> old = Files.walk(to)) {
                for (final Path path : old.sorted(Comparator.reverseOrder()).toList()) {
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

    private static void append(Journal journal, int blocks, long durable) {
        final JournalAppender appender = journal.appender();
        for (int i = 0; i < blocks; i++) {
            final long first = appender.lastSequence() + 1;
            assertTrue(appender.claim(BlockType.ROWS, first, 10, PAYLOAD_BYTES, first, durable));
            appender.buffer().setMemory(appender.payloadOffset(), PAYLOAD_BYTES, (byte) first);
            appender.commit();
        }
    }

    private static void assertReadable(Journal journal, long rows) {
        try (JournalTailer tailer = journal.newTailer()) {
            for (long first = 0; first < rows; first += 10) {
                assertTrue(tailer.next());
                assertEquals(first, tailer.firstSequence());
                assertEquals((byte) first, tailer.buffer().getByte(tailer.payloadOffset()));
            }
            assertTrue(!tailer.next());
        }
    }

    private JournalOptions options() {
        return JournalOptions.defaults()
            .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {1}).withStorage(storage);
    }
}
