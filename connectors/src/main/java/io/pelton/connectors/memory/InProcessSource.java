package io.pelton.connectors.memory;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.source.Source;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** A program's end of a table that the script reads. Any thread. */
public final class InProcessSource {
    private static final int LARGEST_SHARE = 8;

    private final String table;
    private final int capacityBytes;
    private volatile RingSource connected;

    InProcessSource(String table, int capacityBytes) {
        this.table = table;
        this.capacityBytes = capacityBytes;
    }

    /** Makes the engine's end. */
    Source connect(RowLayout layout) {
        int needed = Math.max(capacityBytes, LARGEST_SHARE * (layout.maxBytes() + Long.BYTES));
        int capacity = BitUtil.findNextPositivePowerOfTwo(needed);
        ManyToOneRingBuffer ring = new ManyToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                capacity + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        RingSource source = new RingSource(table, layout, ring);
        connected = source;
        return source;
    }

    /**
     * A writer for the calling thread.
     *
     * @throws IllegalStateException when no engine has made this table yet
     */
    public InProcessWriter newWriter() {
        return new InProcessWriter(table, connected());
    }

    /**
     * Rows that were in the journal when the engine opened the table: a program that repeats its input after a restart
     * leaves out as many. -1 until the engine has opened it.
     */
    public long resumedRows() {
        return connected().resumedRows();
    }

    /** Rows that are durable by now. */
    public long durableRows() {
        return connected().durableRows();
    }

    /** Says that nothing more will come. Call it when all writers have written their last row. */
    public void end() {
        connected().requestEnd();
    }

    private RingSource connected() {
        RingSource source = connected;
        if (source == null) {
            throw new IllegalStateException("start an engine with a script that reads this table first: table="
                    + table);
        }
        return source;
    }
}
