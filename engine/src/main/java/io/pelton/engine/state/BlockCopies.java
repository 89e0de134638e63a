package io.pelton.engine.state;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One snapshot of an arena under way. Blocks are delivered in order; a page that is written to before its block's turn
 * is copied aside first, and its block is put together again when its turn comes. A page is small, so that a write
 * waits for a copy of 4 KB and not of 64. The processing thread only.
 *
 * <pre>
 *   blocks   | delivered ... | next → delivered from the live memory, pages that were kept from the side |
 *   pending  a bit per page: it belongs to a block not yet delivered and has not been kept
 *   sides    per page: where its old contents are; means something only when its bit is clear in such a block
 * </pre>
 */
final class BlockCopies implements AutoCloseable {
    static final int PAGE_BYTES = 4096;

    private static final int PAGE_SHIFT = 12;
    private static final int BLOCK_PAGES_SHIFT = 4;
    private static final long BLOCK_MASK = 0xFFFFL;

    private final long live;
    private final SidePages side;
    private final UnsafeBuffer mixed = new UnsafeBuffer(new byte[Arena.BLOCK_BYTES]);
    private long[] pending = new long[0];
    private int[] sides = new int[0];
    private int pages;
    private int blocks;
    private int nextBlock;
    private int imageBytes;

    /** @param live address of the arena's memory */
    BlockCopies(long live, int sidePages) {
        this.live = live;
        side = new SidePages(sidePages);
    }

    void begin(int bytes) {
        blocks = (int) (((long) bytes + Arena.BLOCK_BYTES - 1) / Arena.BLOCK_BYTES);
        pages = (int) (((long) bytes + PAGE_BYTES - 1) >>> PAGE_SHIFT);
        int words = (pages + 63) >>> 6;
        if (pending.length < words) {
            pending = new long[words];
            sides = new int[words << 6];
        }
        for (int i = 0; i < words; i++) {
            pending[i] = -1L;
        }
        if ((pages & 63) != 0) {
            pending[words - 1] = (1L << pages) - 1;
        }
        nextBlock = 0;
        imageBytes = bytes;
    }

    boolean isDone() {
        return nextBlock == blocks;
    }

    /** Keeps the old contents of the pages with these bytes, of those that have not been kept or delivered already. */
    void keep(int firstByte, int lastByte) {
        int last = Math.min(lastByte >>> PAGE_SHIFT, pages - 1);
        for (int page = firstByte >>> PAGE_SHIFT; page <= last; page++) {
            long word = pending[page >>> 6];
            if ((word & 1L << page) != 0) {
                pending[page >>> 6] = word & ~(1L << page);
                sides[page] = side.keep(live + ((long) page << PAGE_SHIFT), lengthOf(page));
            }
        }
    }

    private int lengthOf(int page) {
        return Math.min(PAGE_BYTES, imageBytes - (page << PAGE_SHIFT));
    }

    /** Delivers up to {@code limit} blocks. */
    int copy(DirectBuffer buffer, int limit, BlockConsumer consumer) {
        int copied = 0;
        while (copied < limit && nextBlock < blocks) {
            deliver(buffer, nextBlock, consumer);
            nextBlock++;
            copied++;
        }
        return copied;
    }

    private void deliver(DirectBuffer buffer, int block, BlockConsumer consumer) {
        int firstPage = block << BLOCK_PAGES_SHIFT;
        int start = firstPage << PAGE_SHIFT;
        int length = Math.min(Arena.BLOCK_BYTES, imageBytes - start);
        int word = firstPage >>> 6;
        int pageCount = (length + PAGE_BYTES - 1) >>> PAGE_SHIFT;
        long whole = BLOCK_MASK >>> ((1 << BLOCK_PAGES_SHIFT) - pageCount);
        long left = pending[word] >>> firstPage & BLOCK_MASK;
        pending[word] &= ~(BLOCK_MASK << firstPage);
        if (left == whole) {
            consumer.accept(block, buffer, start, length);
            return;
        }
        for (int i = 0; i < pageCount; i++) {
            int page = firstPage + i;
            int bytes = lengthOf(page);
            if ((left & 1L << i) != 0) {
                mixed.putBytes(i << PAGE_SHIFT, buffer, page << PAGE_SHIFT, bytes);
            } else {
                side.giveBack(sides[page], mixed, i << PAGE_SHIFT, bytes);
            }
        }
        consumer.accept(block, mixed, 0, length);
    }

    /** Forgets the snapshot. */
    void abort() {
        nextBlock = blocks;
        pages = 0;
        side.forget();
    }

    long sideBytes() {
        return side.bytes();
    }

    @Override
    public void close() {
        side.close();
    }
}
