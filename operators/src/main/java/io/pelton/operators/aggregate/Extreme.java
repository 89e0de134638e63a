package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * MIN and MAX of values of up to 8 bytes: {@code | values seen (0: NULL) | value |}. A value replaces the one held
 * only if it compares truly smaller (larger), as Flink's generated code does: so a NaN is kept when it came first and
 * passed over otherwise, and of 0.0 and −0.0 the first stays.
 */
public final class Extreme {
    public static final int BYTES = 16;
    private static final int VALUE = 8;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Extreme() {
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

    public static void minLong(MutableDirectBuffer state, int field, long value) {
        if (isFirst(state, field) || value < getLong(state, field)) {
            state.putLong(field + VALUE, value, ORDER);
        }
    }

    public static void maxLong(MutableDirectBuffer state, int field, long value) {
        if (isFirst(state, field) || value > getLong(state, field)) {
            state.putLong(field + VALUE, value, ORDER);
        }
    }

    /** FLOAT too, widened. */
    public static void minDouble(MutableDirectBuffer state, int field, double value) {
        if (isFirst(state, field) || value < getDouble(state, field)) {
            state.putDouble(field + VALUE, value, ORDER);
        }
    }

    /** FLOAT too, widened. */
    public static void maxDouble(MutableDirectBuffer state, int field, double value) {
        if (isFirst(state, field) || value > getDouble(state, field)) {
            state.putDouble(field + VALUE, value, ORDER);
        }
    }

    public static void mergeMinLong(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            minLong(state, target, getLong(state, source));
        }
    }

    public static void mergeMaxLong(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            maxLong(state, target, getLong(state, source));
        }
    }

    public static void mergeMinDouble(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            minDouble(state, target, getDouble(state, source));
        }
    }

    public static void mergeMaxDouble(MutableDirectBuffer state, int target, int source) {
        if (!isNull(state, source)) {
            maxDouble(state, target, getDouble(state, source));
        }
    }

    /** The value if it is truly smaller than the one held. */
    public static long smaller(long held, long value) {
        return value < held ? value : held;
    }

    /** The value if it is truly larger than the one held. */
    public static long larger(long held, long value) {
        return value > held ? value : held;
    }

    /**
     * The value if it is truly smaller than the one held. Chosen by bits, which compiles to a conditional move: no
     * branch predictor foresees which of two readings is the smaller one.
     */
    public static double smaller(double held, double value) {
        long heldBits = Double.doubleToRawLongBits(held);
        long bits = Double.doubleToRawLongBits(value);
        return Double.longBitsToDouble(value < held ? bits : heldBits);
    }

    /** The value if it is truly larger than the one held; as {@link #smaller(double, double)}. */
    public static double larger(double held, double value) {
        long heldBits = Double.doubleToRawLongBits(held);
        long bits = Double.doubleToRawLongBits(value);
        return Double.longBitsToDouble(value > held ? bits : heldBits);
    }

    private static boolean isFirst(MutableDirectBuffer state, int field) {
        if (state.getLong(field, ORDER) != 0) {
            return false;
        }
        state.putLong(field, 1L, ORDER);
        return true;
    }
}
