package io.pelton.testkit.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A file: the content that reads see, the content that a power cut surely leaves, and the writes in between. Guarded
 * by the disk's lock.
 */
final class DiskFile extends DiskNode {
    static final int SECTOR_BYTES = 512;
    static final long MAX_BYTES = 1L << 40;

    private final List<FileOperation> pending = new ArrayList<>();
    private PageTable pages = new PageTable();
    private PageTable durable = new PageTable();
    private long length;
    private long durableLength;
    /** A force has failed: pages may hold sectors that are neither durable nor pending. */
    private boolean hasForgotten;

    DiskFile(long id, long nowMs) {
        super(id, nowMs);
    }

    /** The same file on a copy of the disk. */
    DiskFile copy() {
        DiskFile copy = new DiskFile(id(), createdMs());
        copy.modified(modifiedMs());
        copy.pages = pages.copy();
        copy.durable = durable.copy();
        copy.length = length;
        copy.durableLength = durableLength;
        copy.pending.addAll(pending);
        copy.hasForgotten = hasForgotten;
        return copy;
    }

    @Override
    long size() {
        return length;
    }

    PageTable pages() {
        return pages;
    }

    PageTable durable() {
        return durable;
    }

    long durableLength() {
        return durableLength;
    }

    /** Since the last force, in order. */
    List<FileOperation> pending() {
        return pending;
    }

    int read(long at, ByteBuffer target) {
        if (at >= length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), length - at);
        pages.read(at, target, count);
        return count;
    }

    /** The array becomes the file's. */
    void write(long operation, long at, byte[] data) {
        add(FileOperation.write(operation, at, data));
    }

    /** Cuts what lies behind; does nothing to a shorter file. */
    void truncate(long operation, long size) {
        add(FileOperation.truncate(operation, size));
    }

    private void add(FileOperation change) {
        change.applyTo(pages);
        length = change.lengthAfter(length);
        pending.add(change);
    }

    void force() {
        if (pending.isEmpty()) {
            return;
        }
        for (FileOperation change : pending) {
            if (change.isTruncate()) {
                durable.truncate(change.at());
            } else if (hasForgotten) {
                change.applyTo(durable);
            } else {
                durable.share(pages, change.at(), change.count());
            }
        }
        durableLength = length;
        pending.clear();
    }

    /** What a failed force does: reads see the bytes, but they are no longer due, and a power cut loses them. */
    void forget() {
        hasForgotten |= !pending.isEmpty();
        pending.clear();
    }

    /** Becomes what was found after a power cut. */
    void become(PageTable found, long foundLength) {
        found.truncate(foundLength);
        pages = found;
        durable = found.copy();
        length = foundLength;
        durableLength = foundLength;
        pending.clear();
        hasForgotten = false;
    }

    /** Becomes durable as it is, whatever was forgotten. */
    void settle() {
        become(pages, length);
    }
}
