package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Exact SUM, AVG and COUNT of DECIMALs in 128 bits, two's complement: {@code | count | low | high |}, unscaled values.
 * A sum that has left the 128 bits stays NULL; one beyond 38 digits is NULL unless later values bring it back.
 */
public final class DecimalSum {
    public static final int BYTES = 24;
    private static final int LOW = 8;
    private static final int HIGH = 16;
    /** High word of a sum that has overflowed: with low word 0 this is −2^127, beyond all DECIMALs. */
    private static final long OVERFLOWN = Long.MIN_VALUE;
    private static final long TEN_38_HIGH = 0x4B3B4CA85A86C47AL;
    private static final long TEN_38_LOW = 0x098A224000000000L;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private DecimalSum() {
    }

    /** Adds a narrow DECIMAL (up to 18 digits). */
    public static void add(MutableDirectBuffer state, int field, long unscaled) {
        addWide(state, field, unscaled, unscaled >> 63);
    }

    /** Adds a wide DECIMAL. */
    public static void addWide(MutableDirectBuffer state, int field, long low, long high) {
        state.putLong(field, state.getLong(field, ORDER) + 1, ORDER);
        plus(state, field, low, high);
    }

    public static void merge(MutableDirectBuffer state, int target, int source) {
        state.putLong(target, state.getLong(target, ORDER) + state.getLong(source, ORDER), ORDER);
        plus(state, target, low(state, source), high(state, source));
    }

    private static void plus(MutableDirectBuffer state, int field, long low, long high) {
        long oldLow = low(state, field);
        long oldHigh = high(state, field);
        long newLow = oldLow + low;
        long newHigh = oldHigh + high + (Long.compareUnsigned(newLow, oldLow) < 0 ? 1 : 0);
        boolean isOverflown = isOverflown(oldLow, oldHigh) || isOverflown(low, high)
                || ((oldHigh ^ newHigh) & (high ^ newHigh)) < 0;
        state.putLong(field + LOW, isOverflown ? 0 : newLow, ORDER);
        state.putLong(field + HIGH, isOverflown ? OVERFLOWN : newHigh, ORDER);
    }

    private static boolean isOverflown(long low, long high) {
        return high == OVERFLOWN && low == 0;
    }

    /** Values added; 0 means that SUM and AVG are NULL. */
    public static long count(DirectBuffer state, int field) {
        return state.getLong(field, ORDER);
    }

    public static long low(DirectBuffer state, int field) {
        return state.getLong(field + LOW, ORDER);
    }

    public static long high(DirectBuffer state, int field) {
        return state.getLong(field + HIGH, ORDER);
    }

    /** True when SUM is NULL: nothing was added, or it has more than 38 digits. */
    public static boolean isNull(DirectBuffer state, int field) {
        return count(state, field) == 0 || exceeds38Digits(low(state, field), high(state, field));
    }

    /** True for absolute values of 10^38 and more. */
    public static boolean exceeds38Digits(long low, long high) {
        boolean isNegative = high < 0;
        long absoluteLow = isNegative ? -low : low;
        long absoluteHigh = isNegative ? ~high + (low == 0 ? 1 : 0) : high;
        int order = Long.compareUnsigned(absoluteHigh, TEN_38_HIGH);
        return order > 0 || order == 0 && Long.compareUnsigned(absoluteLow, TEN_38_LOW) >= 0;
    }

    /**
     * Writes AVG as a wide DECIMAL (low word, then high word) to {@code out}: the sum times 10^{@code addedScale},
     * divided by the count, rounded half away from zero.
     *
     * @param addedScale digits that the result has behind the point beyond those of the sum, 0 to 18
     * @return false, and nothing is written, when AVG is NULL: no value, or more than 38 digits
     */
    public static boolean average(
            DirectBuffer state, int field, int addedScale, MutableDirectBuffer out, int outOffset) {
        long low = low(state, field);
        long high = high(state, field);
        return !isNull(state, field)
                && WideDivision.divide(low, high, count(state, field), addedScale, out, outOffset);
    }
}
