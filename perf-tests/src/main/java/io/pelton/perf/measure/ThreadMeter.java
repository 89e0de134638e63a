package io.pelton.perf.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * CPU time and allocated bytes of the live Java threads, less those that were there before (the harness's own). Reading
 * them allocates, so it is done at the edges of a run. The JVM's compiler and collector threads are not Java threads
 * and are not counted. Any thread.
 */
public final class ThreadMeter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<Long> ignored = new HashSet<>();

    /**
     * What each thread had used at one moment.
     *
     * @param cpuNs     CPU time by thread id
     * @param allocated bytes allocated by thread id
     */
    public record Reading(Map<Long, Long> cpuNs, Map<Long, Long> allocated) {

        /** CPU nanoseconds used since {@code earlier} by the threads alive now. */
        public long cpuNsSince(Reading earlier) {
            return difference(cpuNs, earlier.cpuNs);
        }

        /** Bytes allocated since {@code earlier} by the threads alive now. */
        public long allocatedSince(Reading earlier) {
            return difference(allocated, earlier.allocated);
        }

        private static long difference(Map<Long, Long> now, Map<Long, Long> before) {
            long sum = 0;
            for (Map.Entry<Long, Long> entry : now.entrySet()) {
                sum += entry.getValue() - before.getOrDefault(entry.getKey(), 0L);
            }
            return sum;
        }
    }

    /** A meter for all threads. */
    public static ThreadMeter all() {
        return new ThreadMeter();
    }

    /** A meter for the threads that are started from here on. */
    public static ThreadMeter ofThreadsStartedLater() {
        ThreadMeter meter = new ThreadMeter();
        for (long id : meter.threads.getAllThreadIds()) {
            meter.ignored.add(id);
        }
        return meter;
    }

    /** Reads all counted threads. */
    public Reading read() {
        Map<Long, Long> cpuNs = new HashMap<>();
        Map<Long, Long> allocated = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            if (!ignored.contains(id)) {
                long used = threads.getThreadCpuTime(id);
                long bytes = threads.getThreadAllocatedBytes(id);
                if (used >= 0 && bytes >= 0) {
                    cpuNs.put(id, used);
                    allocated.put(id, bytes);
                }
            }
        }
        return new Reading(cpuNs, allocated);
    }

    /** CPU time of the calling thread. */
    public static long ownCpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Bytes allocated by the calling thread. */
    public static long ownAllocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
