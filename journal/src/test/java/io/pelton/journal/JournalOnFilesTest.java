package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.SegmentInfo;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StorageKind.class)
class JournalOnFilesTest {
    @Parameter
    private StorageKind storage;

    @TempDir
    private Path directory;

    @Test
    void shouldGiveBackWhatWasAppendedAcrossSegments() throws IOException {
        final JournalOptions options = JournalOptions.defaults()
                .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {1, 2, 3});
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(42, 1), options);
                JournalTailer tailer = journal.newTailer()) {
            final JournalAppender appender = journal.appender();
            for (int i = 0; i < 100; i++) {
                assertTrue(appender.claim(BlockType.ROWS, i * 10L, 10, 40_000 + i, i, i - 1));
                appender.buffer().setMemory(appender.payloadOffset(), 40_000 + i, (byte) i);
                appender.commit();
                if (i % 7 == 0) {
                    assertEquals(i * 10L + 9, journal.force());
                }
            }
            assertTrue(journal.segments().size() > 3, journal.segments().toString());
            for (int i = 0; i < 100; i++) {
                assertTrue(tailer.next(), "block " + i);
                assertEquals(i * 10L, tailer.firstSequence());
                assertEquals(40_000 + i, tailer.payloadBytes());
                assertEquals((byte) i, tailer.buffer().getByte(tailer.payloadOffset() + tailer.payloadBytes() - 1));
                assertEquals(3, tailer.schemas().length);
            }
            assertFalse(tailer.next());
            tailer.seek(505);
            assertTrue(tailer.next());
            assertEquals(500, tailer.firstSequence());
        }
    }

    /** Appender, syncer and two tailers at once, with a roll every few blocks. */
    @Test
    void shouldKeepItsPromisesWithAllThreadsRunning() throws IOException, InterruptedException {
        final JournalOptions options = JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);
        final int blocks = 600;
        final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(42, 1), options)) {
            final Thread syncer = new Thread(() -> {
                long durable = Journal.NONE;
                while (durable < blocks - 1) {
                    final long before = journal.lastSequence();
                    final long covered = journal.force();
                    if (covered < before || covered < durable) {
                        throw new AssertionError("covered=" + covered + " before=" + before);
                    }
                    durable = covered;
                    journal.deleteBefore(covered);
                }
            });
            final List<Thread> threads = new ArrayList<>(List.of(syncer));
            for (int i = 0; i < 2; i++) {
                final JournalTailer tailer = journal.newTailer();
                threads.add(new Thread(() -> readAll(tailer, blocks)));
            }
            threads.forEach(thread -> thread.setUncaughtExceptionHandler((t, e) -> failures.add(e)));
            threads.forEach(Thread::start);
            final JournalAppender appender = journal.appender();
            for (int i = 0; i < blocks; i++) {
                while (!appender.claim(BlockType.ROWS, i, 1, 30_000, i, i - 1)) {
                    Thread.onSpinWait();
                }
                appender.buffer().setMemory(appender.payloadOffset(), 30_000, (byte) i);
                appender.commit();
            }
            for (final Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), failures);
            final List<SegmentInfo> segments = journal.segments();
            assertTrue(segments.get(segments.size() - 1).number() > 10, segments.toString());
        }
        OpenFiles.assertNoneBelow(directory);
    }

    private static void readAll(JournalTailer tailer, int blocks) {
        for (int read = 0; read < blocks; ) {
            if (tailer.next()) {
                if (tailer.firstSequence() != read
                        || tailer.buffer().getByte(tailer.payloadOffset() + 29_999) != (byte) read) {
                    throw new AssertionError("read=" + read + " found=" + tailer.firstSequence());
                }
                read++;
            }
        }
    }

    @Test
    void shouldHideAnAbortedClaim() throws IOException {
        final JournalOptions options = JournalOptions.defaults().withSegmentBytes(1 << 20);
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(42, 1), options);
                JournalTailer tailer = journal.newTailer()) {
            final JournalAppender appender = journal.appender();
            for (int i = 0; i < 100; i++) {
                assertTrue(appender.claim(BlockType.ROWS, i, 1, 10_000, 0, -1));
                appender.buffer().setMemory(appender.payloadOffset(), 10_000, (byte) 1);
                appender.abort();
                assertFalse(tailer.next());
                assertTrue(appender.claim(BlockType.ROWS, i, 1, 5_000, 0, -1));
                appender.commit();
                assertTrue(tailer.next());
                assertEquals(i, tailer.firstSequence());
            }
        }
        final List<JournalDump.Segment> segments = JournalDump.segments(directory, 42);
        assertEquals(99, segments.get(segments.size() - 1).lastSequence());
    }

    @Test
    void shouldKnowItsSizesAndTimes() throws IOException {
        final JournalOptions options = JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(42, 1), options)) {
            assertEquals(Journal.NONE, journal.timeNsAt(0));
            final JournalAppender appender = journal.appender();
            for (int i = 0; i < 60; i++) {
                assertTrue(appender.claim(BlockType.ROWS, i * 10L, 10, 50_000, 1_000 + i, i - 1));
                appender.commit();
            }
            assertEquals(0, journal.bytesBehind(599));
            assertEquals(60 * 50_000, journal.bytesBehind(-1), 60 * 200);
            assertEquals(30 * 50_000, journal.bytesBehind(299), 30 * 400);
            assertEquals(50_000 / 2, journal.bytesBehind(594), 300);
            assertEquals(1_030, journal.timeNsAt(305));
            final List<SegmentInfo> segments = journal.segments();
            assertEquals(journal.bytesBehind(-1), segments.stream().mapToLong(SegmentInfo::bytes).sum());
            for (final SegmentInfo segment : segments.subList(0, segments.size() - 1)) {
                assertEquals(segment.bytes(), SegmentFiles.usedBytes(SegmentFiles.path(directory, segment.number())),
                        128 << 10);
            }
        }
    }

    @Test
    void shouldLoseItsOldSegmentsUnderAReaderThatIsGivenUp() throws IOException {
        final JournalOptions options = JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(42, 1), options);
                JournalTailer tailer = journal.newTailer()) {
            final JournalAppender appender = journal.appender();
            for (int i = 0; i < 100; i++) {
                assertTrue(appender.claim(BlockType.ROWS, i, 1, 50_000, i, i - 1));
                appender.commit();
            }
            journal.force();
            assertTrue(tailer.next());
            assertEquals(0, journal.deleteBefore(99), "it is still in the first one");
            tailer.expendBefore(70);
            assertTrue(journal.deleteBefore(99) > 1);
            assertTrue(journal.firstSequence() > 20 && journal.firstSequence() <= 70);
            assertThrows(CorruptJournalException.class, () -> {
                while (tailer.next()) {
                    assertTrue(tailer.firstSequence() < 70);
                }
            });
            tailer.seek(70);
            assertTrue(tailer.next());
            assertEquals(70, tailer.firstSequence());
        }
    }
}
