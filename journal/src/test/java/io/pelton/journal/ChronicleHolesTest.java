package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.WriteAfterEOFException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Chronicle Queue lets happen, first as it is when used alone, then under Pelton's journal: covered or refused.
 * Fails when a newer Chronicle has mended a hole, so that the cover can go. Reproductions that need a stall of ten
 * seconds or more (a file truncated to nothing, a lock word of a living process met by Chronicle alone), a full disk, a
 * power cut, or a JVM without flags are left out; their covers are in {@link JournalDamageTest}, {@link JournalTest}
 * (a failed force, a full disk), {@code JvmFlagsTest}, and in the rounds of {@code tools/campaign} (power, disk).
 */
class ChronicleHolesTest {
    private static final JournalOptions OPTIONS = JournalOptions.defaults()
            .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {1});
    private static final int RECORDS = 20;
    private static final int RECORD_BYTES = 100;
    private static final byte FILL = 0x5A;

    @TempDir
    private Path directory;
    private Path raw;
    private Path state;
    private long minute = 10;
    /** Whether each block says that the one before it was durable. */
    private boolean isProven = true;

    @BeforeEach
    void nameFolders() {
        raw = directory.resolve("raw");
        state = directory.resolve("state");
    }

    @Test
    void shouldNoticeAFlippedBitThatChronicleReturns() throws IOException {
        appendRaw(RECORDS);
        flipLastFill(SegmentFiles.path(raw, 10));
        final List<byte[]> read = readRaw();
        assertEquals(RECORDS, read.size());
        assertNotEquals(FILL, read.get(RECORDS - 1)[RECORD_BYTES - 1], "Chronicle has learnt to check its records");

        appendOurs(1);
        flipLastFill(segment(1));
        assertNotEquals(Severity.CLEAN, severity());
        assertEquals(RECORDS - 1, reopenAndCount(0));
    }

    @Test
    void shouldNeverAppendBehindAHole() throws IOException {
        appendRaw(RECORDS);
        zeroHeaderBefore(SegmentFiles.path(raw, 10), RECORDS / 2);
        appendRaw(5);
        assertTrue(readRaw().size() < RECORDS, "Chronicle reaches what it appended behind a hole");

        isProven = false;
        appendOurs(1);
        zeroHeaderBefore(segment(1), RECORDS / 2);
        final int before = reopenAndCount(0);
        assertTrue(before < RECORDS, "rows before the hole: " + before);
        assertEquals(before + 5, reopenAndCount(5));
        assertEquals(before + 5, reopenAndCount(0));
    }

    @Test
    void shouldGoOnWhenTheEndMarkIsMissing() throws IOException {
        appendRaw(RECORDS);
        minute = 11;
        appendRaw(RECORDS);
        assertEquals(2 * RECORDS, readRaw().size());
        removeEndMark(SegmentFiles.path(raw, 10));
        assertEquals(RECORDS, readRaw().size(), "Chronicle finds its way over a missing end mark");

        appendOurs(2);
        removeEndMark(segment(1));
        assertEquals(2 * RECORDS, reopenAndCount(0));
    }

    @Test
    void shouldStartAtOnceUnderALockWordOfALivingProcess() throws IOException {
        appendOurs(1);
        final Path metadata = state.resolve("input").resolve(SegmentFiles.METADATA);
        appendRaw(1);
        lockBy(raw.resolve(SegmentFiles.METADATA), ProcessHandle.current().parent().orElseThrow().pid());
        Files.copy(raw.resolve(SegmentFiles.METADATA), metadata, StandardCopyOption.REPLACE_EXISTING);
        // Chronicle alone waits 15 s and gives up.
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(RECORDS + 5, reopenAndCount(5)));
    }

    @Test
    void shouldNotRollByTheWallClock() throws IOException {
        minute = 11;
        appendRaw(RECORDS);
        minute = 10;
        appendRaw(1);
        minute = 11;
        appendRaw(1);
        minute = 10;
        assertThrows(WriteAfterEOFException.class, () -> appendRaw(1), "Chronicle takes a clock that goes back");

        appendOurs(2);
        assertEquals(List.of(1, 2), SegmentFiles.list(state.resolve("input")));
    }

    @Test
    void shouldNotHideRowsInAnOlderFile() throws IOException {
        minute = 20;
        try (SingleChronicleQueue queue = queue(); ExcerptTailer tailer = queue.createTailer()) {
            append(queue, 3);
            assertEquals(3, read(tailer).size());
            minute = 12;
            append(queue, 3);
            assertEquals(0, read(tailer).size(), "Chronicle's tailers see what was appended to an older file");
        }
        BackgroundResourceReleaser.releasePendingResources();
    }

    @Test
    void shouldNoticeAMissingFile() throws IOException {
        for (minute = 10; minute < 13; minute++) {
            appendRaw(RECORDS);
        }
        Files.delete(SegmentFiles.path(raw, 11));
        assertEquals(2 * RECORDS, readRaw().size(), "Chronicle reports a missing file");

        appendOurs(3);
        Files.delete(segment(2));
        assertEquals(Severity.DAMAGED, severity());
    }

    @Test
    void shouldNoticeThatEverythingIsGone() throws IOException {
        appendRaw(RECORDS);
        Files.delete(SegmentFiles.path(raw, 10));
        appendRaw(1);
        assertEquals(1, readRaw().size(), "Chronicle reports that its file is gone");

        appendOurs(2);
        Files.delete(segment(1));
        assertEquals(Severity.DAMAGED, severity());
    }

    @Test
    void shouldAddressRowsByItsOwnSequence() throws IOException {
        appendRaw(RECORDS);
        zeroWritePosition(SegmentFiles.path(raw, 10));
        final long again;
        try (SingleChronicleQueue queue = queue()) {
            again = append(queue, 1) & 0xFFFF;
        }
        BackgroundResourceReleaser.releasePendingResources();
        assertTrue(again < RECORDS, "Chronicle gives no index twice any more: index=" + again);

        appendOurs(1);
        zeroWritePosition(segment(1));
        assertEquals(RECORDS + 5, reopenAndCount(5));
    }

    @Test
    void shouldShipNothingThatCallsHome() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }

    @Test
    void shouldReserveRoomItselfBecausePretouchIsBroken() {
        try (SingleChronicleQueue queue = queue(); ExcerptAppender appender = queue.createAppender()) {
            appender.writeBytes(Bytes.from("x"));
            assertThrows(StackOverflowError.class, appender::pretouch, "Chronicle's pretouch works");
        }
        BackgroundResourceReleaser.releasePendingResources();
    }

    private SingleChronicleQueue queue() {
        return SingleChronicleQueueBuilder.binary(raw).rollCycle(LegacyRollCycles.MINUTELY).blockSize(1 << 20)
                .timeProvider(() -> minute * SegmentFiles.CLOCK_STEP_MS).build();
    }

    private void appendRaw(int records) {
        try (SingleChronicleQueue queue = queue()) {
            append(queue, records);
        }
        BackgroundResourceReleaser.releasePendingResources();
    }

    /** Returns the last index. */
    private static long append(SingleChronicleQueue queue, int records) {
        final byte[] record = new byte[RECORD_BYTES];
        Arrays.fill(record, FILL);
        try (ExcerptAppender appender = queue.createAppender()) {
            for (int i = 0; i < records; i++) {
                appender.writeBytes(Bytes.wrapForRead(record));
            }
            return appender.lastIndexAppended();
        }
    }

    private List<byte[]> readRaw() {
        try (SingleChronicleQueue queue = queue(); ExcerptTailer tailer = queue.createTailer()) {
            return read(tailer);
        } finally {
            BackgroundResourceReleaser.releasePendingResources();
        }
    }

    private static List<byte[]> read(ExcerptTailer tailer) {
        final List<byte[]> records = new ArrayList<>();
        final Bytes<?> bytes = Bytes.allocateElasticOnHeap();
        while (tailer.readBytes(bytes)) {
            records.add(bytes.toByteArray());
            bytes.clear();
        }
        return records;
    }

    /** Each start makes a segment with {@link #RECORDS} blocks of one row. */
    private void appendOurs(int segments) throws IOException {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("hash", "script.sql", Map.of());
        }
        for (int i = 1; i <= segments; i++) {
            assertEquals(i * RECORDS, reopenAndCount(RECORDS));
        }
    }

    /** Recovers, appends, reads everything from the start; fails when a row isn't what was written. */
    private int reopenAndCount(int more) throws IOException {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, OPTIONS)) {
                final JournalAppender appender = journal.appender();
                for (int i = 0; i < more; i++) {
                    final long next = appender.lastSequence() + 1;
                    final long durable = isProven ? appender.lastSequence() : Journal.NONE;
                    assertTrue(appender.claim(BlockType.ROWS, next, 1, RECORD_BYTES, next, durable));
                    appender.buffer().setMemory(appender.payloadOffset(), RECORD_BYTES, FILL);
                    appender.commit();
                }
                return count(journal);
            }
        } finally {
            OpenFiles.assertNoneBelow(state);
        }
    }

    private static int count(Journal journal) {
        final byte[] expected = new byte[RECORD_BYTES];
        Arrays.fill(expected, FILL);
        final byte[] actual = new byte[RECORD_BYTES];
        int rows = 0;
        try (JournalTailer tailer = journal.newTailer()) {
            while (tailer.next()) {
                assertEquals(rows, tailer.firstSequence());
                tailer.buffer().getBytes(tailer.payloadOffset(), actual);
                assertArrayEquals(expected, actual);
                rows++;
            }
        }
        return rows;
    }

    private Severity severity() throws IOException {
        return Journals.verify(state, DurabilityMode.GROUP).severity();
    }

    private Path segment(int number) {
        return SegmentFiles.path(state.resolve("input"), number);
    }

    private static ByteBuffer content(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(Path file, long at, byte... bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static void flipLastFill(Path file) throws IOException {
        final ByteBuffer content = content(file);
        int at = content.capacity() - 1;
        while (content.get(at) != FILL) {
            at--;
        }
        write(file, at, (byte) (FILL ^ 1));
    }

    /** Zeroes Chronicle's header word of a record in the middle, as a page that never reached the disk does. */
    private static void zeroHeaderBefore(Path file, int record) throws IOException {
        final ByteBuffer content = content(file);
        int at = 0;
        for (int i = 0; i <= record; i++) {
            at = nextFill(content, at);
        }
        while (!isHeader(content, at - RECORD_BYTES)) {
            at -= 1;
        }
        write(file, at - RECORD_BYTES, new byte[Integer.BYTES]);
    }

    /** Position behind the next record's payload. */
    private static int nextFill(ByteBuffer content, int from) {
        int at = from;
        while (!isFilled(content, at)) {
            at++;
        }
        return at + RECORD_BYTES;
    }

    private static boolean isFilled(ByteBuffer content, int at) {
        for (int i = 0; i < RECORD_BYTES; i++) {
            if (content.get(at + i) != FILL) {
                return false;
            }
        }
        return true;
    }

    /** A word that can be the length of the record behind it. */
    private static boolean isHeader(ByteBuffer content, int at) {
        final int length = content.getInt(at);
        return at % Integer.BYTES == 0 && length >= RECORD_BYTES && length < 3 * RECORD_BYTES
                && content.getInt(at - Integer.BYTES) != length;
    }

    private static void removeEndMark(Path file) throws IOException {
        final ByteBuffer content = content(file);
        int at = content.capacity() - Integer.BYTES;
        while (at % Integer.BYTES != 0 || content.getInt(at) != 0xC0000000) {
            at--;
        }
        write(file, at, new byte[Integer.BYTES]);
    }

    /** The name of the field, then, aligned, its two longs: the position, and the sequence that goes with it. */
    private static void zeroWritePosition(Path file) throws IOException {
        final ByteBuffer content = content(file);
        final int name = indexOf(content, "writePosition".getBytes(StandardCharsets.US_ASCII));
        int at = (name + "writePosition".length() + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        while (content.getLong(at) < 1 << 12 || content.getLong(at) > content.capacity()) {
            at += Long.BYTES;
        }
        write(file, at, new byte[2 * Long.BYTES]);
    }

    /** The word that is Chronicle's value for "unlocked" becomes a process's id. */
    private static void lockBy(Path metadata, long pid) throws IOException {
        final ByteBuffer content = content(metadata);
        final int name = indexOf(content, "chronicle.write.lock".getBytes(StandardCharsets.US_ASCII));
        int at = (name + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        while (content.getLong(at) != Long.MIN_VALUE) {
            at += Long.BYTES;
        }
        write(metadata, at, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(pid).array());
    }

    private static int indexOf(ByteBuffer content, byte[] text) {
        for (int at = 0; at < content.capacity() - text.length; at++) {
            if (ByteBuffer.wrap(content.array(), at, text.length).equals(ByteBuffer.wrap(text))) {
                return at;
            }
        }
        throw new IllegalStateException("not found: " + new String(text, StandardCharsets.US_ASCII));
    }
}
