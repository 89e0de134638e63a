package io.pelton.perf.latency;

import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import org.agrona.collections.Long2LongHashMap;

/**
 * Which event closes which window: the first whose time lifts the watermark to the window's last millisecond.
 * Immutable.
 */
public final class ClosingEvents {
    /** No event of the schedule closes this window: it is the end of the input that does. */
    public static final long NONE = -1;

    private final Long2LongHashMap eventOfEnd = new Long2LongHashMap(NONE);

    public ClosingEvents(Workload workload, Readings readings, long count) {
        long slideMs = workload.slideMs();
        long maxMs = Long.MIN_VALUE;
        long endMs = (Readings.START_MS - 2 * Readings.DISORDER_MS) / slideMs * slideMs;
        for (long number = 0; number < count; number++) {
            long timeMs = readings.eventTimeMs(number);
            if (timeMs > maxMs) {
                maxMs = timeMs;
                for (; maxMs - Readings.DISORDER_MS >= endMs - 1; endMs += slideMs) {
                    eventOfEnd.put(endMs, number);
                }
            }
        }
    }

    /** The number of the event that closes the window with this end, or {@link #NONE}. */
    public long of(long windowEndMs) {
        return eventOfEnd.get(windowEndMs);
    }
}
