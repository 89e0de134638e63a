package io.pelton.testkit.disk;

import java.nio.channels.FileLock;

/** A lock on a range of a file, held by its channel. Guarded by the disk's lock. */
final class DiskLock extends FileLock {
    private final DiskTree tree;
    private final DiskNode node;

    DiskLock(DiskTree tree, DiskNode node, DiskChannel channel, long position, long size, boolean isShared) {
        super(channel, position, size, isShared);
        this.tree = tree;
        this.node = node;
    }

    @Override
    public boolean isValid() {
        synchronized (tree) {
            return node.locks().contains(this);
        }
    }

    /** Does nothing to a lock that is gone, as after a power cut. */
    @Override
    public void release() {
        synchronized (tree) {
            node.locks().remove(this);
        }
    }
}
