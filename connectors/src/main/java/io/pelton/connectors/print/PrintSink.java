package io.pelton.connectors.print;

import io.pelton.connectors.format.ByteText;
import io.pelton.connectors.format.JsonEncoder;
import io.pelton.connectors.format.JsonOptions;
import io.pelton.connectors.format.PlainText;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/** Collects lines and writes them out when there are many and at each flush. The egress thread only. */
final class PrintSink implements Sink {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String[] OPS = {"+I", "-U", "+U", "-D"};

    private final PrintStream out;
    private final byte[] prefix;
    private final JsonOptions options;
    private final ByteText text = new ByteText(2 * BUFFER_BYTES);
    private JsonEncoder json;
    private RowReader reader;
    private long last = -1;

    /** {@code options} is null for Flink's lines. */
    PrintSink(PrintStream out, String identifier, JsonOptions options) {
        this.out = out;
        this.options = options;
        prefix = (identifier.isEmpty() ? "" : identifier + "> ").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long open(SinkContext context) {
        reader = new RowReader(context.layout());
        json = options == null ? null : new JsonEncoder(context.layout().schema(), options);
        return UNKNOWN;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        reader.wrap(buffer, row);
        text.put(prefix);
        String op = OPS[reader.changeKind()];
        if (json == null) {
            text.ascii(op);
            PlainText.row(reader, text);
        } else {
            text.ascii("{\"op\":\"").ascii(op).put('"');
            json.columns(reader, false, text);
            text.put('}');
        }
        text.put('\n');
        last = RowHeader.sequence(buffer, row);
        if (text.length() >= BUFFER_BYTES) {
            write();
        }
        return true;
    }

    private void write() {
        out.write(text.bytes(), 0, text.length());
        text.clear();
    }

    @Override
    public long flush() {
        if (text.length() > 0) {
            write();
            if (out.checkError()) {
                throw new SinkException("the output was closed by its reader: sink=print written-until=" + last);
            }
        }
        return last;
    }

    @Override
    public long finish() {
        return flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
