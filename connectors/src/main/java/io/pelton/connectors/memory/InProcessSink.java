package io.pelton.connectors.memory;

import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import org.agrona.DirectBuffer;

/** Hands rows to a callback. The egress thread only. */
final class InProcessSink implements Sink {
    private final RowConsumer consumer;
    private RowReader reader;
    private long last = -1;

    InProcessSink(RowConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        consumer.onRow(reader.wrap(buffer, row));
        last = reader.sequence();
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
        // The program's callback owns what it opened.
    }
}
