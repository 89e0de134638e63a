package io.pelton.testkit.alloc;

import java.lang.management.ManagementFactory;

/** Counts the heap bytes that the current thread allocates, by the JVM's own counter. One thread. */
public final class AllocationProbe {
    private final com.sun.management.ThreadMXBean threads;
    private final long ownBytes;
    private long startBytes;

    /** A probe; fails where the JVM doesn't count. */
    public AllocationProbe() {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean counting)
                || !counting.isThreadAllocatedMemorySupported()) {
            throw new UnsupportedOperationException("this JVM doesn't count allocated bytes, run on HotSpot: vm="
                    + System.getProperty("java.vm.name"));
        }
        threads = counting;
        threads.setThreadAllocatedMemoryEnabled(true);
        long before = threads.getCurrentThreadAllocatedBytes();
        ownBytes = threads.getCurrentThreadAllocatedBytes() - before;
        start();
    }

    /** Starts to count anew. */
    public void start() {
        startBytes = threads.getCurrentThreadAllocatedBytes();
    }

    /** Bytes allocated since {@link #start()}, without those of the reading itself. */
    public long allocatedBytes() {
        return Math.max(0, threads.getCurrentThreadAllocatedBytes() - startBytes - ownBytes);
    }
}
