package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * SUM, AVG and COUNT of whole numbers and of DECIMALs that can't outgrow a long: {@code | count | sum |}. Overflow
 * wraps, as Flink's does; narrow the result to its SQL type by a cast, which wraps alike.
 */
public final class LongSum {
    public static final int BYTES = 16;
    private static final int SUM = 8;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private LongSum() {
    }

    public static void add(MutableDirectBuffer state, int field, long value) {
        state.putLong(field, state.getLong(field, ORDER) + 1, ORDER);
        state.putLong(field + SUM, state.getLong(field + SUM, ORDER) + value, ORDER);
    }

    public static void merge(MutableDirectBuffer state, int target, int source) {
        state.putLong(target, state.getLong(target, ORDER) + state.getLong(source, ORDER), ORDER);
        state.putLong(target + SUM, state.getLong(target + SUM, ORDER) + state.getLong(source + SUM, ORDER), ORDER);
    }

    /** Values added; 0 means that SUM and AVG are NULL. */
    public static long count(DirectBuffer state, int field) {
        return state.getLong(field, ORDER);
    }

    public static long sum(DirectBuffer state, int field) {
        return state.getLong(field + SUM, ORDER);
    }

    /** AVG of whole numbers is a whole number, cut towards zero. Only when the count isn't 0. */
    public static long average(DirectBuffer state, int field) {
        return sum(state, field) / count(state, field);
    }
}
