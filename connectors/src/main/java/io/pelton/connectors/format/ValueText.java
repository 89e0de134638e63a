package io.pelton.connectors.format;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowReader;
import java.math.BigDecimal;

/** Values → text. Doubles are the shortest text that reads back the same, on every JDK. Stateless. */
final class ValueText {

    private ValueText() {
    }

    /** A value of any type but a string; nulls are the caller's. */
    static void append(RowReader row, int column, boolean isIso, boolean isScientific, ByteText out) {
        ColumnType type = row.layout().schema().type(column);
        switch (type.kind()) {
            case BOOLEAN -> out.ascii(row.getBoolean(column) ? "true" : "false");
            case TINYINT -> out.integer(row.getByte(column));
            case SMALLINT -> out.integer(row.getShort(column));
            case INT -> out.integer(row.getInt(column));
            case BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> out.integer(row.getLong(column));
            case FLOAT -> out.ascii(FloatToDecimal.toString(row.getFloat(column)));
            case DOUBLE -> out.ascii(DoubleToDecimal.toString(row.getDouble(column)));
            case DECIMAL -> decimal(row, column, type, isScientific, out);
            case DATE -> date(row.getInt(column), out);
            case TIME -> time(row.getInt(column), 0, out);
            case TIMESTAMP -> timestamp(row, column, type, isIso, out);
            case TIMESTAMP_LTZ -> {
                timestamp(row, column, type, isIso, out);
                out.put('Z');
            }
            default -> throw new IllegalArgumentException("not a value without quotes: type=" + type.sql());
        }
    }

    private static void decimal(RowReader row, int column, ColumnType type, boolean isScientific, ByteText out) {
        if (type.isWide()) {
            BigDecimal value = new BigDecimal(
                    DecimalText.unscaled(row.getLong(column), row.getHighLong(column)), type.scale());
            out.ascii(isScientific ? value.toString() : value.toPlainString());
            return;
        }
        long value = row.getLong(column);
        int scale = type.scale();
        int digits = ByteText.digits(value);
        if (isScientific && digits - 1 - scale < -6) {
            out.ascii(BigDecimal.valueOf(value, scale).toString());
            return;
        }
        if (value < 0) {
            out.put('-');
        }
        long magnitude = Math.abs(value);
        if (scale == 0) {
            out.integer(magnitude);
            return;
        }
        long unit = 1;
        for (int i = 0; i < scale; i++) {
            unit *= 10;
        }
        out.integer(magnitude / unit).put('.').padded(magnitude % unit, scale);
    }

    static void date(long epochDay, ByteText out) {
        // The inverse of the straight line of months in TimeText: years begin in March.
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        if (year < 0) {
            out.put('-');
        } else if (year > 9999) {
            out.put('+');
        }
        out.padded(Math.abs(year), 4).put('-').padded(month, 2).put('-').padded(day, 2);
    }

    /** HH:mm:ss and as many fractional digits as it needs. */
    static void time(int millisOfDay, int nanosOfMilli, ByteText out) {
        out.padded(millisOfDay / 3_600_000, 2).put(':').padded(millisOfDay / 60_000 % 60, 2).put(':');
        out.padded(millisOfDay / 1_000 % 60, 2);
        int nanos = millisOfDay % 1_000 * 1_000_000 + nanosOfMilli;
        if (nanos != 0) {
            int width = 9;
            while (nanos % 10 == 0) {
                nanos /= 10;
                width--;
            }
            out.put('.').padded(nanos, width);
        }
    }

    private static void timestamp(RowReader row, int column, ColumnType type, boolean isIso, ByteText out) {
        long epochMs = row.getLong(column);
        long day = Math.floorDiv(epochMs, TimeText.DAY_MS);
        date(day, out);
        out.put(isIso ? 'T' : ' ');
        time((int) (epochMs - day * TimeText.DAY_MS), type.isWide() ? row.getNanosOfMilli(column) : 0, out);
    }
}
