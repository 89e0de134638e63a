package io.pelton.journal.memory;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.StorageTailer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Excerpts in a circular buffer, kept until every tailer has released and left them; with no tailer nothing is kept.
 * Threading as in {@link JournalStorage}. Nothing survives the process.
 */
public final class MemoryStorage implements JournalStorage {
    public static final int MIN_CAPACITY_BYTES = 4096;
    public static final int MAX_CAPACITY_BYTES = 1 << 30;

    /** Each excerpt is preceded by its length in 8 bytes; this length says "go on at the buffer's start". */
    static final int PREFIX_BYTES = 8;
    static final int WRAP = -1;

    private final int capacity;
    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private final BlockReader oldest = new BlockReader();
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong droppedSequence = new AtomicLong(BlockLayout.NO_SEQUENCE);
    private final Object lock = new Object();
    private final List<MemoryTailer> tailers = new ArrayList<>();

    private long tail;
    private long claimStart;
    private int claimBytes;

    /** @param capacityBytes rounded up to a power of two; reserved at once, off the heap */
    public MemoryStorage(int capacityBytes) {
        if (capacityBytes < MIN_CAPACITY_BYTES || capacityBytes > MAX_CAPACITY_BYTES) {
            throw new IllegalArgumentException(
                    "A journal in memory takes 4 KB to 1 GB; capacityBytes=" + capacityBytes);
        }
        this.capacity = BitUtil.findNextPositivePowerOfTwo(capacityBytes);
        this.memory = ByteBuffer.allocateDirect(capacity);
        this.buffer = new UnsafeBuffer(memory);
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    /** Half the buffer, so that a block always fits once everything has been released, wherever the head stands. */
    @Override
    public int maxExcerptBytes() {
        return capacity / 2 - PREFIX_BYTES;
    }

    @Override
    public boolean hasRoom(int bytes) {
        return true;
    }

    @Override
    public boolean canRoll(int segment) {
        return false;
    }

    @Override
    public void roll(int segment) {
        throw new UnsupportedOperationException("A journal in memory has no segments; segment=" + segment);
    }

    @Override
    public boolean claim(int bytes) {
        final long start = head.get();
        final int index = (int) (start & (capacity - 1));
        final int needed = PREFIX_BYTES + bytes;
        final int skipped = capacity - index < needed ? capacity - index : 0;
        if (start + skipped + needed - tail > capacity) {
            reclaim();
            if (start + skipped + needed - tail > capacity) {
                return false;
            }
        }
        if (skipped > 0) {
            buffer.putInt(index, WRAP);
        }
        claimStart = start + skipped;
        claimBytes = bytes;
        return true;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return (int) (claimStart & (capacity - 1)) + PREFIX_BYTES;
    }

    @Override
    public void commit() {
        buffer.putInt(offset() - PREFIX_BYTES, claimBytes);
        head.lazySet(claimStart + PREFIX_BYTES + claimBytes);
    }

    @Override
    public void abort() {
        claimBytes = 0;
    }

    @Override
    public void force() {
    }

    @Override
    public void prepare() {
    }

    @Override
    public StorageTailer newTailer() {
        synchronized (lock) {
            reclaim();
            final MemoryTailer tailer = new MemoryTailer(this, tail);
            tailers.add(tailer);
            return tailer;
        }
    }

    @Override
    public void deleteSegment(int segment) {
        throw new UnsupportedOperationException("A journal in memory has no segments; segment=" + segment);
    }

    @Override
    public long droppedSequence() {
        synchronized (lock) {
            reclaim();
        }
        return droppedSequence.get();
    }

    @Override
    public void close() {
        synchronized (lock) {
            tailers.clear();
        }
        BufferUtil.free(memory);
    }

    UnsafeBuffer memoryBuffer() {
        return buffer;
    }

    int indexMask() {
        return capacity - 1;
    }

    long head() {
        return head.get();
    }

    long tail() {
        synchronized (lock) {
            reclaim();
            return tail;
        }
    }

    void remove(MemoryTailer tailer) {
        synchronized (lock) {
            tailers.remove(tailer);
        }
    }

    /** Moves the tail over what nobody needs. The appender reads the tail without the lock: it may only lag. */
    private void reclaim() {
        synchronized (lock) {
            final long end = head.get();
            long released = Long.MAX_VALUE;
            long reached = end;
            for (int i = 0; i < tailers.size(); i++) {
                released = Math.min(released, tailers.get(i).releasedSequence());
                reached = Math.min(reached, tailers.get(i).position());
            }
            long position = tail;
            while (position < reached) {
                final int index = (int) (position & (capacity - 1));
                final int length = buffer.getInt(index);
                if (length == WRAP) {
                    position += capacity - index;
                    continue;
                }
                oldest.wrap(buffer, index + PREFIX_BYTES);
                if (oldest.lastSequence() > released) {
                    break;
                }
                droppedSequence.lazySet(oldest.lastSequence());
                position += PREFIX_BYTES + length;
            }
            tail = position;
        }
    }
}
