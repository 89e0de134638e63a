package io.pelton.connectors.blackhole;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/** Counts rows. Written by the egress thread; {@link #rows()} from any thread. */
public final class BlackholeSink implements Sink {
    private final AtomicLong rows = new AtomicLong();
    private long last = -1;

    /** Rows taken since the start. */
    public long rows() {
        return rows.get();
    }

    @Override
    public long open(SinkContext context) {
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        last = RowHeader.sequence(buffer, row);
        rows.lazySet(rows.get() + 1);
        return true;
    }

    @Override
    public long flush() {
        return last;
    }

    @Override
    public long finish() {
        return last;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
