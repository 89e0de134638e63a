package io.pelton.connectors.format;

import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.Schema;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Rows → lines of comma-separated values, quoted as Flink's csv format quotes: texts of more than 24 characters, and
 * those with any character up to the largest of delimiter, quote and line feed (blanks among them). One thread.
 */
public final class CsvEncoder implements RowEncoder {
    private static final int LONGEST_UNQUOTED = 24;

    private final Schema schema;
    private final CsvOptions options;
    private final int highestSpecial;
    private final ByteText scratch = new ByteText(64);
    private final UnsafeBuffer scratchBuffer = new UnsafeBuffer(0, 0);

    public CsvEncoder(Schema schema, CsvOptions options) {
        this.schema = schema;
        this.options = options;
        highestSpecial = Math.max(Math.max(options.delimiter(), options.quote()), '\n');
    }

    @Override
    public void header(ByteText out) {
        if (!options.header()) {
            return;
        }
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0) {
                out.put(options.delimiter());
            }
            byte[] name = schema.column(i).name().getBytes(StandardCharsets.UTF_8);
            text(new UnsafeBuffer(name), 0, name.length, out);
        }
        out.put('\n');
    }

    @Override
    public void encode(RowReader row, ByteText out) {
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0) {
                out.put(options.delimiter());
            }
            if (row.isNull(i)) {
                if (options.nullLiteral() != null) {
                    out.put(options.nullLiteral());
                }
                continue;
            }
            switch (schema.type(i).kind()) {
                case CHAR, VARCHAR -> text(row.buffer(), row.stringOffset(i), row.stringLength(i), out);
                case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> timeText(row, i, out);
                default -> ValueText.append(row, i, false, options.scientificDecimals(), out);
            }
        }
        out.put('\n');
    }

    private void timeText(RowReader row, int column, ByteText out) {
        scratch.clear();
        ValueText.append(row, column, false, false, scratch);
        scratchBuffer.wrap(scratch.bytes());
        text(scratchBuffer, 0, scratch.length(), out);
    }

    private void text(DirectBuffer source, int offset, int count, ByteText out) {
        if (options.quote() < 0 || !needsQuotes(source, offset, count)) {
            out.put(source, offset, count);
            return;
        }
        char quote = (char) options.quote();
        out.put(quote);
        for (int i = offset; i < offset + count; i++) {
            byte each = source.getByte(i);
            if (options.escape() >= 0 && (each == quote || each == options.escape())) {
                out.put((char) options.escape());
            } else if (each == quote) {
                out.put(quote);
            }
            out.put((char) (each & 0xFF));
        }
        out.put(quote);
    }

    private boolean needsQuotes(DirectBuffer source, int offset, int count) {
        int characters = 0;
        for (int i = offset; i < offset + count; i++) {
            byte each = source.getByte(i);
            if (each >= 0 && (each <= highestSpecial || each == options.escape())) {
                return true;
            }
            // UTF-16 units, which Flink counts: one per sequence, two for those of four bytes.
            characters += (each & 0xC0) == 0x80 ? 0 : (each & 0xF8) == 0xF0 ? 2 : 1;
        }
        return characters > LONGEST_UNQUOTED;
    }
}
