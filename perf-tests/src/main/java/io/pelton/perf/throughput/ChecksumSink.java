package io.pelton.perf.throughput;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.perf.workload.Results;
import org.agrona.DirectBuffer;

/** Reads result rows in place and hands them on. Keeps nothing, so it needs no row twice. */
public final class ChecksumSink implements Sink {
    private final Results results;
    private final Runnable onFinish;
    private RowReader reader;
    private long lastSequence = -1;

    /** @param onFinish called on the egress thread when the last result is in */
    public ChecksumSink(Results results, Runnable onFinish) {
        this.results = results;
        this.onFinish = onFinish;
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        RowReader read = reader.wrap(buffer, row);
        results.add(read.getInt(0), read.getLong(1), read.getLong(2), read.getDouble(3), read.getDouble(4),
                read.getDouble(5));
        lastSequence = RowHeader.sequence(buffer, row);
        return true;
    }

    @Override
    public long flush() {
        return lastSequence;
    }

    @Override
    public long finish() {
        onFinish.run();
        return lastSequence;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
