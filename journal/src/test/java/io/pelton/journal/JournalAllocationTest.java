package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Appending and reading allocate nothing per block; a new segment costs some kilobytes inside Chronicle. */
@ParameterizedClass
@EnumSource(StorageKind.class)
class JournalAllocationTest {
    @Parameter
    private StorageKind storage;

    private static final int BLOCKS = 2_000;
    private static final int ROUNDS = 8;
    private static final int PAYLOAD_BYTES = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    @Test
    void shouldAllocateNothingInMemory() {
        try (Journal journal = Journals.inMemory(16 << 20)) {
            assertEquals(0, leastBytesPerRound(journal));
        }
    }

    @Test
    void shouldAllocateNothingOnChronicleInsideASegment() throws IOException {
        final JournalOptions options = JournalOptions.defaults();
        try (Journal journal = Journal.open(
                Storages.open(directory, storage, options), JournalPosition.fresh(1, 1), options)) {
            final long bytes = leastBytesPerRound(journal);
            assertEquals(1, journal.segments().size());
            assertTrue(bytes < BLOCKS / 10, "bytes=" + bytes + " blocks=" + BLOCKS);
        }
    }

    private long leastBytesPerRound(Journal journal) {
        long least = Long.MAX_VALUE;
        try (JournalTailer tailer = journal.newTailer()) {
            for (int round = 0; round < ROUNDS; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                final long read = appendAndRead(journal.appender(), tailer);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertEquals(BLOCKS, read);
            }
        }
        return least;
    }

    private static long appendAndRead(JournalAppender appender, JournalTailer tailer) {
        long read = 0;
        for (int i = 0; i < BLOCKS; i++) {
            final long sequence = appender.lastSequence() + 1;
            if (appender.claim(BlockType.ROWS, sequence, 1, PAYLOAD_BYTES, sequence, Journal.NONE)) {
                appender.buffer().putLong(appender.payloadOffset(), sequence);
                appender.commit();
            }
            while (tailer.next()) {
                tailer.release(tailer.firstSequence());
                read++;
            }
        }
        return read;
    }
}
