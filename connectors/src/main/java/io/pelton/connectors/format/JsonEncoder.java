package io.pelton.connectors.format;

import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.Schema;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Rows → one JSON object per line, as Flink's json format writes them. One thread. */
public final class JsonEncoder implements RowEncoder {
    private final byte[][] keys;
    private final JsonOptions options;

    public JsonEncoder(Schema schema, JsonOptions options) {
        this.options = options;
        keys = new byte[schema.size()][];
        for (int i = 0; i < keys.length; i++) {
            byte[] name = schema.column(i).name().getBytes(StandardCharsets.UTF_8);
            ByteText key = new ByteText(name.length + 16);
            JsonText.string(new UnsafeBuffer(name), 0, name.length, key);
            key.put(':');
            keys[i] = java.util.Arrays.copyOf(key.bytes(), key.length());
        }
    }

    @Override
    public void encode(RowReader row, ByteText out) {
        out.put('{');
        columns(row, true, out);
        out.ascii("}\n");
    }

    /** The columns alone, for an object that holds more; {@code isFirst} when nothing stands before them. */
    public void columns(RowReader row, boolean isFirst, ByteText out) {
        boolean isBare = isFirst;
        for (int i = 0; i < keys.length; i++) {
            if (options.omitNulls() && row.isNull(i)) {
                continue;
            }
            if (!isBare) {
                out.put(',');
            }
            isBare = false;
            out.put(keys[i]);
            JsonText.value(row, i, options.isoTimestamps(), !options.plainDecimals(), out);
        }
    }
}
