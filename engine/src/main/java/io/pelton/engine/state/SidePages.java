package io.pelton.engine.state;

import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Room for the old contents of pages, in slabs of native memory that are asked for when they are needed and kept for
 * the next snapshot. The room given back last is taken first: it is still in the processor's cache. One thread.
 *
 * <p>A place is a number: place {@code n} lies in slab {@code n / SLAB_PAGES}.
 */
final class SidePages implements AutoCloseable {
    private static final int SLAB_SHIFT = 8;
    private static final int SLAB_PAGES = 1 << SLAB_SHIFT;
    private static final int FIRST_SLABS = 4;

    private long[] slabs = new long[FIRST_SLABS];
    private int slabCount;
    private int[] free = new int[FIRST_SLABS * SLAB_PAGES];
    private int freeCount;

    SidePages(int pages) {
        while (slabCount * SLAB_PAGES < pages) {
            addSlab();
        }
    }

    /** Takes a copy of the bytes at this address, at most a page, and returns its place. */
    int keep(long address, int length) {
        if (freeCount == 0) {
            addSlab();
        }
        int place = free[--freeCount];
        UnsafeApi.copyMemory(address, addressOf(place), length);
        return place;
    }

    /** Copies the kept bytes into a buffer; their place is free. */
    void giveBack(int place, MutableDirectBuffer target, int offset, int length) {
        UnsafeApi.copyMemory(
                null, addressOf(place), target.byteArray(), target.addressOffset() + offset, length);
        free[freeCount++] = place;
    }

    /** All places are free. */
    void forget() {
        freeCount = 0;
        for (int place = slabCount * SLAB_PAGES - 1; place >= 0; place--) {
            free[freeCount++] = place;
        }
    }

    long bytes() {
        return (long) slabCount * SLAB_PAGES * BlockCopies.PAGE_BYTES;
    }

    private long addressOf(int place) {
        return slabs[place >>> SLAB_SHIFT] + (long) (place & SLAB_PAGES - 1) * BlockCopies.PAGE_BYTES;
    }

    private void addSlab() {
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, slabCount * 2);
            free = Arrays.copyOf(free, slabCount * 2 * SLAB_PAGES);
        }
        slabs[slabCount] = UnsafeApi.allocateMemory((long) SLAB_PAGES * BlockCopies.PAGE_BYTES);
        int first = slabCount * SLAB_PAGES;
        slabCount++;
        for (int i = SLAB_PAGES - 1; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < slabCount; i++) {
            UnsafeApi.freeMemory(slabs[i]);
        }
        slabCount = 0;
        freeCount = 0;
    }
}
