package io.pelton.testkit.disk;

import java.util.TreeMap;

/** A folder: its names now, and those that a power cut surely leaves. Guarded by the disk's lock. */
final class DiskDirectory extends DiskNode {
    private final TreeMap<String, DiskNode> entries = new TreeMap<>();
    private final TreeMap<String, DiskNode> durable = new TreeMap<>();

    DiskDirectory(long id, long nowMs) {
        super(id, nowMs);
    }

    TreeMap<String, DiskNode> entries() {
        return entries;
    }

    TreeMap<String, DiskNode> durable() {
        return durable;
    }

    @Override
    long size() {
        return PageTable.PAGE_BYTES;
    }
}
