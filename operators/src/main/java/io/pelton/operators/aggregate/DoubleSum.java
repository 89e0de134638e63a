package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * SUM, AVG and COUNT of DOUBLE and FLOAT: {@code | count | sum |}. Sums in order of arrival inside a pane, then pane
 * by pane. SUM(FLOAT) adds in single precision ({@link #addFloat}, {@link #mergeFloat}), AVG(FLOAT) in double, as on
 * Flink.
 */
public final class DoubleSum {
    public static final int BYTES = 16;
    private static final int SUM = 8;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private DoubleSum() {
    }

    /** Also for −0.0: the first value is taken as it is. */
    public static void add(MutableDirectBuffer state, int field, double value) {
        long count = state.getLong(field, ORDER);
        state.putLong(field, count + 1, ORDER);
        state.putDouble(field + SUM, count == 0 ? value : state.getDouble(field + SUM, ORDER) + value, ORDER);
    }

    public static void addFloat(MutableDirectBuffer state, int field, float value) {
        long count = state.getLong(field, ORDER);
        state.putLong(field, count + 1, ORDER);
        state.putDouble(field + SUM, count == 0 ? value : (float) state.getDouble(field + SUM, ORDER) + value, ORDER);
    }

    public static void merge(MutableDirectBuffer state, int target, int source) {
        long added = state.getLong(source, ORDER);
        if (added != 0) {
            long count = state.getLong(target, ORDER);
            double sum = state.getDouble(source + SUM, ORDER);
            state.putLong(target, count + added, ORDER);
            state.putDouble(target + SUM, count == 0 ? sum : state.getDouble(target + SUM, ORDER) + sum, ORDER);
        }
    }

    public static void mergeFloat(MutableDirectBuffer state, int target, int source) {
        merge(state, target, source);
        state.putDouble(target + SUM, (float) state.getDouble(target + SUM, ORDER), ORDER);
    }

    /** Values added; 0 means that SUM and AVG are NULL. */
    public static long count(DirectBuffer state, int field) {
        return state.getLong(field, ORDER);
    }

    public static double sum(DirectBuffer state, int field) {
        return state.getDouble(field + SUM, ORDER);
    }

    public static double average(DirectBuffer state, int field) {
        return sum(state, field) / count(state, field);
    }
}
