package io.pelton.journal.memory;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.storage.StorageTailer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a {@link MemoryStorage}. Its own thread moves it; the appender's reads what it still holds. */
final class MemoryTailer implements StorageTailer {
    private final MemoryStorage storage;
    private final UnsafeBuffer buffer;
    private final AtomicLong position;
    private final AtomicLong releasedSequence = new AtomicLong(BlockLayout.NO_SEQUENCE);

    /** Where the excerpt after the current one begins. */
    private long nextPosition;
    private int offset;
    private int length;

    MemoryTailer(MemoryStorage storage, long position) {
        this.storage = storage;
        this.buffer = storage.memoryBuffer();
        this.position = new AtomicLong(position);
        this.nextPosition = position;
    }

    @Override
    public boolean toSegment(int segment) {
        nextPosition = storage.tail();
        position.lazySet(nextPosition);
        return true;
    }

    @Override
    public boolean next() {
        position.lazySet(nextPosition);
        if (nextPosition >= storage.head()) {
            return false;
        }
        int index = (int) (nextPosition & storage.indexMask());
        int found = buffer.getInt(index);
        if (found == MemoryStorage.WRAP) {
            nextPosition += storage.indexMask() + 1 - index;
            index = 0;
            found = buffer.getInt(index);
        }
        offset = index + MemoryStorage.PREFIX_BYTES;
        length = found;
        nextPosition += MemoryStorage.PREFIX_BYTES + found;
        return true;
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int segment() {
        return 0;
    }

    @Override
    public void release(long sequence) {
        if (sequence > releasedSequence.get()) {
            releasedSequence.lazySet(sequence);
        }
    }

    @Override
    public void close() {
        storage.remove(this);
    }

    /** Everything before this may go: this reader has left it. */
    long position() {
        return position.get();
    }

    long releasedSequence() {
        return releasedSequence.get();
    }
}
