package io.pelton.perf.latency;

import io.pelton.perf.workload.Results;
import org.HdrHistogram.Histogram;

/** Records how late each result is, from the due time of the event that caused it. One thread. */
public final class LatencyRecorder implements Results {
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final Histogram histogram = new Histogram(HIGHEST_NS, 3);
    private final Schedule schedule;
    private long causeNs;

    public LatencyRecorder(Schedule schedule) {
        this.schedule = schedule;
    }

    /** The results that follow are caused by the event due at this time. */
    public void causedBy(long dueNs) {
        causeNs = dueNs;
    }

    @Override
    public void add(int device, long atMs, long readings, double average, double lowest, double highest) {
        if (schedule.counts(causeNs)) {
            histogram.recordValue(Math.min(HIGHEST_NS, Math.max(0, System.nanoTime() - causeNs)));
        }
    }

    public Histogram histogram() {
        return histogram;
    }
}
