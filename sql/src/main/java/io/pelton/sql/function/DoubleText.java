package io.pelton.sql.function;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import org.agrona.MutableDirectBuffer;

/**
 * DOUBLE and FLOAT as text: printed as Java's shortest, parsed as Double.parseDouble does. An instance holds a buffer:
 * one thread.
 */
public final class DoubleText {
    private static final int LONGEST = 32;
    private final byte[] bytes = new byte[400];

    /** CAST to DOUBLE. */
    public double parse(Slice text) {
        int length = copy(text);
        try {
            return JavaDoubleParser.parseDouble(bytes, 0, length);
        } catch (NumberFormatException failure) {
            throw RowFailure.CAST_FAILED;
        }
    }

    /** CAST to FLOAT. */
    public float parseFloat(Slice text) {
        int length = copy(text);
        try {
            return JavaFloatParser.parseFloat(bytes, 0, length);
        } catch (NumberFormatException failure) {
            throw RowFailure.CAST_FAILED;
        }
    }

    /** Copies the text and refuses, without an exception of the parser's, what can't be a number at all. */
    private int copy(Slice text) {
        if (text.length == 0 || text.length > bytes.length) {
            throw RowFailure.CAST_FAILED;
        }
        int first = text.at(NumberText.trimmedStart(text) % text.length);
        boolean isPossible = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.'
                || first == 'N'
                || first == 'I';
        if (!isPossible) {
            throw RowFailure.CAST_FAILED;
        }
        text.buffer.getBytes(text.offset, bytes, 0, text.length);
        return text.length;
    }

    static String toText(double value) {
        Slice slice = new Slice();
        print(value, slice);
        return slice.toString();
    }

    public static void print(float value, Slice out) {
        out.set(FloatToDecimal.toString(value));
    }

    /** As Double.toString of JDK 19 and later. */
    public static void print(double value, Slice out) {
        MutableDirectBuffer target = out.begin(LONGEST);
        if (Double.isNaN(value)) {
            out.finish(putAscii(target, 0, "NaN"));
            return;
        }
        int at = 0;
        if (Double.doubleToRawLongBits(value) < 0) {
            target.putByte(at++, (byte) '-');
        }
        double magnitude = Math.abs(value);
        if (Double.isInfinite(value)) {
            out.finish(putAscii(target, at, "Infinity"));
        } else if (value == 0.0) {
            out.finish(putAscii(target, at, "0.0"));
        } else {
            out.finish(putFinite(target, at, magnitude));
        }
    }

    private static int putFinite(MutableDirectBuffer target, int start, double magnitude) {
        long digits = ShortestDecimal.digits(magnitude);
        int count = digitCount(digits);
        int point = count + ShortestDecimal.exponent(magnitude, digits);
        if (magnitude >= 1e-3 && magnitude < 1e7) {
            return putPlain(target, start, digits, count, point);
        }
        int at = putDigits(target, start, digits, count, 1);
        target.putByte(at++, (byte) 'E');
        return at + target.putIntAscii(at, point - 1);
    }

    /** Digits with the point behind the first {@code point} of them; zeros are filled in. */
    private static int putPlain(MutableDirectBuffer target, int start, long digits, int count, int point) {
        if (point > 0) {
            return putDigits(target, start, digits, count, point);
        }
        int at = putAscii(target, start, "0.");
        for (int i = point; i < 0; i++) {
            target.putByte(at++, (byte) '0');
        }
        return at + target.putLongAscii(at, digits);
    }

    private static int putDigits(MutableDirectBuffer target, int start, long digits, int count, int point) {
        int at = start;
        if (count <= point) {
            at += target.putLongAscii(at, digits);
            for (int i = count; i < point; i++) {
                target.putByte(at++, (byte) '0');
            }
            return putAscii(target, at, ".0");
        }
        long unit = MathFunctions.power10(count - point);
        at += target.putLongAscii(at, digits / unit);
        target.putByte(at++, (byte) '.');
        long rest = digits % unit;
        for (long below = unit / 10; below > 1 && rest < below; below /= 10) {
            target.putByte(at++, (byte) '0');
        }
        return at + target.putLongAscii(at, rest);
    }

    private static int digitCount(long number) {
        int count = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            count++;
        }
        return count;
    }

    private static int putAscii(MutableDirectBuffer target, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            target.putByte(at + i, (byte) text.charAt(i));
        }
        return at + text.length();
    }
}
