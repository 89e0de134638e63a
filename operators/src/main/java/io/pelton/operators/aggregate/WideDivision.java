package io.pelton.operators.aggregate;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Division of a 128-bit number by a positive long, rounded half away from zero. Stateless. */
final class WideDivision {
    /** High word of 10^37: anything with a larger one has no room for another digit. */
    private static final long TEN_37_HIGH = 0x0785EE10D5DA46D9L;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private WideDivision() {
    }

    /** Writes value · 10^addedScale / divisor (low word, high word); false when that has more than 38 digits. */
    static boolean divide(long low, long high, long divisor, int addedScale, MutableDirectBuffer out, int outOffset) {
        boolean isNegative = high < 0;
        long absoluteLow = isNegative ? -low : low;
        long absoluteHigh = isNegative ? ~high + (low == 0 ? 1 : 0) : high;
        long quotientHigh = Long.divideUnsigned(absoluteHigh, divisor);
        long rest = Long.remainderUnsigned(absoluteHigh, divisor);
        long quotientLow = 0;
        for (int bit = 63; bit >= 0; bit--) {
            rest = rest << 1 | absoluteLow >>> bit & 1;
            quotientLow <<= 1;
            if (Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotientLow |= 1;
            }
        }
        for (int added = 0; added < addedScale; added++) {
            if (Long.compareUnsigned(quotientHigh, TEN_37_HIGH) > 0) {
                return false;
            }
            int digit = nextDigit(rest, divisor);
            rest = rest * 10 - digit * divisor;
            quotientHigh = quotientHigh * 10 + Math.multiplyHigh(quotientLow, 10) + (quotientLow < 0 ? 10 : 0);
            quotientLow = quotientLow * 10 + digit;
            quotientHigh += Long.compareUnsigned(quotientLow, digit) < 0 ? 1 : 0;
        }
        if (rest >= divisor - rest) {
            quotientLow++;
            quotientHigh += quotientLow == 0 ? 1 : 0;
        }
        if (DecimalSum.exceeds38Digits(quotientLow, quotientHigh)) {
            return false;
        }
        out.putLong(outOffset, isNegative ? -quotientLow : quotientLow, ORDER);
        long negatedHigh = ~quotientHigh + (quotientLow == 0 ? 1 : 0);
        out.putLong(outOffset + Long.BYTES, isNegative ? negatedHigh : quotientHigh, ORDER);
        return true;
    }

    /** Whole part of 10 · rest / divisor, by addition: the product may not fit in a long. */
    private static int nextDigit(long rest, long divisor) {
        long sum = 0;
        int digit = 0;
        for (int i = 0; i < 10; i++) {
            sum += rest;
            if (Long.compareUnsigned(sum, divisor) >= 0) {
                sum -= divisor;
                digit++;
            }
        }
        return digit;
    }
}
