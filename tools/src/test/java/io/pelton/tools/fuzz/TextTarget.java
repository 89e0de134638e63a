package io.pelton.tools.fuzz;

import io.pelton.connectors.format.Format;
import io.pelton.connectors.format.FormatException;
import io.pelton.connectors.format.RowDecoder;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages of a text format into a table that has every type; the first byte chooses among options. */
final class TextTarget implements FuzzTarget {
    private static final int GUARD_BYTES = 64;
    private static final byte GUARD = 0x5A;

    private final Format format;
    private final List<RowDecoder> decoders = new ArrayList<>();
    private final List<String> texts;
    private final RowLayout layout = new RowLayout(schema());
    private final RowWriter writer = new RowWriter(layout);
    private final RowReader reader = new RowReader(layout);
    private final byte[] slot = new byte[layout.maxBytes() + GUARD_BYTES];

    private TextTarget(Format format, List<Map<String, String>> options, List<String> texts) {
        this.format = format;
        this.texts = texts;
        for (Map<String, String> each : options) {
            TableDefinition table = new TableDefinition("t", layout.schema(), each, Map.of());
            decoders.add(format.decoder(layout.schema(), new TableOptions(table, format.keys())));
        }
    }

    static TextTarget csv() {
        return new TextTarget(Format.CSV, List.of(
                Map.of(),
                Map.of("csv.ignore-parse-errors", "true", "csv.allow-comments", "true", "csv.null-literal", "n/a"),
                Map.of("csv.escape-character", "\\", "csv.field-delimiter", ";", "csv.quote-character", "'"),
                Map.of("csv.disable-quote-character", "true"),
                Map.of("csv.header", "true")),
                List.of("true,1,2,3,4,1.5,2.5,1.25,12345678901234567890.5,abc,öé,2026-01-01,10:20:30,"
                        + "2026-01-01 10:20:30.123,2026-01-01 10:20:30.123456789Z,x",
                        "\"true\",,,,,,,,,\"a\"\"b\",\"\",,,,,", "'a\\n;b';1;2", "#comment", "n/a,n/a", "b,ti,si,i,l",
                        "false,-128,32767,-2147483648,9223372036854775807,1e39,-4.9e-324,0.005,1e30,,,0001-02-28,"
                        + "23:59:59.999,9999-12-31 23:59:59,1969-12-31 23:59:59Z,"));
    }

    static TextTarget json() {
        return new TextTarget(Format.JSON, List.of(
                Map.of(),
                Map.of("json.ignore-parse-errors", "true"),
                Map.of("json.fail-on-missing-field", "true"),
                Map.of("json.timestamp-format.standard", "ISO-8601")),
                List.of("{\"b\":true,\"ti\":1,\"si\":2,\"i\":3,\"l\":4,\"f\":1.5,\"d\":2.5e3,\"de\":1.25,\"w\":\"1\","
                        + "\"c\":\"a\\u00e9\\ud83d\\ude00\",\"s\":\"x\",\"da\":\"2026-01-01\",\"t\":\"10:20:30\","
                        + "\"ts\":\"2026-01-01 10:20:30.123\",\"tl\":\"2026-01-01 10:20:30.123456Z\",\"z\":\"y\"}",
                        "{\"s\":null,\"x\":{\"y\":[1,[2,{}],\"\\\\\"]},\"i\":\"7\"}", "[1]", "{}", "{\"s\":{\"a\":1}}",
                        "{\"tl\":\"2026-01-01T10:20:30.123Z\",\"s\":true,\"c\":12}", "[[[[[[[[[[[[[[[[[[[[[[[["));
    }

    private static Schema schema() {
        return new Schema(List.of(
                new Column("b", ColumnType.of(TypeKind.BOOLEAN)), new Column("ti", ColumnType.of(TypeKind.TINYINT)),
                new Column("si", ColumnType.of(TypeKind.SMALLINT)), new Column("i", ColumnType.of(TypeKind.INT)),
                new Column("l", ColumnType.of(TypeKind.BIGINT)), new Column("f", ColumnType.of(TypeKind.FLOAT)),
                new Column("d", ColumnType.of(TypeKind.DOUBLE)), new Column("de", ColumnType.decimal(10, 2)),
                new Column("w", ColumnType.decimal(38, 9)), new Column("c", ColumnType.varchar(5)),
                new Column("s", ColumnType.string()), new Column("da", ColumnType.of(TypeKind.DATE)),
                new Column("t", new ColumnType(TypeKind.TIME, 3, 0, true)), new Column("ts", ColumnType.timestamp(3)),
                new Column("tl", ColumnType.timestampLtz(9)), new Column("z", ColumnType.string())));
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < decoders.size(); i++) {
            for (String text : texts) {
                byte[] message = text.getBytes(StandardCharsets.UTF_8);
                byte[] seed = new byte[1 + message.length];
                seed[0] = (byte) i;
                System.arraycopy(message, 0, seed, 1, message.length);
                seeds.add(seed);
            }
        }
        return seeds;
    }

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        RowDecoder decoder = decoders.get((input[0] & 0xFF) % decoders.size());
        int to = Math.min(input.length, Format.MAX_MESSAGE_BYTES);
        // In an array that is exactly as long: reading on behind the message is an exception.
        byte[] message = Arrays.copyOf(input, to);
        decoder.isComplete(message, 1, to);
        if (decoder.hasHeader() && message[to - 1] == '\n') {
            try {
                decoder.header(message, 1, to);
            } catch (FormatException e) {
                return;
            }
        }
        if (!decoder.isBlank(message, 1, to)) {
            decode(decoder, message, to);
        }
    }

    private void decode(RowDecoder decoder, byte[] message, int to) {
        Arrays.fill(slot, layout.maxBytes(), slot.length, GUARD);
        boolean isGood = decoder.decode(message, 1, to, writer.begin(new UnsafeBuffer(slot), 0));
        for (int i = layout.maxBytes(); i < slot.length; i++) {
            Findings.require(slot[i] == GUARD, "written behind the row's room; format=" + format);
        }
        if (!isGood) {
            Findings.require(decoder.problem() != null, "refused without a reason; format=" + format);
            return;
        }
        writer.finish();
        reader.wrap(writer.buffer(), 0);
        int length = RowHeader.length(writer.buffer(), 0);
        Findings.require(length >= layout.fixedBytes() && length <= layout.maxBytes(), "a row of length=" + length);
        for (int i = 0; i < layout.schema().size(); i++) {
            if (layout.schema().type(i).kind().isString() && !reader.isNull(i)) {
                Findings.require(reader.stringOffset(i) + reader.stringLength(i) <= length, "a string outside its row");
                String value = reader.getString(i);
                Findings.require(value.getBytes(StandardCharsets.UTF_8).length == reader.stringLength(i),
                        "a string that isn't UTF-8");
            }
        }
    }
}
