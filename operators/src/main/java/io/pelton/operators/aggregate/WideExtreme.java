package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * MIN and MAX of values of two words: {@code | 1 when set | word | word |}, in the order in which rows hold them. A
 * wide DECIMAL is (low, high), a timestamp above precision 3 (ms, ns inside the ms); they differ in which word weighs
 * more.
 */
public final class WideExtreme {
    public static final int BYTES = 24;
    private static final int FIRST = 8;
    private static final int SECOND = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private WideExtreme() {
    }

    public static boolean isNull(DirectBuffer state, int field) {
        return state.getLong(field, ORDER) == 0;
    }

    /** Low word of a DECIMAL, milliseconds of a timestamp. */
    public static long first(DirectBuffer state, int field) {
        return state.getLong(field + FIRST, ORDER);
    }

    /** High word of a DECIMAL, nanoseconds inside the millisecond of a timestamp. */
    public static long second(DirectBuffer state, int field) {
        return state.getLong(field + SECOND, ORDER);
    }

    public static void minDecimal(MutableDirectBuffer state, int field, long low, long high) {
        if (isNull(state, field) || compareDecimal(low, high, first(state, field), second(state, field)) < 0) {
            set(state, field, low, high);
        }
    }

    public static void maxDecimal(MutableDirectBuffer state, int field, long low, long high) {
        if (isNull(state, field) || compareDecimal(low, high, first(state, field), second(state, field)) > 0) {
            set(state, field, low, high);
        }
    }

    public static void minTimestamp(MutableDirectBuffer state, int field, long ms, long nanosOfMilli) {
        if (isNull(state, field) || compareTimestamp(ms, nanosOfMilli, first(state, field), second(state, field)) < 0) {
            set(state, field, ms, nanosOfMilli);
        }
    }

    public static void maxTimestamp(MutableDirectBuffer state, int field, long ms, long nanosOfMilli) {
        if (isNull(state, field) || compareTimestamp(ms, nanosOfMilli, first(state, field), second(state, field)) > 0) {
            set(state, field, ms, nanosOfMilli);
        }
    }

    public static void mergeMinDecimal(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            minDecimal(state, target, first(state, source), second(state, source));
        }
    }

    public static void mergeMaxDecimal(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            maxDecimal(state, target, first(state, source), second(state, source));
        }
    }

    public static void mergeMinTimestamp(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            minTimestamp(state, target, first(state, source), second(state, source));
        }
    }

    public static void mergeMaxTimestamp(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            maxTimestamp(state, target, first(state, source), second(state, source));
        }
    }

    private static void set(MutableDirectBuffer state, int field, long first, long second) {
        state.putLong(field, 1L, ORDER);
        state.putLong(field + FIRST, first, ORDER);
        state.putLong(field + SECOND, second, ORDER);
    }

    private static int compareDecimal(long low, long high, long otherLow, long otherHigh) {
        return high != otherHigh ? Long.compare(high, otherHigh) : Long.compareUnsigned(low, otherLow);
    }

    private static int compareTimestamp(long ms, long nanos, long otherMs, long otherNanos) {
        return ms != otherMs ? Long.compare(ms, otherMs) : Long.compare(nanos, otherNanos);
    }
}
