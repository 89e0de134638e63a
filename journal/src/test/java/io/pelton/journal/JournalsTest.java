package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.state.StateFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalsTest {
    private static final JournalOptions OPTIONS = JournalOptions.defaults()
            .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {7, 8});

    @TempDir
    private Path directory;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(directory);
    }

    @Test
    void shouldContinueInANewSegmentAfterEachStart() {
        for (int start = 0; start < 4; start++) {
            try (StateFolder folder = StateFolder.open(directory)) {
                if (folder.isNew()) {
                    folder.initialise("hash", "script.sql", Map.of());
                }
                assertEquals(start + 1, folder.beginEpoch());
                try (Journal journal = Journals.openInput(folder, OPTIONS)) {
                    assertEquals(start * 30L - 1, journal.lastSequence());
                    assertEquals(start + 1, journal.segments().size());
                    appendBlocks(journal, 3);
                    assertAllReadable(journal, (start + 1) * 30L);
                }
            }
            assertEquals(0, Journals.verify(directory, DurabilityMode.GROUP).exitCode());
        }
    }

    @Test
    void shouldRemoveOldSegmentsThatNobodyNeeds() {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("hash", "script.sql", Map.of());
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, OPTIONS)) {
                appendBlocks(journal, 100);
                final int before = journal.segments().size();
                assertTrue(before >= 4, "segments " + before);
                final JournalTailer slow = journal.newTailer();
                assertTrue(slow.next());
                assertEquals(0, journal.deleteBefore(900));
                slow.seek(500);
                assertTrue(slow.next());
                assertTrue(journal.deleteBefore(900) > 0);
                assertTrue(journal.firstSequence() > 0 && journal.firstSequence() <= 500);
                assertTrue(slow.firstSequence() <= 500 && slow.next());
                slow.close();
                final JournalTailer fresh = journal.newTailer();
                assertTrue(fresh.next());
                assertEquals(journal.firstSequence(), fresh.firstSequence());
            }
        }
    }

    static void appendBlocks(Journal journal, int blocks) {
        final JournalAppender appender = journal.appender();
        for (int i = 0; i < blocks; i++) {
            final long first = appender.lastSequence() + 1;
            assertTrue(appender.claim(BlockType.ROWS, first, 10, 40_000, first * 1000, first - 1));
            appender.buffer().setMemory(appender.payloadOffset(), 40_000, (byte) first);
            appender.commit();
        }
        journal.force();
    }

    static void assertAllReadable(Journal journal, long sequences) {
        try (JournalTailer tailer = journal.newTailer()) {
            for (long first = 0; first < sequences; first += 10) {
                assertTrue(tailer.next(), "sequence " + first);
                assertEquals(first, tailer.firstSequence());
                assertEquals((byte) first, tailer.buffer().getByte(tailer.payloadOffset()));
                assertArrayEquals(new byte[] {7, 8}, tailer.schemas());
            }
            assertFalse(tailer.next());
        }
    }
}
