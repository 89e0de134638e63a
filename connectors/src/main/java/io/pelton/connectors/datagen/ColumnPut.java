package io.pelton.connectors.datagen;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowWriter;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts generated numbers into a column of any type they fit; texts are a prefix and the number. One thread. */
final class ColumnPut {
    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private final int column;
    private final ColumnType type;
    private final byte[] prefix;
    private final int digits;
    private final UnsafeBuffer text;
    private final double rounding;

    /**
     * Texts have at least {@code digits} digits; real numbers are rounded to {@code decimals} places unless it is
     * negative.
     */
    ColumnPut(int column, ColumnType type, byte[] prefix, int digits, int decimals) {
        this.column = column;
        this.type = type;
        this.prefix = prefix;
        this.digits = digits;
        text = new UnsafeBuffer(new byte[prefix.length + Math.max(digits, 20)]);
        text.putBytes(0, prefix);
        rounding = decimals < 0 ? 0 : TENS[Math.min(decimals, 15)];
    }

    void whole(RowWriter row, long value) {
        switch (type.kind()) {
            case TINYINT -> row.putByte(column, (byte) value);
            case SMALLINT -> row.putShort(column, (short) value);
            case INT, DATE, TIME -> row.putInt(column, (int) value);
            case FLOAT -> row.putFloat(column, value);
            case DOUBLE -> row.putDouble(column, value);
            case BOOLEAN -> row.putBoolean(column, (value & 1) != 0);
            case DECIMAL -> unscaled(row, value * TENS[type.scale()]);
            case CHAR, VARCHAR -> text(row, value);
            default -> row.putLong(column, value);
        }
    }

    void real(RowWriter row, double value) {
        double rounded = rounding == 0 ? value : Math.rint(value * rounding) / rounding;
        switch (type.kind()) {
            case FLOAT -> row.putFloat(column, (float) rounded);
            case DOUBLE -> row.putDouble(column, rounded);
            case DECIMAL -> unscaled(row, Math.round(value * TENS[type.scale()]));
            default -> whole(row, Math.round(rounded));
        }
    }

    private void unscaled(RowWriter row, long value) {
        if (type.isWide()) {
            row.putWideDecimal(column, value, value >> 63);
        } else {
            row.putLong(column, value);
        }
    }

    void timestamp(RowWriter row, long epochMs) {
        if (type.isWide()) {
            row.putWideTimestamp(column, epochMs, 0);
        } else {
            row.putLong(column, epochMs);
        }
    }

    private void text(RowWriter row, long value) {
        int at = prefix.length;
        long rest = value;
        if (value < 0) {
            text.putByte(at++, (byte) '-');
        }
        int width = Math.max(width(value), digits);
        for (int i = at + width - 1; i >= at; i--) {
            text.putByte(i, (byte) ('0' + Math.abs(rest % 10)));
            rest /= 10;
        }
        row.putString(column, text, 0, at + width);
    }

    private static int width(long value) {
        int width = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            width++;
        }
        return width;
    }
}
