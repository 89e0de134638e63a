package io.pelton.connectors.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Text → DECIMAL(p, s) as a 128-bit unscaled value, rounded half up as in Flink. One thread. */
final class DecimalText {
    static final int OK = 0;
    static final int NOT_A_NUMBER = 1;
    static final int TOO_LARGE = 2;

    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
    private static final long[] POWER_LOW = new long[39];
    private static final long[] POWER_HIGH = new long[39];

    static {
        for (int i = 0; i < POWER_LOW.length; i++) {
            BigInteger power = BigInteger.TEN.pow(i);
            POWER_LOW[i] = power.longValue();
            POWER_HIGH[i] = power.shiftRight(64).longValue();
        }
    }

    private long low;
    private long high;

    /** Low word of the last value that was OK; all of it up to precision 18. */
    long low() {
        return low;
    }

    long high() {
        return high;
    }

    int parse(byte[] bytes, int from, int to, int precision, int scale) {
        int i = from;
        boolean isNegative = false;
        if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
            isNegative = bytes[i] == '-';
            i++;
        }
        low = 0;
        high = 0;
        int digitCount = 0;
        int integerDigits = 0;
        int fraction = -1;
        boolean roundUp = false;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                if (bytes[i] == '.' && fraction < 0) {
                    fraction = 0;
                    continue;
                }
                return (bytes[i] | 0x20) == 'e' && digitCount > 0 ? slow(bytes, from, to, precision, scale)
                        : NOT_A_NUMBER;
            }
            digitCount++;
            if (fraction < 0) {
                if (integerDigits > 0 || digit != 0) {
                    integerDigits++;
                }
                if (integerDigits <= precision - scale) {
                    append(digit);
                }
            } else {
                if (fraction < scale) {
                    append(digit);
                } else if (fraction == scale) {
                    roundUp = digit >= 5;
                }
                fraction++;
            }
        }
        if (digitCount == 0) {
            return NOT_A_NUMBER;
        }
        if (integerDigits > precision - scale) {
            return TOO_LARGE;
        }
        for (int k = Math.max(fraction, 0); k < scale; k++) {
            append(0);
        }
        return finish(isNegative, roundUp, precision);
    }

    private int finish(boolean isNegative, boolean roundUp, int precision) {
        if (roundUp) {
            low++;
            if (low == 0) {
                high++;
            }
            if (high == POWER_HIGH[precision] && low == POWER_LOW[precision]) {
                return TOO_LARGE;
            }
        }
        if (isNegative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        return OK;
    }

    private void append(int digit) {
        if (high == 0 && low >= 0 && low < Long.MAX_VALUE / 10 - 1) {
            low = low * 10 + digit;
            return;
        }
        long lower = (low & LOW_32) * 10 + digit;
        long upper = (low >>> 32) * 10 + (lower >>> 32);
        low = upper << 32 | lower & LOW_32;
        high = high * 10 + (upper >>> 32);
    }

    /** Numbers with an exponent: rare, so by BigDecimal. */
    private int slow(byte[] bytes, int from, int to, int precision, int scale) {
        try {
            BigDecimal exact = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            if (exact.signum() != 0 && exact.precision() - (long) exact.scale() > precision - scale) {
                return TOO_LARGE;
            }
            if (exact.signum() == 0 || exact.precision() - (long) exact.scale() < -scale) {
                low = 0;
                high = 0;
                return OK;
            }
            BigDecimal value = exact.setScale(scale, RoundingMode.HALF_UP);
            if (value.precision() > precision) {
                return TOO_LARGE;
            }
            low = value.unscaledValue().longValue();
            high = value.unscaledValue().shiftRight(64).longValue();
            return OK;
        } catch (NumberFormatException e) {
            return NOT_A_NUMBER;
        }
    }

    /** The unscaled value of two words. */
    static BigInteger unscaled(long low, long high) {
        BigInteger lower = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? lower.add(TWO_64) : lower);
    }
}
