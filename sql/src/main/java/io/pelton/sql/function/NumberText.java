package io.pelton.sql.function;

import org.agrona.MutableDirectBuffer;

/** Integers and booleans as text, with the tolerance of Flink's casts. Any thread. */
public final class NumberText {
    private static final int LONGEST = 20;

    private NumberText() {
    }

    public static void print(long value, Slice out) {
        MutableDirectBuffer target = out.begin(LONGEST);
        out.finish(target.putLongAscii(0, value));
    }

    public static void print(boolean value, Slice out) {
        MutableDirectBuffer target = out.begin(LONGEST);
        target.putByte(0, (byte) (value ? 'T' : 'F'));
        target.putByte(1, (byte) (value ? 'R' : 'A'));
        target.putByte(2, (byte) (value ? 'U' : 'L'));
        target.putByte(3, (byte) (value ? 'E' : 'S'));
        target.putByte(4, (byte) 'E');
        out.finish(value ? 4 : 5);
    }

    static int trimmedStart(Slice text) {
        int at = 0;
        while (at < text.length && text.at(at) == ' ') {
            at++;
        }
        return at;
    }

    static int trimmedEnd(Slice text, int from) {
        int end = text.length;
        while (end > from && text.at(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    /**
     * An integer, sign allowed, a well-formed fraction cut off; {@code min} is the smallest value of the wanted type.
     */
    public static long parse(Slice text, long min) {
        int at = trimmedStart(text);
        int end = trimmedEnd(text, at);
        boolean isNegative = at < end && text.at(at) == '-';
        if (isNegative || at < end && text.at(at) == '+') {
            at++;
        }
        if (at == end) {
            throw RowFailure.CAST_FAILED;
        }
        long limit = isNegative ? min : -(min + 1);
        long value = 0;
        while (at < end && text.at(at) != '.') {
            int digit = text.at(at) - '0';
            if (digit < 0 || digit > 9) {
                throw RowFailure.CAST_FAILED;
            }
            value = isNegative ? minus(value, digit, limit) : plus(value, digit, limit);
            at++;
        }
        for (at++; at < end; at++) {
            if (text.at(at) < '0' || text.at(at) > '9') {
                throw RowFailure.CAST_FAILED;
            }
        }
        return value;
    }

    private static long plus(long value, int digit, long limit) {
        if (value > (limit - digit) / 10) {
            throw RowFailure.CAST_FAILED;
        }
        return value * 10 + digit;
    }

    private static long minus(long value, int digit, long limit) {
        if (value < (limit + digit) / 10) {
            throw RowFailure.CAST_FAILED;
        }
        return value * 10 - digit;
    }

    private static final Slice[] TRUE_TEXTS = {
        Slice.of("true"), Slice.of("t"), Slice.of("yes"), Slice.of("y"), Slice.of("1")};
    private static final Slice[] FALSE_TEXTS = {
        Slice.of("false"), Slice.of("f"), Slice.of("no"), Slice.of("n"), Slice.of("0")};

    /** true, t, yes, y, 1 and their opposites, in any case. */
    public static boolean parseBoolean(Slice text) {
        int at = trimmedStart(text);
        int end = trimmedEnd(text, at);
        for (int i = 0; i < TRUE_TEXTS.length; i++) {
            if (equalsIgnoringCase(text, at, end, TRUE_TEXTS[i])) {
                return true;
            }
            if (equalsIgnoringCase(text, at, end, FALSE_TEXTS[i])) {
                return false;
            }
        }
        throw RowFailure.CAST_FAILED;
    }

    private static boolean equalsIgnoringCase(Slice text, int from, int end, Slice word) {
        if (end - from != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((text.at(from + i) | (word.at(i) >= 'a' ? 32 : 0)) != word.at(i)) {
                return false;
            }
        }
        return true;
    }
}
