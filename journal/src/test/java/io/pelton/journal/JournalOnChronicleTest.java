package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.storage.JournalPosition;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOnChronicleTest {
    @TempDir
    private Path directory;

    @Test
    void shouldGiveBackWhatWasAppendedAcrossSegments() throws IOException {
        final JournalOptions options = JournalOptions.defaults()
                .withSegmentBytes(1 << 20).withBlockBytes(64 << 10).withSchemas(new byte[] {1, 2, 3});
        try (Journal journal = Journal.open(
                ChronicleStorage.open(directory, options.segmentBytes()), JournalPosition.fresh(42, 1), options);
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
}
