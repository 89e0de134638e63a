package io.pelton.perf.latency;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.perf.workload.Readings;

/** Publishes each reading when it is due, or as soon after as the ring takes it. */
public final class PacedSource implements Source {
    private final Readings readings;
    private final Schedule schedule;
    private int partition = -1;
    private long next;
    private boolean isFinished;

    public PacedSource(Readings readings, Schedule schedule) {
        this.readings = readings;
        this.schedule = schedule;
    }

    @Override
    public void open(SourceContext context) {
        // Nothing outside to open.
    }

    @Override
    public int poll(SourceOutput output, int rowLimit) {
        if (partition < 0) {
            partition = output.open("readings");
            return 0;
        }
        int published = 0;
        long count = schedule.count();
        while (published < rowLimit && next < count && schedule.dueNs(next) <= System.nanoTime()) {
            if (!output.claim(1)) {
                return published;
            }
            int at = (int) (next % readings.size());
            RowWriter row = output.row(0);
            row.putInt(0, readings.device()[at]);
            row.putLong(1, readings.eventTimeMs(next));
            row.putDouble(2, readings.temperature()[at]);
            row.putLong(3, next);
            output.accept(0, partition, next);
            output.publish();
            next++;
            published++;
        }
        if (next == count && !isFinished) {
            isFinished = output.end(partition, count);
        }
        return published;
    }

    @Override
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
