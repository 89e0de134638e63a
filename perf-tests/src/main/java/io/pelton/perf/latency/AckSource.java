package io.pelton.perf.latency;

import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.perf.workload.Readings;
import org.HdrHistogram.Histogram;

/** A paced source that records when each of its readings is acknowledged, from the moment it was due. */
public final class AckSource implements Source {
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final PacedSource source;
    private final Schedule schedule;
    private final Histogram histogram = new Histogram(HIGHEST_NS, 3);
    private long acknowledged = -1;

    public AckSource(Readings readings, Schedule schedule) {
        this.source = new PacedSource(readings, schedule);
        this.schedule = schedule;
    }

    @Override
    public void open(SourceContext context) {
        source.open(context);
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        return source.poll(output, rowLimit);
    }

    @Override
    public void onDurable(int partition, long position) {
        long nowNs = System.nanoTime();
        long last = Math.min(position, schedule.count() - 1);
        while (acknowledged < last) {
            acknowledged++;
            long dueNs = schedule.dueNs(acknowledged);
            if (schedule.counts(dueNs)) {
                histogram.recordValue(Math.min(HIGHEST_NS, Math.max(0, nowNs - dueNs)));
            }
        }
    }

    /** When the run has ended. */
    public Histogram histogram() {
        return histogram;
    }

    /** True when nothing was left without an acknowledgement; when the run has ended. */
    public boolean isComplete() {
        return acknowledged == schedule.count() - 1;
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public void close() {
        source.close();
    }
}
