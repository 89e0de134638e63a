package io.pelton.testkit.disk;

/**
 * A write or a truncation that is not durable yet.
 *
 * @param operation  its number
 * @param isTruncate whether the file got shorter
 * @param at         where the write began, or the new size
 * @param count      bytes written
 * @param data       those bytes, never changed; null for zeros
 */
record FileOperation(long operation, boolean isTruncate, long at, long count, byte[] data) {
    static FileOperation write(long operation, long at, byte[] data) {
        byte[] kept = PageTable.isZero(data, 0, data.length) ? null : data;
        return new FileOperation(operation, false, at, data.length, kept);
    }

    static FileOperation truncate(long operation, long size) {
        return new FileOperation(operation, true, size, 0, null);
    }

    long end() {
        return at + count;
    }

    long lengthAfter(long before) {
        return isTruncate ? Math.min(before, at) : Math.max(before, end());
    }

    void applyTo(PageTable pages) {
        if (isTruncate) {
            pages.truncate(at);
        } else {
            applyTo(pages, at, end());
        }
    }

    /** Applies the part of a write that lies in a range. */
    void applyTo(PageTable pages, long from, long to) {
        long start = Math.max(at, from);
        long length = Math.min(end(), to) - start;
        if (length > 0 && data == null) {
            pages.writeZeros(start, length);
        } else if (length > 0) {
            pages.write(start, data, (int) (start - at), (int) length);
        }
    }
}
