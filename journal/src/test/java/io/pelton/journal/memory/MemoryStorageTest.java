package io.pelton.journal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {
    private static final int CAPACITY_BYTES = 1 << 16;

    @Test
    void shouldKeepNothingWithoutTailers() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(append(journal, 1, 1_000));
            }
            assertEquals(999, journal.lastSequence());
            assertEquals(Journal.NONE, journal.firstSequence());
            final JournalTailer tailer = journal.newTailer();
            assertFalse(tailer.next());
            assertTrue(append(journal, 3, 10));
            assertTrue(tailer.next());
            assertEquals(1_000, tailer.firstSequence());
            assertEquals(1_000, journal.firstSequence());
        }
    }

    @Test
    void shouldRefuseWhileATailerHoldsBlocksAndTakeThemWhenItHasReleased() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer fast = journal.newTailer();
            final JournalTailer slow = journal.newTailer();
            int appended = 0;
            while (append(journal, 1, 1_000)) {
                appended++;
            }
            assertTrue(appended >= CAPACITY_BYTES / 1_100 - 1, "blocks " + appended);
            while (fast.next()) {
                fast.release(fast.firstSequence());
            }
            assertFalse(append(journal, 1, 1_000));
            assertTrue(slow.next());
            slow.release(0);
            assertFalse(append(journal, 1, 1_000), "the block shown is still in use");
            assertTrue(slow.next());
            assertTrue(append(journal, 1, 1_000));
            assertEquals(1, journal.firstSequence());
            assertEquals(1, slow.firstSequence());
            slow.close();
            assertTrue(append(journal, 1, 1_000));
        }
    }

    @Test
    void shouldTakeTheLongestBlockOnceTheOnlyReaderHasReadAll() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            final int longest = journal.appender().maxPayloadBytes();
            for (int i = 0; i < 100; i++) {
                assertTrue(append(journal, 1, i % 3 == 0 ? 1_000 : longest), "block " + i);
                assertTrue(tailer.next());
                tailer.release(tailer.firstSequence());
                assertFalse(tailer.next());
            }
        }
    }

    @Test
    void shouldNotDropWhatWasReleasedAheadOfReading() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            tailer.release(1_000_000);
            long read = 0;
            for (int i = 0; i < 500; i++) {
                if (!append(journal, 1, 3_000)) {
                    while (tailer.next()) {
                        assertEquals(read++, tailer.firstSequence());
                    }
                    assertTrue(append(journal, 1, 3_000));
                }
            }
            assertTrue(read > 400);
        }
    }

    @Test
    void shouldGiveBackEveryByteAcrossManyWraps() {
        final Random random = new Random(7);
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            long read = 0;
            for (int i = 0; i < 20_000; i++) {
                final int rows = 1 + random.nextInt(5);
                while (!append(journal, rows, random.nextInt(9_000))) {
                    assertTrue(tailer.next());
                    assertEquals(read, tailer.firstSequence());
                    for (int at = 0; at < tailer.payloadBytes(); at += 511) {
                        assertEquals((byte) read, tailer.buffer().getByte(tailer.payloadOffset() + at));
                    }
                    read += tailer.rowCount();
                    tailer.release(read - 1);
                }
            }
            assertTrue(read > 10_000);
        }
    }

    @Test
    void shouldSeekToTheBlockThatHoldsASequence() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            for (int i = 0; i < 10; i++) {
                append(journal, 10, 100);
            }
            tailer.seek(45);
            assertTrue(tailer.next());
            assertEquals(40, tailer.firstSequence());
            tailer.seek(0);
            assertTrue(tailer.next());
            assertEquals(0, tailer.firstSequence());
            tailer.seek(105);
            assertFalse(tailer.next());
            append(journal, 5, 100);
            assertFalse(tailer.next());
            append(journal, 5, 100);
            assertTrue(tailer.next());
            assertEquals(105, tailer.firstSequence());
        }
    }

    @Test
    void shouldForgetAnAbortedClaim() {
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            assertTrue(journal.appender().claim(BlockType.ROWS, 0, 1, 100, 0, -1));
            journal.appender().abort();
            assertEquals(Journal.NONE, journal.lastSequence());
            assertTrue(append(journal, 1, 50));
            assertTrue(tailer.next());
            assertEquals(50, tailer.payloadBytes());
            assertThrows(IllegalArgumentException.class,
                    () -> journal.appender().claim(BlockType.ROWS, 7, 1, 100, 0, -1));
            assertThrows(IllegalStateException.class, journal.appender()::commit);
        }
    }

    @Test
    void shouldHandOverBetweenThreads() throws InterruptedException {
        final int blocks = 50_000;
        try (Journal journal = Journals.inMemory(CAPACITY_BYTES)) {
            final JournalTailer tailer = journal.newTailer();
            final long[] read = {0};
            final Thread reader = new Thread(() -> {
                while (read[0] < blocks) {
                    if (tailer.next() && tailer.firstSequence() == read[0]) {
                        tailer.release(read[0]++);
                    }
                }
            });
            reader.start();
            for (int i = 0; i < blocks; i++) {
                while (!append(journal, 1, 200)) {
                    Thread.onSpinWait();
                }
            }
            reader.join();
            assertEquals(blocks, read[0]);
        }
    }

    private static boolean append(Journal journal, int rows, int bytes) {
        final JournalAppender appender = journal.appender();
        final long first = appender.lastSequence() + 1;
        if (!appender.claim(BlockType.ROWS, first, rows, bytes, first, -1)) {
            return false;
        }
        appender.buffer().setMemory(appender.payloadOffset(), bytes, (byte) first);
        appender.commit();
        return true;
    }
}
