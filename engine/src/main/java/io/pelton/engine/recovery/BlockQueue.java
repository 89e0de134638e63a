package io.pelton.engine.recovery;

import io.pelton.engine.state.Arena;
import io.pelton.engine.state.BlockConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/** Arena blocks from the processing thread to the snapshot thread, in a few buffers that go round. */
final class BlockQueue implements BlockConsumer {
    private static final int BUFFERS = 16;

    /** A block's copy, behind room for its header. */
    static final class Copy {
        final UnsafeBuffer buffer =
                new UnsafeBuffer(new byte[SnapshotSections.BLOCK_HEADER_BYTES + Arena.BLOCK_BYTES]);
        int block;
        int length;
    }

    private final SpscAtomicArrayQueue<Copy> free = new SpscAtomicArrayQueue<>(BUFFERS);
    private final SpscAtomicArrayQueue<Copy> full = new SpscAtomicArrayQueue<>(BUFFERS);

    BlockQueue() {
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new Copy());
        }
    }

    /** Blocks that can be accepted now; the processing thread. */
    int room() {
        return free.size();
    }

    @Override
    public void accept(int block, DirectBuffer buffer, int offset, int length) {
        Copy copy = free.poll();
        copy.block = block;
        copy.length = length;
        copy.buffer.putBytes(SnapshotSections.BLOCK_HEADER_BYTES, buffer, offset, length);
        full.add(copy);
    }

    /** The next block, null for none; the snapshot thread, which gives it back. */
    Copy poll() {
        return full.poll();
    }

    void giveBack(Copy copy) {
        free.add(copy);
    }
}
