package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StorageKind.class)
class JournalsTest {
    @Parameter
    private StorageKind storage;


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
                try (Journal journal = Journals.openInput(folder, options())) {
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
            try (Journal journal = Journals.openInput(folder, options())) {
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

    private JournalOptions options() {
        return JournalOptions.defaults()
            .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {7, 8}).withStorage(storage);
    }

    /** A JVM on which Chronicle no longer runs, or the way back from one. */
    @Test
    void shouldGoOnInFilesOfTheOtherKind() throws IOException {
        for (int start = 0; start < 4; start++) {
            final JournalOptions kept = options().withStorage(
                    start % 2 == 0 ? storage : StorageKind.values()[1 - storage.ordinal()]);
            try (StateFolder folder = StateFolder.open(directory)) {
                if (folder.isNew()) {
                    folder.initialise("hash", "script.sql", Map.of());
                }
                folder.beginEpoch();
                try (Journal journal = Journals.openInput(folder, kept)) {
                    appendBlocks(journal, 3);
                    assertAllReadable(journal, (start + 1) * 30L);
                }
                for (final int segment : SegmentFiles.list(folder.input())) {
                    assertEquals(kept.storage(), SegmentFiles.kindOf(SegmentFiles.path(folder.input(), segment)));
                }
            }
            assertEquals(0, Journals.verify(directory, DurabilityMode.GROUP).exitCode());
        }
    }
}
