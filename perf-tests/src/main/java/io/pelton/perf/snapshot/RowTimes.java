package io.pelton.perf.snapshot;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import org.agrona.DirectBuffer;

/** When each scheduled row arrived; which of them met a snapshot is known only later. One thread, then any. */
final class RowTimes implements Sink {
    private final long[] arrivedNs;
    private RowReader reader;
    private long lastSequence = -1;
    private volatile long arrived;

    RowTimes(int rows) {
        arrivedNs = new long[rows];
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        long number = reader.wrap(buffer, row).getLong(0);
        lastSequence = RowHeader.sequence(buffer, row);
        if (number >= 0) {
            arrivedNs[(int) number] = System.nanoTime();
            arrived = number + 1;
        }
        return true;
    }

    /** Rows that arrived, in order; any thread. */
    long arrived() {
        return arrived;
    }

    long arrivedNs(long number) {
        return arrivedNs[(int) number];
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
