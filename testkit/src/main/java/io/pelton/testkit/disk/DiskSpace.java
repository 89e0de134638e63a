package io.pelton.testkit.disk;

/** How many pages there are and how many are taken. Guarded by the disk's lock. */
final class DiskSpace {
    private long capacityBytes = 1L << 40;
    private long reservedBytes;
    private long allocatedPages;

    long capacityBytes() {
        return capacityBytes;
    }

    void setCapacityBytes(long bytes) {
        capacityBytes = bytes;
    }

    /** Taken by somebody else. */
    long reservedBytes() {
        return reservedBytes;
    }

    void setReservedBytes(long bytes) {
        reservedBytes = bytes;
    }

    long usedBytes() {
        return allocatedPages * PageTable.PAGE_BYTES;
    }

    long usableBytes() {
        return Math.max(0, capacityBytes - reservedBytes - usedBytes());
    }

    void change(long pages) {
        allocatedPages += pages;
    }


    /** How many of the bytes of a write fit. */
    long fitting(PageTable pages, long at, long count) {
        long usablePages = usableBytes() / PageTable.PAGE_BYTES;
        if (count / PageTable.PAGE_BYTES + 2 <= usablePages || pages.missingPages(at, count) <= usablePages) {
            return count;
        }
        long end = at;
        long taken = 0;
        while (end < at + count) {
            long pageEnd = Math.min(at + count, (end / PageTable.PAGE_BYTES + 1) * PageTable.PAGE_BYTES);
            taken += pages.missingPages(end, pageEnd - end);
            if (taken > usablePages) {
                break;
            }
            end = pageEnd;
        }
        return end - at;
    }
}
