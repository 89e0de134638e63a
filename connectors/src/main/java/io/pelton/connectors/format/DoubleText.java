package io.pelton.connectors.format;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;

/**
 * Text → DOUBLE and FLOAT, correctly rounded. Numbers of up to 15 or so digits take the exact short cut (Clinger 1990:
 * one multiplication or division of two exact doubles rounds once); the rest goes to fastdoubleparser. One thread.
 */
final class DoubleText {
    private static final long EXACT_DOUBLE = 1L << 53;
    private static final long EXACT_FLOAT = 1L << 24;
    private static final int MOST_DIGITS = 18;
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22};
    private static final float[] FLOAT_TENS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    private static final int BAD = 0;
    private static final int SHORT = 1;
    private static final int LONG = 2;

    private long mantissa;
    private int exponent;
    /** The number lies between the powers of ten {@code magnitude - 1} and {@code magnitude}. */
    private int magnitude;
    private boolean isNegative;
    private double doubleValue;
    private float floatValue;

    /** Result of the last {@link #parseDouble} that returned true. */
    double doubleValue() {
        return doubleValue;
    }

    /** Result of the last {@link #parseFloat} that returned true. */
    float floatValue() {
        return floatValue;
    }

    boolean parseDouble(byte[] bytes, int from, int to) {
        int shape = scan(bytes, from, to);
        if (shape == SHORT && mantissa <= EXACT_DOUBLE && exponent >= -22 && exponent <= 22) {
            double value = exponent < 0 ? mantissa / TENS[-exponent] : mantissa * TENS[exponent];
            doubleValue = isNegative ? -value : value;
            return true;
        }
        if (shape == BAD) {
            doubleValue = special(bytes, from, to);
            return doubleValue != 0;
        }
        doubleValue = magnitude > 309 || magnitude <= -324
                ? extreme() : JavaDoubleParser.parseDouble(bytes, from, to - from);
        return true;
    }

    boolean parseFloat(byte[] bytes, int from, int to) {
        int shape = scan(bytes, from, to);
        if (shape == SHORT && mantissa <= EXACT_FLOAT && exponent >= -10 && exponent <= 10) {
            float value = exponent < 0 ? mantissa / FLOAT_TENS[-exponent] : mantissa * FLOAT_TENS[exponent];
            floatValue = isNegative ? -value : value;
            return true;
        }
        if (shape == BAD) {
            floatValue = (float) special(bytes, from, to);
            return floatValue != 0;
        }
        floatValue = magnitude > 39 || magnitude <= -46
                ? (float) extreme() : JavaFloatParser.parseFloat(bytes, from, to - from);
        return true;
    }

    /** Beyond the range of the type, where the library would allocate: an infinity or a zero. */
    private double extreme() {
        double value = magnitude > 0 && mantissa != 0 ? Double.POSITIVE_INFINITY : 0.0;
        return isNegative ? -value : value;
    }

    /** Splits a plain number into sign, mantissa and exponent; LONG when it has more digits than a long holds. */
    private int scan(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            negative = bytes[i] == '-';
            i++;
        }
        long digits = 0;
        int significant = 0;
        int point = -1;
        int first = i;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                if (significant < MOST_DIGITS) {
                    digits = digits * 10 + digit;
                }
                if (digits != 0) {
                    significant++;
                }
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        if (i - first == (point < 0 ? 0 : 1)) {
            return BAD;
        }
        int scale = point < 0 ? 0 : point + 1 - i;
        if (i < to) {
            if ((bytes[i] | 0x20) != 'e' || !exponent(bytes, i + 1, to)) {
                return BAD;
            }
            scale += exponent;
        }
        isNegative = negative;
        mantissa = digits;
        exponent = scale;
        magnitude = digits == 0 ? Integer.MIN_VALUE : significant + scale;
        return significant > MOST_DIGITS ? LONG : SHORT;
    }

    private boolean exponent(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = false;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            negative = bytes[i] == '-';
            i++;
        }
        if (i == to) {
            return false;
        }
        int value = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = Math.min(value * 10 + digit, 100_000);
        }
        exponent = negative ? -value : value;
        return true;
    }

    /** NaN and infinities, 0 for anything else. */
    private static double special(byte[] bytes, int from, int to) {
        boolean isSigned = from < to && (bytes[from] == '-' || bytes[from] == '+');
        int start = isSigned ? from + 1 : from;
        if (matches(bytes, start, to, "NaN")) {
            return Double.NaN;
        }
        if (matches(bytes, start, to, "Infinity")) {
            return isSigned && bytes[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return 0;
    }

    private static boolean matches(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
