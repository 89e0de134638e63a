package io.pelton.connectors.format;

import io.pelton.connectors.option.TableOptions;
import io.pelton.connectors.probe.Tables;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Decodes single lines and encodes them again. */
final class DecoderProbe {
    final RowDecoder decoder;
    final RowReader reader;
    private final RowEncoder encoder;
    private final RowWriter writer;
    private final UnsafeBuffer slot;

    DecoderProbe(Format format, Schema schema, String... options) {
        TableOptions tableOptions = new TableOptions(Tables.table(schema, options), format.keys());
        decoder = format.decoder(schema, tableOptions);
        encoder = format.encoder(schema, tableOptions);
        RowLayout layout = new RowLayout(schema);
        reader = new RowReader(layout);
        writer = new RowWriter(layout);
        slot = new UnsafeBuffer(new byte[layout.maxBytes()]);
    }

    /** The row as Flink prints it, or the problem. */
    String decode(String line) {
        if (!read(line)) {
            return decoder.problem();
        }
        ByteText text = new ByteText(64);
        PlainText.row(reader, text);
        return string(text);
    }

    boolean read(String line) {
        byte[] padded = ("xx" + line + "yy").getBytes(StandardCharsets.UTF_8);
        if (!decoder.decode(padded, 2, padded.length - 2, writer.begin(slot, 0))) {
            return false;
        }
        writer.finish();
        reader.wrap(slot, 0);
        return true;
    }

    /** The last decoded row in the same format, without its line feed. */
    String encoded() {
        ByteText text = new ByteText(64);
        encoder.encode(reader, text);
        String line = string(text);
        return line.substring(0, line.length() - 1);
    }

    String header() {
        ByteText text = new ByteText(64);
        encoder.header(text);
        return string(text);
    }

    private static String string(ByteText text) {
        return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }
}
