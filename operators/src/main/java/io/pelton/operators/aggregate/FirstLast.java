package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * FIRST_VALUE and LAST_VALUE of the values that aren't NULL, in order of arrival inside a pane, then pane by pane:
 * {@code | 1 when set | value |}, the value one word (a double as its bits) or two.
 */
public final class FirstLast {
    /** Bytes of a field for one word. */
    public static final int BYTES = 16;
    /** Bytes of a field for two words: wide DECIMAL and timestamps. */
    public static final int WIDE_BYTES = 24;
    private static final int VALUE = 8;
    private static final int SECOND = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private FirstLast() {
    }

    public static boolean isNull(DirectBuffer state, int field) {
        return state.getLong(field, ORDER) == 0;
    }

    public static long getLong(DirectBuffer state, int field) {
        return state.getLong(field + VALUE, ORDER);
    }

    public static double getDouble(DirectBuffer state, int field) {
        return state.getDouble(field + VALUE, ORDER);
    }

    public static long getSecondLong(DirectBuffer state, int field) {
        return state.getLong(field + SECOND, ORDER);
    }

    public static void first(MutableDirectBuffer state, int field, long value) {
        if (isNull(state, field)) {
            last(state, field, value);
        }
    }

    public static void last(MutableDirectBuffer state, int field, long value) {
        state.putLong(field, 1L, ORDER);
        state.putLong(field + VALUE, value, ORDER);
    }

    public static void firstWide(MutableDirectBuffer state, int field, long value, long second) {
        if (isNull(state, field)) {
            lastWide(state, field, value, second);
        }
    }

    public static void lastWide(MutableDirectBuffer state, int field, long value, long second) {
        last(state, field, value);
        state.putLong(field + SECOND, second, ORDER);
    }

    public static void mergeFirst(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            first(state, target, getLong(state, source));
        }
    }

    public static void mergeLast(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            last(state, target, getLong(state, source));
        }
    }

    public static void mergeFirstWide(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            firstWide(state, target, getLong(state, source), getSecondLong(state, source));
        }
    }

    public static void mergeLastWide(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            lastWide(state, target, getLong(state, source), getSecondLong(state, source));
        }
    }
}
