package io.pelton.perf.latency;

import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.perf.workload.Readings;
import org.HdrHistogram.Histogram;

/**
 * A paced source that records when each of its readings is acknowledged, from the moment it was due. Its schedule
 * begins when the engine asks for the first time.
 */
public final class AckSource implements Source {
    private static final long HIGHEST_NS = 60_000_000_000L;

    private static final long DELAY_MS = 500;

    private final Readings readings;
    private final long perSecond;
    private final int warmupSeconds;
    private final int seconds;
    private final Histogram histogram = new Histogram(HIGHEST_NS, 3);
    private PacedSource source;
    private Schedule schedule;
    private long acknowledged = -1;

    public AckSource(Readings readings, long perSecond, int warmupSeconds, int seconds) {
        this.readings = readings;
        this.perSecond = perSecond;
        this.warmupSeconds = warmupSeconds;
        this.seconds = seconds;
    }

    @Override
    public void open(SourceContext context) {
        // Nothing outside to open.
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        if (source == null) {
            schedule = Schedule.of(perSecond, warmupSeconds, seconds, DELAY_MS);
            source = new PacedSource(readings, schedule);
        }
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
        return schedule != null && acknowledged == schedule.count() - 1;
    }

    @Override
    public boolean isFinished() {
        return source != null && source.isFinished();
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
