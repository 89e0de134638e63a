package io.pelton.engine.ring;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import io.pelton.engine.row.RowHeader;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.block.BlockType;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Moves rows from a ring into journal blocks: what the ring offers at once becomes one block, up to the block's size,
 * and only whole messages. The journaling thread only.
 */
public final class RingJournaler {
    private static final int MAX_BLOCK_ROWS = 4096;

    private final RowRing ring;
    private final SequenceBarrier barrier;
    private final JournalAppender appender;
    private final Sequence journaled = new Sequence();
    private final int maxPayloadBytes;

    private final Sequence bytes = new Sequence(0);
    private final Sequence timeNs = new Sequence(Long.MIN_VALUE);
    private long blocks;
    private long refusals;

    public RingJournaler(RowRing ring, JournalAppender appender) {
        this.ring = ring;
        this.appender = appender;
        barrier = ring.newBarrier();
        maxPayloadBytes = appender.maxPayloadBytes();
    }

    /** Ring sequence of the last row journaled; release-written by the journaling thread, read by any. */
    public Sequence journaled() {
        return journaled;
    }

    /** Rows up to this ring sequence are in the journal already: recovery only. */
    public void skipTo(long ringSequence) {
        journaled.set(ringSequence);
    }

    /**
     * Journals at most one block.
     *
     * @param durableSequence the durable input sequence known now
     * @return rows journaled, 0 when there was nothing or the journal had no room
     */
    public int journal(long durableSequence) {
        long first = journaled.get() + 1;
        long available = Math.min(barrier.getCursor(), first + MAX_BLOCK_ROWS - 1);
        if (available < first) {
            return 0;
        }
        UnsafeBuffer rows = ring.buffer();
        long last = first - 1;
        int payloadBytes = 0;
        int candidateBytes = 0;
        for (long sequence = first; sequence <= available; sequence++) {
            int row = ring.slotOffset(sequence);
            candidateBytes += RowHeader.length(rows, row);
            if (candidateBytes > maxPayloadBytes) {
                break;
            }
            if (RowHeader.isLastOfMessage(rows, row)) {
                last = sequence;
                payloadBytes = candidateBytes;
            }
        }
        if (last < first) {
            throw oversized(first, candidateBytes);
        }
        return append(first, last, payloadBytes, durableSequence);
    }

    private int append(long first, long last, int payloadBytes, long durableSequence) {
        UnsafeBuffer rows = ring.buffer();
        int count = (int) (last - first + 1);
        long blockTimeNs = RowHeader.ingestTimeNs(rows, ring.slotOffset(last));
        if (!appender.claim(
                BlockType.ROWS, first + ring.journalOffset(), count, payloadBytes, blockTimeNs, durableSequence)) {
            refusals++;
            return 0;
        }
        MutableDirectBuffer block = appender.buffer();
        int offset = appender.payloadOffset();
        for (long sequence = first; sequence <= last; sequence++) {
            int row = ring.slotOffset(sequence);
            int length = RowHeader.length(rows, row);
            block.putBytes(offset, rows, row, length);
            offset += length;
        }
        appender.commit();
        blocks++;
        bytes.set(bytes.get() + payloadBytes);
        timeNs.set(blockTimeNs);
        journaled.set(last);
        return count;
    }

    private IllegalStateException oversized(long first, int candidateBytes) {
        return new IllegalStateException("A message is larger than a journal block, which must hold it whole; sequence="
                + (first + ring.journalOffset()) + " bytes>=" + candidateBytes + " maxPayloadBytes=" + maxPayloadBytes);
    }

    public long blocks() {
        return blocks;
    }

    /** Bytes of rows journaled in this run; any thread. */
    public long bytes() {
        return bytes.get();
    }

    /** Ingest time of the last row journaled in this run, Long.MIN_VALUE before the first; any thread. */
    public long timeNs() {
        return timeNs.get();
    }

    /** How often the journal had no room. */
    public long refusals() {
        return refusals;
    }
}
