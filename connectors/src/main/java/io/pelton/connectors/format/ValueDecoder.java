package io.pelton.connectors.format;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The text of one value → one column. Blanks around numbers, booleans and times are skipped. Keeps why the last value
 * was refused, and builds the sentence only when asked. One thread.
 */
final class ValueDecoder {
    private static final int LONGEST_EXCERPT = 60;

    private final Schema schema;
    private final TypeKind[] kinds;
    private final ColumnType[] types;
    private final boolean isIso;
    private final DoubleText doubles = new DoubleText();
    private final DecimalText decimals = new DecimalText();
    private final TimeText times = new TimeText();
    private final UnsafeBuffer wrapped = new UnsafeBuffer(0, 0);
    private String problem;
    private int problemColumn;
    private byte[] problemBytes;
    private int problemFrom;
    private int problemTo;

    ValueDecoder(Schema schema, boolean isIso) {
        this.schema = schema;
        this.isIso = isIso;
        kinds = new TypeKind[schema.size()];
        types = new ColumnType[schema.size()];
        for (int i = 0; i < kinds.length; i++) {
            types[i] = schema.type(i);
            kinds[i] = types[i].kind();
        }
    }

    boolean isString(int column) {
        return kinds[column].isString();
    }

    boolean isNullable(int column) {
        return types[column].nullable();
    }

    /** Puts the value; false when it doesn't fit the column. */
    boolean put(int column, byte[] bytes, int from, int to, RowWriter row) {
        TypeKind kind = kinds[column];
        if (kind.isString()) {
            return putString(column, bytes, from, to, row);
        }
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        return switch (kind) {
            case DOUBLE -> putDouble(column, bytes, start, end, row);
            case FLOAT -> putFloat(column, bytes, start, end, row);
            case BIGINT, INTERVAL_DAY_TIME -> putLong(column, bytes, start, end, row);
            case INT -> putInt(column, bytes, start, end, row, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case SMALLINT -> putInt(column, bytes, start, end, row, Short.MIN_VALUE, Short.MAX_VALUE);
            case TINYINT -> putInt(column, bytes, start, end, row, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INTERVAL_YEAR_MONTH -> putMonths(column, bytes, start, end, row);
            case DECIMAL -> putDecimal(column, bytes, start, end, row);
            case BOOLEAN -> putBoolean(column, bytes, start, end, row);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> putTime(column, kind, bytes, start, end, row);
            default -> refuse("is of a type that text can't hold", column, bytes, start, end);
        };
    }

    private boolean putDouble(int column, byte[] bytes, int from, int to, RowWriter row) {
        if (!doubles.parseDouble(bytes, from, to)) {
            return refuse("is not a number", column, bytes, from, to);
        }
        row.putDouble(column, doubles.doubleValue());
        return true;
    }

    private boolean putFloat(int column, byte[] bytes, int from, int to, RowWriter row) {
        if (!doubles.parseFloat(bytes, from, to)) {
            return refuse("is not a number", column, bytes, from, to);
        }
        row.putFloat(column, doubles.floatValue());
        return true;
    }

    private boolean putLong(int column, byte[] bytes, int from, int to, RowWriter row) {
        if (!isInteger(bytes, from, to)) {
            return refuse("is not a whole number", column, bytes, from, to);
        }
        long value = integer(bytes, from, to);
        if (isOutOfRange) {
            return refuse("is outside the range of its type", column, bytes, from, to);
        }
        row.putLong(column, value);
        return true;
    }

    private boolean putMonths(int column, byte[] bytes, int from, int to, RowWriter row) {
        return putLong(column, bytes, from, to, row);
    }

    private boolean putInt(int column, byte[] bytes, int from, int to, RowWriter row, int least, int most) {
        if (!isInteger(bytes, from, to)) {
            return refuse("is not a whole number", column, bytes, from, to);
        }
        long value = integer(bytes, from, to);
        if (isOutOfRange || value < least || value > most) {
            return refuse("is outside the range of its type", column, bytes, from, to);
        }
        if (most == Integer.MAX_VALUE) {
            row.putInt(column, (int) value);
        } else if (most == Short.MAX_VALUE) {
            row.putShort(column, (short) value);
        } else {
            row.putByte(column, (byte) value);
        }
        return true;
    }

    private boolean isOutOfRange;

    private static boolean isInteger(byte[] bytes, int from, int to) {
        int i = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
        if (i == to) {
            return false;
        }
        for (; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Value of checked digits, kept negative while it grows because that range is the wider one. */
    private long integer(byte[] bytes, int from, int to) {
        boolean isNegative = bytes[from] == '-';
        long value = 0;
        isOutOfRange = false;
        for (int i = isNegative || bytes[from] == '+' ? from + 1 : from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                isOutOfRange = true;
                return 0;
            }
            value = value * 10 - digit;
        }
        if (!isNegative && value == Long.MIN_VALUE) {
            isOutOfRange = true;
        }
        return isNegative ? value : -value;
    }

    private boolean putDecimal(int column, byte[] bytes, int from, int to, RowWriter row) {
        ColumnType type = types[column];
        int result = decimals.parse(bytes, from, to, type.precision(), type.scale());
        if (result != DecimalText.OK) {
            String why = result == DecimalText.TOO_LARGE ? "has too many digits" : "is not a number";
            return refuse(why, column, bytes, from, to);
        }
        if (type.isWide()) {
            row.putWideDecimal(column, decimals.low(), decimals.high());
        } else {
            row.putLong(column, decimals.low());
        }
        return true;
    }

    private boolean putBoolean(int column, byte[] bytes, int from, int to, RowWriter row) {
        if (to - from == 4 && isWord(bytes, from, "true")) {
            row.putBoolean(column, true);
            return true;
        }
        if (to - from == 5 && isWord(bytes, from, "false")) {
            row.putBoolean(column, false);
            return true;
        }
        return refuse("is neither true nor false", column, bytes, from, to);
    }

    private static boolean isWord(byte[] bytes, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((bytes[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean putTime(int column, TypeKind kind, byte[] bytes, int from, int to, RowWriter row) {
        boolean isGood = switch (kind) {
            case DATE -> times.parseDate(bytes, from, to);
            case TIME -> times.parseTime(bytes, from, to, isIso);
            case TIMESTAMP -> times.parseTimestamp(bytes, from, to, isIso, false);
            default -> times.parseTimestamp(bytes, from, to, isIso, true);
        };
        if (!isGood) {
            return refuse(timePattern(kind), column, bytes, from, to);
        }
        ColumnType type = types[column];
        if (kind == TypeKind.DATE) {
            row.putInt(column, (int) times.value());
        } else if (kind == TypeKind.TIME) {
            row.putInt(column, (int) truncated(times.value(), type.precision()));
        } else if (type.isWide()) {
            int unit = NANO_UNITS[type.precision()];
            row.putWideTimestamp(column, times.value(), times.nanosOfMilli() / unit * unit);
        } else {
            row.putLong(column, truncated(times.value(), type.precision()));
        }
        return true;
    }

    private static final int[] NANO_UNITS = {1, 1, 1, 1, 100_000, 10_000, 1_000, 100, 10, 1};

    private static long truncated(long millis, int precision) {
        return switch (precision) {
            case 0 -> Math.floorDiv(millis, 1_000L) * 1_000L;
            case 1 -> Math.floorDiv(millis, 100L) * 100L;
            case 2 -> Math.floorDiv(millis, 10L) * 10L;
            default -> millis;
        };
    }

    private String timePattern(TypeKind kind) {
        String between = isIso ? "'T'" : " ";
        return switch (kind) {
            case DATE -> "is not a date like yyyy-MM-dd";
            case TIME -> "is not a time like HH:mm:ss[.f]";
            case TIMESTAMP -> "is not a timestamp like yyyy-MM-dd" + between + "HH:mm:ss[.f]";
            default -> "is not a timestamp like yyyy-MM-dd" + between + "HH:mm:ss[.f]'Z'";
        };
    }

    private boolean putString(int column, byte[] bytes, int from, int to, RowWriter row) {
        int characters = Utf8.codePoints(bytes, from, to);
        if (characters < 0) {
            return refuse("is not UTF-8", column, bytes, from, to);
        }
        if (wrapped.byteArray() != bytes) {
            wrapped.wrap(bytes);
        }
        if (characters > types[column].precision() || !row.putString(column, wrapped, from, to - from)) {
            return refuse("is longer than its type allows", column, bytes, from, to);
        }
        return true;
    }

    /** Notes a refusal; returns false. */
    boolean refuse(String why, int column, byte[] bytes, int from, int to) {
        problem = why;
        problemColumn = column;
        problemBytes = bytes;
        problemFrom = from;
        problemTo = to;
        return false;
    }

    /** The last refusal as text: what, column, type, value. */
    String problem() {
        int length = Math.min(problemTo - problemFrom, LONGEST_EXCERPT);
        String value = new String(problemBytes, problemFrom, Math.max(length, 0), StandardCharsets.UTF_8);
        String text = "value " + problem + ": column=" + schema.column(problemColumn).name() + " type="
                + schema.type(problemColumn).sql();
        return length < 0 ? text : text + " value='" + value + (problemTo - problemFrom > length ? "…'" : "'");
    }
}
