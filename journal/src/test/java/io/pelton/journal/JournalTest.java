package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.storage.JournalPosition;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final FaultyStorage storage = new FaultyStorage(4_000);
    private final Journal journal =
            Journal.open(storage, JournalPosition.fresh(11, 1), JournalOptions.defaults().withSchemas(new byte[] {9}));

    @Test
    void shouldBePoisonedForEverByAFailedForce() {
        append(1_000);
        storage.isForceFailing = true;
        assertThrows(JournalFailedException.class, journal::force);
        storage.isForceFailing = false;
        final int forces = storage.forces;
        assertThrows(JournalFailedException.class, journal::force);
        assertThrows(JournalFailedException.class, () -> append(10));
        assertEquals(forces, storage.forces, "a retry would prove nothing");
        journal.close();
        assertTrue(storage.isClosed);
    }

    @Test
    void shouldBePoisonedByAFailedCommit() {
        storage.isCommitFailing = true;
        assertThrows(JournalFailedException.class, () -> append(10));
        storage.isCommitFailing = false;
        assertThrows(JournalFailedException.class, () -> append(10));
        assertEquals(Journal.NONE, journal.lastSequence());
    }

    @Test
    void shouldRefuseWhileTheDiskIsFullAndGoOnAfterwards() {
        append(2_000);
        storage.isDiskFull = true;
        assertFalse(journal.appender().claim(BlockType.ROWS, 1, 1, 2_000, 0, -1));
        assertEquals(1, journal.segments().size());
        storage.isDiskFull = false;
        append(2_000);
        assertEquals(2, journal.segments().size());
        final JournalTailer tailer = journal.newTailer();
        assertTrue(tailer.next());
        assertTrue(tailer.next());
        assertFalse(tailer.next());
    }

    @Test
    void shouldNeverShowADamagedBlock() {
        for (int i = 0; i < 3; i++) {
            append(500);
        }
        storage.excerpt(2)[300] ^= 4;
        final JournalTailer tailer = journal.newTailer();
        assertTrue(tailer.next());
        final CorruptJournalException seen = assertThrows(CorruptJournalException.class, tailer::next);
        assertTrue(seen.getMessage().contains("segment=1 expectedSequence=1"), seen.getMessage());
    }

    @Test
    void shouldNoticeAMissingBlock() {
        for (int i = 0; i < 3; i++) {
            append(500);
        }
        storage.remove(2);
        final JournalTailer tailer = journal.newTailer();
        assertTrue(tailer.next());
        assertThrows(CorruptJournalException.class, tailer::next);
    }

    @Test
    void shouldNoticeAMissingSegment() {
        for (int i = 0; i < 3; i++) {
            append(3_000);
        }
        storage.deleteSegment(2);
        final JournalTailer tailer = journal.newTailer();
        assertTrue(tailer.next());
        assertThrows(CorruptJournalException.class, tailer::next);
    }

    @Test
    void shouldNoticeThatTheEndIsMissing() {
        append(500);
        append(500);
        storage.remove(2);
        final JournalTailer tailer = journal.newTailer();
        assertTrue(tailer.next());
        assertThrows(CorruptJournalException.class, tailer::next);
    }

    @Test
    void shouldRefuseMisuse() {
        final JournalAppender appender = journal.appender();
        assertThrows(IllegalArgumentException.class, () -> appender.claim(BlockType.ROWS, 5, 1, 10, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> appender.claim(BlockType.ROWS, 0, 0, 10, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> appender.claim(BlockType.SEGMENT_HEADER, 0, 1, 10, 0, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> appender.claim(BlockType.ROWS, 0, 1, appender.maxPayloadBytes() + 1, 0, -1));
        assertThrows(IllegalStateException.class, appender::commit);
        assertTrue(appender.claim(BlockType.ROWS, 0, 1, 10, 0, -1));
        assertThrows(IllegalStateException.class, () -> appender.claim(BlockType.ROWS, 0, 1, 10, 0, -1));
        appender.abort();
        append(10);
        assertEquals(0, journal.lastSequence());
    }

    private void append(int bytes) {
        final JournalAppender appender = journal.appender();
        assertTrue(appender.claim(BlockType.ROWS, appender.lastSequence() + 1, 1, bytes, 0, -1));
        appender.buffer().setMemory(appender.payloadOffset(), bytes, (byte) 1);
        appender.commit();
    }
}
