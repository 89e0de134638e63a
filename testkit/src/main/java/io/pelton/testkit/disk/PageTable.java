package io.pelton.testkit.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A file's bytes in pages, copied when one of two tables that share them writes. A hole costs nothing, an allocated
 * page of zeros no memory. Guarded by the disk's lock.
 */
final class PageTable {
    static final int PAGE_BYTES = 4096;
    private static final int CHUNK_PAGES = 256;
    private static final byte[] NOTHING = new byte[PAGE_BYTES];
    /** Stands for all pages of zeros; nobody owns it, so nobody writes it. */
    private static final Page ZERO = new Page(NOTHING, null);

    private Page[][] chunks = new Page[0][];
    private Object owner = new Object();
    private long allocatedPages;

    private static final class Page {
        final byte[] bytes;
        Object owner;

        Page(byte[] bytes, Object owner) {
            this.bytes = bytes;
            this.owner = owner;
        }
    }

    PageTable copy() {
        PageTable copy = new PageTable();
        copy.chunks = new Page[chunks.length][];
        for (int i = 0; i < chunks.length; i++) {
            copy.chunks[i] = chunks[i] == null ? null : chunks[i].clone();
        }
        copy.allocatedPages = allocatedPages;
        owner = new Object();
        return copy;
    }

    long allocatedPages() {
        return allocatedPages;
    }

    /** How many pages a write would have to allocate. */
    long missingPages(long at, long count) {
        long missing = 0;
        for (long index = at / PAGE_BYTES; index * PAGE_BYTES < at + count; index++) {
            missing += page(index) == null ? 1 : 0;
        }
        return missing;
    }

    void write(long at, byte[] data, int offset, int count) {
        int done = 0;
        while (done < count) {
            long index = (at + done) / PAGE_BYTES;
            int within = (int) ((at + done) % PAGE_BYTES);
            int piece = Math.min(PAGE_BYTES - within, count - done);
            if (isZero(data, offset + done, piece)) {
                zero(index, within, piece);
            } else {
                System.arraycopy(data, offset + done, own(index).bytes, within, piece);
            }
            done += piece;
        }
    }

    /** Writes zeros, which allocates pages as any write does. */
    void writeZeros(long at, long count) {
        long done = 0;
        while (done < count) {
            int within = (int) ((at + done) % PAGE_BYTES);
            int piece = (int) Math.min(PAGE_BYTES - within, count - done);
            zero((at + done) / PAGE_BYTES, within, piece);
            done += piece;
        }
    }

    private void zero(long index, int within, int piece) {
        Page page = page(index);
        if (page == null || piece == PAGE_BYTES) {
            set(index, ZERO);
        } else if (page != ZERO) {
            Arrays.fill(own(index).bytes, within, within + piece, (byte) 0);
        }
    }

    /** Copies bytes; holes are zeros. */
    void read(long at, ByteBuffer target, int count) {
        int done = 0;
        while (done < count) {
            int within = (int) ((at + done) % PAGE_BYTES);
            int piece = Math.min(PAGE_BYTES - within, count - done);
            Page page = page((at + done) / PAGE_BYTES);
            target.put(page == null ? NOTHING : page.bytes, within, piece);
            done += piece;
        }
    }

    /** Frees what lies behind a size; the rest of the last page becomes zeros. */
    void truncate(long size) {
        long keptPages = (size + PAGE_BYTES - 1) / PAGE_BYTES;
        for (long index = keptPages; index < (long) chunks.length * CHUNK_PAGES; index++) {
            if (page(index) != null) {
                set(index, null);
            }
        }
        int within = (int) (size % PAGE_BYTES);
        Page last = within == 0 ? null : page(size / PAGE_BYTES);
        if (last != null && !isZero(last.bytes, within, PAGE_BYTES - within)) {
            zero(size / PAGE_BYTES, within, PAGE_BYTES - within);
        }
    }

    /** Takes the pages of a range from another table, without copying them. */
    void share(PageTable from, long at, long count) {
        for (long index = at / PAGE_BYTES; index * PAGE_BYTES < at + count; index++) {
            Page page = from.page(index);
            if (page != null) {
                page.owner = null;
            }
            if (page != page(index)) {
                set(index, page);
            }
        }
    }

    /** True where no bytes but zeros are stored. */
    boolean isZeroPage(long index) {
        Page page = page(index);
        return page == null || page == ZERO;
    }

    static boolean isZero(byte[] data, int offset, int count) {
        int done = 0;
        while (done < count) {
            int piece = Math.min(PAGE_BYTES, count - done);
            int from = offset + done;
            if (!Arrays.equals(data, from, from + piece, NOTHING, 0, piece)) {
                return false;
            }
            done += piece;
        }
        return true;
    }

    private Page page(long index) {
        long chunk = index / CHUNK_PAGES;
        return chunk >= chunks.length || chunks[(int) chunk] == null
                ? null
                : chunks[(int) chunk][(int) (index % CHUNK_PAGES)];
    }

    private Page own(long index) {
        Page page = page(index);
        if (page != null && page.owner == owner) {
            return page;
        }
        Page owned = new Page(page == null ? new byte[PAGE_BYTES] : page.bytes.clone(), owner);
        set(index, owned);
        return owned;
    }

    private void set(long index, Page page) {
        int chunk = (int) (index / CHUNK_PAGES);
        if (chunk >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new Page[CHUNK_PAGES];
        }
        int within = (int) (index % CHUNK_PAGES);
        allocatedPages += (page == null ? 0 : 1) - (chunks[chunk][within] == null ? 0 : 1);
        chunks[chunk][within] = page;
    }
}
