package io.pelton.testkit.disk;

import java.util.ArrayList;
import java.util.List;

/** A file or a folder, whatever its names. Guarded by the disk's lock. */
abstract class DiskNode {
    private final long id;
    private final List<DiskLock> locks = new ArrayList<>();
    private final long createdMs;
    private long modifiedMs;
    private int links;
    private int channels;

    DiskNode(long id, long nowMs) {
        this.id = id;
        createdMs = nowMs;
        modifiedMs = nowMs;
    }

    final long id() {
        return id;
    }

    final long createdMs() {
        return createdMs;
    }

    final long modifiedMs() {
        return modifiedMs;
    }

    final void modified(long nowMs) {
        modifiedMs = nowMs;
    }

    final List<DiskLock> locks() {
        return locks;
    }

    final void linked(int change) {
        links += change;
    }

    final void opened(int change) {
        channels += change;
    }

    /** Nobody can reach it any more. */
    final boolean isGone() {
        return links == 0 && channels == 0;
    }

    /** What power cuts do to those who had it open. */
    final void forgetUsers() {
        links = 0;
        channels = 0;
        locks.clear();
    }

    abstract long size();
}
