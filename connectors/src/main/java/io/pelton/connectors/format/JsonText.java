package io.pelton.connectors.format;

import io.pelton.engine.row.RowReader;
import org.agrona.DirectBuffer;

/** Strings as JSON strings. Stateless. */
final class JsonText {
    private static final String HEX = "0123456789ABCDEF";

    private JsonText() {
    }

    static void string(DirectBuffer source, int offset, int count, ByteText out) {
        out.put('"');
        int from = offset;
        int to = offset + count;
        for (int i = offset; i < to; i++) {
            byte each = source.getByte(i);
            if (each >= 0 && each < ' ' || each == '"' || each == '\\') {
                out.put(source, from, i - from);
                escape(each, out);
                from = i + 1;
            }
        }
        out.put(source, from, to - from);
        out.put('"');
    }

    private static void escape(byte each, ByteText out) {
        switch (each) {
            case '"' -> out.ascii("\\\"");
            case '\\' -> out.ascii("\\\\");
            case '\b' -> out.ascii("\\b");
            case '\f' -> out.ascii("\\f");
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> out.ascii("\\u00").put(HEX.charAt(each >> 4)).put(HEX.charAt(each & 0xF));
        }
    }

    /** Any value of a row: numbers bare, non-finite ones and times as strings. */
    static void value(RowReader row, int column, boolean isIso, boolean isScientific, ByteText out) {
        if (row.isNull(column)) {
            out.ascii("null");
            return;
        }
        boolean isQuoted = switch (row.layout().schema().type(column).kind()) {
            case CHAR, VARCHAR -> {
                string(row.buffer(), row.stringOffset(column), row.stringLength(column), out);
                yield false;
            }
            case DOUBLE -> !Double.isFinite(row.getDouble(column));
            case FLOAT -> !Float.isFinite(row.getFloat(column));
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> true;
            default -> false;
        };
        if (row.layout().schema().type(column).kind().isString()) {
            return;
        }
        if (isQuoted) {
            out.put('"');
        }
        ValueText.append(row, column, isIso, isScientific, out);
        if (isQuoted) {
            out.put('"');
        }
    }
}
