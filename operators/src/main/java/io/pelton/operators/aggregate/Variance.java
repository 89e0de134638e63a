package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP: {@code | count | mean | m2 |}, m2 the sum of squared distances from
 * the mean. Updated by Welford's recurrence (1962), merged by that of Chan, Golub and LeVeque (1979); Flink 2.3
 * computes the same.
 */
public final class Variance {
    public static final int BYTES = 24;
    private static final int MEAN = 8;
    private static final int M2 = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Variance() {
    }

    public static void add(MutableDirectBuffer state, int field, double value) {
        long count = state.getLong(field, ORDER) + 1;
        double oldMean = state.getDouble(field + MEAN, ORDER);
        double distance = value - oldMean;
        double mean = oldMean + distance / count;
        state.putLong(field, count, ORDER);
        state.putDouble(field + MEAN, mean, ORDER);
        state.putDouble(field + M2, state.getDouble(field + M2, ORDER) + distance * (value - mean), ORDER);
    }

    public static void merge(MutableDirectBuffer state, int target, int source) {
        long added = state.getLong(source, ORDER);
        if (added == 0) {
            return;
        }
        long before = state.getLong(target, ORDER);
        double sourceMean = state.getDouble(source + MEAN, ORDER);
        double sourceM2 = state.getDouble(source + M2, ORDER);
        if (before == 0) {
            state.putLong(target, added, ORDER);
            state.putDouble(target + MEAN, sourceMean, ORDER);
            state.putDouble(target + M2, sourceM2, ORDER);
            return;
        }
        long count = before + added;
        double mean = state.getDouble(target + MEAN, ORDER);
        double apart = sourceMean - mean;
        double m2 = state.getDouble(target + M2, ORDER) + sourceM2 + (double) before * added / count * apart * apart;
        state.putLong(target, count, ORDER);
        state.putDouble(target + MEAN, mean + (double) added / count * apart, ORDER);
        state.putDouble(target + M2, m2, ORDER);
    }

    public static long count(DirectBuffer state, int field) {
        return state.getLong(field, ORDER);
    }

    /** True when the population functions are NULL. */
    public static boolean isPopulationNull(DirectBuffer state, int field) {
        return count(state, field) == 0 || state.getDouble(field + M2, ORDER) < 0;
    }

    /** True when the sample functions are NULL: fewer than two values. */
    public static boolean isSampleNull(DirectBuffer state, int field) {
        return count(state, field) < 2 || state.getDouble(field + M2, ORDER) < 0;
    }

    public static double populationVariance(DirectBuffer state, int field) {
        return state.getDouble(field + M2, ORDER) / count(state, field);
    }

    public static double sampleVariance(DirectBuffer state, int field) {
        return state.getDouble(field + M2, ORDER) / (count(state, field) - 1);
    }

    public static double populationDeviation(DirectBuffer state, int field) {
        return Math.sqrt(populationVariance(state, field));
    }

    public static double sampleDeviation(DirectBuffer state, int field) {
        return Math.sqrt(sampleVariance(state, field));
    }
}
