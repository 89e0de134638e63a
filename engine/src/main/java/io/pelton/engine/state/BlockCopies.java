package io.pelton.engine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One snapshot of an arena under way: which blocks are still to be delivered, and the old contents of those that were
 * written to first. Keeps its side buffers between snapshots. The processing thread only.
 */
final class BlockCopies implements AutoCloseable {
    private final List<UnsafeBuffer> idle = new ArrayList<>();
    private final List<UnsafeBuffer> aside = new ArrayList<>();
    private int[] asideBlocks;
    private long[] pending = new long[0];
    private int pendingCount;
    private int nextWord;
    private int imageBytes;

    BlockCopies(int sideBuffers) {
        asideBlocks = new int[Math.max(1, sideBuffers)];
        for (int i = 0; i < sideBuffers; i++) {
            idle.add(sideBuffer());
        }
    }

    void begin(int bytes) {
        int blocks = (int) (((long) bytes + Arena.BLOCK_BYTES - 1) / Arena.BLOCK_BYTES);
        int words = (blocks + 63) >>> 6;
        if (pending.length < words) {
            pending = new long[words];
        }
        for (int i = 0; i < words; i++) {
            pending[i] = -1L;
        }
        if ((blocks & 63) != 0) {
            pending[words - 1] = (1L << blocks) - 1;
        }
        pendingCount = blocks;
        nextWord = 0;
        imageBytes = bytes;
    }

    boolean isDone() {
        return pendingCount == 0 && aside.isEmpty();
    }

    /** Keeps the old contents of the block unless that was done, or delivered, already. */
    void keep(UnsafeBuffer live, int block) {
        int word = block >>> 6;
        if (pendingCount == 0 || word >= pending.length || (pending[word] & (1L << block)) == 0) {
            return;
        }
        pending[word] &= ~(1L << block);
        pendingCount--;
        UnsafeBuffer buffer = idle.isEmpty() ? sideBuffer() : idle.remove(idle.size() - 1);
        buffer.putBytes(0, live, block * Arena.BLOCK_BYTES, lengthOf(block));
        if (aside.size() == asideBlocks.length) {
            asideBlocks = Arrays.copyOf(asideBlocks, asideBlocks.length * 2);
        }
        asideBlocks[aside.size()] = block;
        aside.add(buffer);
    }

    /** Delivers up to {@code limit} blocks, those set aside first: their buffers are wanted. */
    int copy(UnsafeBuffer live, int limit, BlockConsumer consumer) {
        int copied = 0;
        while (copied < limit && !aside.isEmpty()) {
            UnsafeBuffer buffer = aside.remove(aside.size() - 1);
            int block = asideBlocks[aside.size()];
            consumer.accept(block, buffer, 0, lengthOf(block));
            idle.add(buffer);
            copied++;
        }
        while (copied < limit && pendingCount > 0) {
            while (pending[nextWord] == 0) {
                nextWord++;
            }
            int block = (nextWord << 6) + Long.numberOfTrailingZeros(pending[nextWord]);
            pending[nextWord] &= pending[nextWord] - 1;
            pendingCount--;
            consumer.accept(block, live, block * Arena.BLOCK_BYTES, lengthOf(block));
            copied++;
        }
        return copied;
    }

    /** Forgets the snapshot. */
    void abort() {
        pendingCount = 0;
        idle.addAll(aside);
        aside.clear();
    }

    private int lengthOf(int block) {
        return Math.min(Arena.BLOCK_BYTES, imageBytes - block * Arena.BLOCK_BYTES);
    }

    private static UnsafeBuffer sideBuffer() {
        return new UnsafeBuffer(UnsafeApi.allocateMemory(Arena.BLOCK_BYTES), Arena.BLOCK_BYTES);
    }

    @Override
    public void close() {
        abort();
        for (UnsafeBuffer buffer : idle) {
            UnsafeApi.freeMemory(buffer.addressOffset());
        }
        idle.clear();
    }
}
