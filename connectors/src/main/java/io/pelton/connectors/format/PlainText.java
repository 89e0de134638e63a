package io.pelton.connectors.format;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.TypeKind;

/** Rows as Flink's print shows them: {@code [a, 1, null]}, times as java.time prints them. Stateless. */
public final class PlainText {

    private PlainText() {
    }

    public static void row(RowReader row, ByteText out) {
        out.put('[');
        int size = row.layout().schema().size();
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.ascii(", ");
            }
            value(row, i, out);
        }
        out.put(']');
    }

    private static void value(RowReader row, int column, ByteText out) {
        ColumnType type = row.layout().schema().type(column);
        if (row.isNull(column)) {
            out.ascii("null");
        } else if (type.kind().isString()) {
            out.put(row.buffer(), row.stringOffset(column), row.stringLength(column));
        } else if (type.kind() == TypeKind.TIME) {
            shortTime(row.getInt(column), 0, out);
        } else if (type.kind().isTimestamp()) {
            long epochMs = row.getLong(column);
            long day = Math.floorDiv(epochMs, TimeText.DAY_MS);
            int nanos = type.isWide() ? row.getNanosOfMilli(column) : 0;
            int millis = (int) (epochMs - day * TimeText.DAY_MS);
            ValueText.date(day, out);
            out.put('T');
            if (type.kind() == TypeKind.TIMESTAMP) {
                shortTime(millis, nanos, out);
            } else {
                groupedTime(millis, nanos, out);
                out.put('Z');
            }
        } else {
            ValueText.append(row, column, true, true, out);
        }
    }

    /** As LocalTime prints: seconds only when there are any. */
    private static void shortTime(int millisOfDay, int nanosOfMilli, ByteText out) {
        if (millisOfDay % 60_000 == 0 && nanosOfMilli == 0) {
            out.padded(millisOfDay / 3_600_000, 2).put(':').padded(millisOfDay / 60_000 % 60, 2);
        } else {
            groupedTime(millisOfDay, nanosOfMilli, out);
        }
    }

    /** Fractional digits in groups of three. */
    private static void groupedTime(int millisOfDay, int nanosOfMilli, ByteText out) {
        ValueText.time(millisOfDay / 1_000 * 1_000, 0, out);
        int nanos = millisOfDay % 1_000 * 1_000_000 + nanosOfMilli;
        if (nanos == 0) {
            return;
        }
        out.put('.');
        if (nanos % 1_000_000 == 0) {
            out.padded(nanos / 1_000_000, 3);
        } else if (nanos % 1_000 == 0) {
            out.padded(nanos / 1_000, 6);
        } else {
            out.padded(nanos, 9);
        }
    }
}
