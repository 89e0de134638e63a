package io.pelton.flink.pelton;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps all rows as canonical text. */
final class CollectSink implements Sink {
    private static final String[] KINDS = {"+I", "-U", "+U", "-D"};

    private final List<List<String>> rows = new ArrayList<>();
    private RowLayout layout;
    private RowReader reader;
    private long lastSequence = -1;

    @Override
    public long open(SinkContext context) {
        layout = context.layout();
        reader = new RowReader(layout);
        return UNKNOWN;
    }

    @Override
    public synchronized boolean deliver(DirectBuffer buffer, int row) {
        reader.wrap(buffer, row);
        List<String> values = new ArrayList<>();
        values.add(KINDS[reader.changeKind()]);
        for (int i = 0; i < layout.schema().size(); i++) {
            values.add(RowValues.text(reader, i));
        }
        rows.add(values);
        lastSequence = RowHeader.sequence(buffer, row);
        return true;
    }

    synchronized List<List<String>> rows() {
        return List.copyOf(rows);
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
