package io.pelton.perf.throughput;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import io.pelton.perf.workload.Readings;

/** Writes readings into ring slots as fast as they are taken: decoded rows without a decoder. */
public final class ReadingsSource implements Source {
    private static final int MESSAGE_ROWS = 64;

    private final Readings readings;
    private final long count;
    private final Runnable onFirstPoll;
    private final boolean isBounded;
    private int partition = -1;
    private long next;
    private boolean isStarted;
    private boolean isFinished;

    /** @param onFirstPoll called once on the ingress thread, before the first row */
    public ReadingsSource(Readings readings, long count, Runnable onFirstPoll) {
        this(readings, count, onFirstPoll, true);
    }

    /** @param isBounded false: after the last row it stays open and silent */
    public ReadingsSource(Readings readings, long count, Runnable onFirstPoll, boolean isBounded) {
        this.readings = readings;
        this.count = count;
        this.onFirstPoll = onFirstPoll;
        this.isBounded = isBounded;
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
        if (!isStarted) {
            isStarted = true;
            onFirstPoll.run();
        }
        int published = 0;
        while (published < rowLimit && next < count) {
            int rows = (int) Math.min(MESSAGE_ROWS, count - next);
            if (!output.claim(rows)) {
                return published;
            }
            message(output, rows);
            output.publish();
            next += rows;
            published += rows;
        }
        if (isBounded && next == count && !isFinished) {
            isFinished = output.end(partition, count);
        }
        return published;
    }

    private void message(SourceOutput output, int rows) {
        int size = readings.size();
        long startMs = readings.roundStartMs(next / size);
        int at = (int) (next % size);
        for (int i = 0; i < rows; i++) {
            RowWriter row = output.row(i);
            row.putInt(0, readings.device()[at]);
            row.putLong(1, startMs + readings.offsetMs()[at]);
            row.putDouble(2, readings.temperature()[at]);
            output.accept(i, partition, next + i);
            if (++at == size) {
                at = 0;
                startMs += readings.seconds() * 1_000L;
            }
        }
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
