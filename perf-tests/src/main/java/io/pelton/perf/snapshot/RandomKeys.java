package io.pelton.perf.snapshot;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.perf.latency.Schedule;
import io.pelton.perf.workload.Readings;
import java.util.SplittableRandom;

/**
 * Every key once, as fast as it is taken; then, by a schedule that begins {@link #PAUSE_MS} later, keys at random.
 * Never ends. The numbers of the rows that fill are below 0.
 */
final class RandomKeys implements Source {
    private static final long PAUSE_MS = 2_000;
    private static final int FILL_ROWS = 64;

    private final int keys;
    private final long perSecond;
    private final int warmupSeconds;
    private final int seconds;
    private final SplittableRandom random = new SplittableRandom(11);
    private volatile Schedule schedule;
    private int partition = -1;
    private int filled;
    private long next;

    RandomKeys(int keys, long perSecond, int warmupSeconds, int seconds) {
        this.keys = keys;
        this.perSecond = perSecond;
        this.warmupSeconds = warmupSeconds;
        this.seconds = seconds;
    }

    /** Null until all keys are in; any thread. */
    Schedule schedule() {
        return schedule;
    }

    @Override
    public void open(SourceContext context) {
        // Nothing outside to open.
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        if (partition < 0) {
            partition = output.open("keys");
            return 0;
        }
        return filled < keys ? fill(output, rowLimit) : pace(output, rowLimit);
    }

    private int fill(SourceOutput output, int rowLimit) {
        int published = 0;
        while (published < rowLimit && filled < keys) {
            int rows = Math.min(FILL_ROWS, keys - filled);
            if (!output.claim(rows)) {
                return published;
            }
            for (int i = 0; i < rows; i++) {
                write(output, i, filled + i, -1, filled + i);
            }
            output.publish();
            filled += rows;
            published += rows;
        }
        if (filled == keys) {
            schedule = Schedule.of(perSecond, warmupSeconds, seconds, PAUSE_MS);
        }
        return published;
    }

    private int pace(SourceOutput output, int rowLimit) {
        Schedule due = schedule;
        int published = 0;
        while (published < rowLimit && next < due.count() && due.dueNs(next) <= System.nanoTime()) {
            if (!output.claim(1)) {
                return published;
            }
            write(output, 0, random.nextInt(keys), next, keys + next);
            output.publish();
            next++;
            published++;
        }
        return published;
    }

    private void write(SourceOutput output, int index, int key, long number, long position) {
        RowWriter row = output.row(index);
        row.putInt(0, key);
        row.putLong(1, Readings.START_MS);
        row.putDouble(2, key * 0.25);
        row.putLong(3, number);
        output.accept(index, partition, position);
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
