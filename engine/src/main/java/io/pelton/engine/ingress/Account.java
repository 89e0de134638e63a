package io.pelton.engine.ingress;

import java.util.Arrays;

/**
 * What one source received that becomes no rows: duplicates and rows dropped on purpose, per partition, until they are
 * published together. The ingress thread only; allocates when a partition opens.
 */
final class Account {
    /** Rows of one partition after which they are published. */
    static final int ROWS = 1024;
    /** Time after which they are. */
    static final long PERIOD_NS = 1_000_000_000L;
    private static final int NOWHERE = -1;

    private long[] duplicates = new long[1];
    private long[] dropped = new long[1];
    private long[] positions = new long[1];
    private boolean[] isDirty = new boolean[1];
    private int[] dirty = new int[1];
    private int dirtyCount;
    private boolean hasDropped;
    private boolean isFull;
    private long sinceNs;

    void addPartition(int partition) {
        if (partition >= duplicates.length) {
            int size = partition * 2;
            duplicates = Arrays.copyOf(duplicates, size);
            dropped = Arrays.copyOf(dropped, size);
            positions = Arrays.copyOf(positions, size);
            isDirty = Arrays.copyOf(isDirty, size);
            dirty = Arrays.copyOf(dirty, size);
        }
    }

    void drop(int partition, long position, long timeNs) {
        mark(partition, timeNs);
        dropped[partition]++;
        positions[partition] = position;
        hasDropped = true;
        isFull |= dropped[partition] >= ROWS;
    }

    void duplicate(int partition, long count, long timeNs) {
        mark(partition, timeNs);
        duplicates[partition] += count;
        isFull |= duplicates[partition] >= ROWS;
    }

    private void mark(int partition, long timeNs) {
        if (!isDirty[partition]) {
            if (dirtyCount == 0) {
                sinceNs = timeNs;
            }
            isDirty[partition] = true;
            positions[partition] = NOWHERE;
            dirty[dirtyCount++] = partition;
        }
    }

    boolean isEmpty() {
        return dirtyCount == 0;
    }

    /** True while rows are counted whose positions must be published before any newer row. */
    boolean hasDropped() {
        return hasDropped;
    }

    boolean isDue(long timeNs) {
        return isFull || dirtyCount > 0 && timeNs - sinceNs >= PERIOD_NS;
    }

    /** A partition with something to publish; not when empty. */
    int partition() {
        return dirty[dirtyCount - 1];
    }

    long duplicates(int partition) {
        return duplicates[partition];
    }

    long dropped(int partition) {
        return dropped[partition];
    }

    /** Of the last row dropped, -1 for none. */
    long position(int partition) {
        return positions[partition];
    }

    /** The {@link #partition()} is published. */
    void clear() {
        int partition = dirty[--dirtyCount];
        isDirty[partition] = false;
        duplicates[partition] = 0;
        dropped[partition] = 0;
        if (dirtyCount == 0) {
            hasDropped = false;
            isFull = false;
        }
    }
}
