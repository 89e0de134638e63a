package io.pelton.perf.latency;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.perf.workload.Workload;
import org.agrona.DirectBuffer;

/** Records the latency of each result row: by its event's number, or by the event that closed its window. */
public final class LatencySink implements Sink {
    private final LatencyRecorder recorder;
    private final Schedule schedule;
    private final ClosingEvents closing;
    private RowReader reader;
    private long lastSequence = -1;

    /** @param closing null for rows that carry their event's number as third column */
    public LatencySink(Schedule schedule, ClosingEvents closing) {
        this.recorder = new LatencyRecorder(schedule);
        this.schedule = schedule;
        this.closing = closing;
    }

    /** The script whose rows this sink understands; the source has a fourth column {@code number}. */
    public static String script(Workload workload, String options) {
        String query = switch (workload) {
            case W1, W2 -> workload.query();
            case W4 -> "INSERT INTO results SELECT device, ts, number, temperature * 1.8E0 + 32, temperature, "
                    + "temperature"
                    + " FROM readings WHERE temperature > 99.25E0";
            case PASS -> "INSERT INTO results SELECT device, ts, number, temperature, temperature, temperature FROM "
                    + "readings";
        };
        return workload.script(options, options)
                .replace("temperature DOUBLE,\n  WATERMARK", "temperature DOUBLE,\n  number BIGINT,\n  WATERMARK")
                .replace(workload.query(), query);
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        RowReader read = reader.wrap(buffer, row);
        long number = closing == null ? read.getLong(2) : closing.of(read.getLong(1));
        lastSequence = RowHeader.sequence(buffer, row);
        if (number >= 0) {
            recorder.causedBy(schedule.dueNs(number));
            recorder.add(0, 0, 0, 0, 0, 0);
        }
        return true;
    }

    public LatencyRecorder recorder() {
        return recorder;
    }

    @Override
    public long flush() {
        return lastSequence;
    }

    @Override
    public long finish() {
        return lastSequence;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
