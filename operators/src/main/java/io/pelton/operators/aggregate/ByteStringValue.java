package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * MIN, MAX, FIRST_VALUE and LAST_VALUE of strings: {@code | length + 1 (0: NULL) | bytes ... |}, room for the column's
 * longest string. Compared byte by byte, unsigned, which is the order of code points in UTF-8.
 */
public final class ByteStringValue {
    private static final int VALUE = 4;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private ByteStringValue() {
    }

    /** Bytes of a field for strings of at most {@code maxStringBytes}. */
    public static int bytes(int maxStringBytes) {
        return (VALUE + maxStringBytes + 7) & ~7;
    }

    public static boolean isNull(DirectBuffer state, int field) {
        return state.getInt(field, ORDER) == 0;
    }

    public static int length(DirectBuffer state, int field) {
        return state.getInt(field, ORDER) - 1;
    }

    /** Where the string's bytes begin. */
    public static int offset(int field) {
        return field + VALUE;
    }

    public static void min(MutableDirectBuffer state, int field, DirectBuffer source, int offset, int length) {
        if (isNull(state, field) || compare(source, offset, length, state, field + VALUE, length(state, field)) < 0) {
            last(state, field, source, offset, length);
        }
    }

    public static void max(MutableDirectBuffer state, int field, DirectBuffer source, int offset, int length) {
        if (isNull(state, field) || compare(source, offset, length, state, field + VALUE, length(state, field)) > 0) {
            last(state, field, source, offset, length);
        }
    }

    public static void first(MutableDirectBuffer state, int field, DirectBuffer source, int offset, int length) {
        if (isNull(state, field)) {
            last(state, field, source, offset, length);
        }
    }

    public static void last(MutableDirectBuffer state, int field, DirectBuffer source, int offset, int length) {
        state.putInt(field, length + 1, ORDER);
        state.putBytes(field + VALUE, source, offset, length);
    }

    public static void mergeMin(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            min(state, target, state, source + VALUE, length(state, source));
        }
    }

    public static void mergeMax(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            max(state, target, state, source + VALUE, length(state, source));
        }
    }

    public static void mergeFirst(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            first(state, target, state, source + VALUE, length(state, source));
        }
    }

    public static void mergeLast(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            last(state, target, state, source + VALUE, length(state, source));
        }
    }

    /** Order of two byte strings, unsigned. */
    public static int compare(DirectBuffer a, int offsetA, int lengthA, DirectBuffer b, int offsetB, int lengthB) {
        int shorter = Math.min(lengthA, lengthB);
        for (int i = 0; i < shorter; i++) {
            int difference = (a.getByte(offsetA + i) & 0xFF) - (b.getByte(offsetB + i) & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return lengthA - lengthB;
    }
}
