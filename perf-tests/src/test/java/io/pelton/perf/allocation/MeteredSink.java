package io.pelton.perf.allocation;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.perf.measure.ThreadMeter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Counts rows and reads the meter when it has seen so many. */
final class MeteredSink implements Sink {
    private final ThreadMeter meter;
    private final long[] marks;
    private final List<ThreadMeter.Reading> readings = new ArrayList<>();
    private long rows;
    private int next;
    private long lastSequence = -1;

    /** @param marks numbers of rows, rising */
    MeteredSink(ThreadMeter meter, long... marks) {
        this.meter = meter;
        this.marks = marks.clone();
    }

    /** Bytes that the engine's threads allocated between two marks. */
    long allocatedBetween(int earlier, int later) {
        return readings.get(later).allocatedSince(readings.get(earlier));
    }

    int marksPassed() {
        return next;
    }

    @Override
    public long open(SinkContext context) {
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        rows++;
        if (next < marks.length && rows == marks[next]) {
            readings.add(meter.read());
            next++;
        }
        lastSequence = RowHeader.sequence(buffer, row);
        return true;
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
