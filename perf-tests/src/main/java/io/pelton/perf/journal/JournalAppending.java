package io.pelton.perf.journal;

import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.JournalStorage;
import org.agrona.DirectBuffer;

/** Pelton's journal over any storage: frame, checksum, rolls. One thread appends and forces. */
final class JournalAppending implements Appending {
    /** Room for 10,000 rows. */
    private static final int BLOCK_BYTES = 1 << 20;

    private final Journal journal;
    private final JournalAppender appender;
    private long next;

    JournalAppending(JournalStorage storage) {
        JournalOptions options = JournalOptions.defaults().withBlockBytes(BLOCK_BYTES);
        journal = Journal.open(storage, JournalPosition.fresh(7, 1), options);
        appender = journal.appender();
    }

    static int segmentBytes() {
        return JournalOptions.defaults().segmentBytes();
    }

    @Override
    public void append(DirectBuffer rows, int bytes, int count) {
        while (!appender.claim(BlockType.ROWS, next, count, bytes, next, Journal.NONE)) {
            Thread.onSpinWait();
        }
        appender.buffer().putBytes(appender.payloadOffset(), rows, 0, bytes);
        appender.commit();
        next += count;
    }

    @Override
    public void force() {
        journal.force();
    }

    @Override
    public void close() {
        journal.close();
    }
}
