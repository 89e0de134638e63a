package io.pelton.sql.function;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a double, closest to it among the shortest: what Double.toString gives since
 * JDK 19, so results don't depend on the JDK. The method is Raffaello Giulietti's "The Schubfach way to render
 * doubles". Without allocation; any thread.
 */
final class ShortestDecimal {
    private static final int MIN_POWER = -324;
    private static final int MAX_POWER = 292;
    private static final int MIN_BINARY_EXPONENT = -1074;
    private static final long MIN_NORMAL_SIGNIFICAND = 1L << 52;
    private static final long MASK_63 = (1L << 63) - 1;
    private static final long[] HIGH = new long[MAX_POWER - MIN_POWER + 1];
    private static final long[] LOW = new long[MAX_POWER - MIN_POWER + 1];

    static {
        BigInteger mask = BigInteger.valueOf(MASK_63);
        for (int k = MIN_POWER; k <= MAX_POWER; k++) {
            int shift = 125 - floorLog2Power10(-k);
            BigInteger power = BigInteger.TEN.pow(Math.abs(k));
            BigInteger scaled;
            if (k > 0) {
                scaled = BigInteger.ONE.shiftLeft(shift).divide(power);
            } else {
                scaled = shift >= 0 ? power.shiftLeft(shift) : power.shiftRight(-shift);
            }
            BigInteger g = scaled.add(BigInteger.ONE);
            HIGH[k - MIN_POWER] = g.shiftRight(63).longValue();
            LOW[k - MIN_POWER] = g.and(mask).longValue();
        }
    }

    private ShortestDecimal() {
    }

    private static int floorLog10Power2(int exponent) {
        return (int) (exponent * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPower2(int exponent) {
        return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Power10(int exponent) {
        return (int) (exponent * 913_124_641_741L >> 38);
    }

    /** The digits of a finite, positive value, as a number without trailing zeros. */
    static long digits(double value) {
        return stripZeros(significand(value));
    }

    /** The power of ten that goes with the digits, which {@link #digits} gave. */
    static int exponent(double value, long digits) {
        long whole = significand(value);
        int exponent = power(value);
        while (whole != digits) {
            whole /= 10;
            exponent++;
        }
        return exponent;
    }

    private static long stripZeros(long number) {
        long rest = number;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest;
    }

    private static int binaryExponent(long bits) {
        int biased = (int) (bits >>> 52) & 0x7FF;
        return biased == 0 ? MIN_BINARY_EXPONENT : biased - 1075;
    }

    private static long binarySignificand(long bits) {
        long fraction = bits & MIN_NORMAL_SIGNIFICAND - 1;
        return (bits >>> 52 & 0x7FF) == 0 ? fraction : fraction | MIN_NORMAL_SIGNIFICAND;
    }

    private static int power(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int q = binaryExponent(bits);
        long c = binarySignificand(bits);
        return floorPower(q, c) - (isTiny(bits) ? 1 : 0);
    }

    private static int floorPower(int q, long c) {
        return c != MIN_NORMAL_SIGNIFICAND || q == MIN_BINARY_EXPONENT
                ? floorLog10Power2(q) : floorLog10ThreeQuartersPower2(q);
    }

    /** The two smallest values get a second digit, as Java prints them: 4.9E-324. */
    private static boolean isTiny(long bits) {
        return bits < 3;
    }

    private static long significand(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int q = binaryExponent(bits);
        long c = binarySignificand(bits) * (isTiny(bits) ? 10 : 1);
        int k = floorPower(q, c);
        boolean isRegular = c != MIN_NORMAL_SIGNIFICAND || q == MIN_BINARY_EXPONENT;
        int odd = (int) c & 1;
        long middle = c << 2;
        int h = q + floorLog2Power10(-k) + 2;
        long high = HIGH[k - MIN_POWER];
        long low = LOW[k - MIN_POWER];
        long vb = roundToOdd(high, low, middle << h);
        long vbl = roundToOdd(high, low, middle - (isRegular ? 2 : 1) << h);
        long vbr = roundToOdd(high, low, middle + 2 << h);
        long s = vb >> 2;
        if (s >= 100) {
            long lower = s / 10 * 10;
            long upper = lower + 10;
            boolean lowerIn = vbl + odd <= lower << 2;
            boolean upperIn = (upper << 2) + odd <= vbr;
            if (lowerIn != upperIn) {
                return lowerIn ? lower : upper;
            }
        }
        long t = s + 1;
        boolean sIn = vbl + odd <= s << 2;
        boolean tIn = (t << 2) + odd <= vbr;
        if (sIn != tIn) {
            return sIn ? s : t;
        }
        long side = vb - (s + t << 1);
        return side < 0 || side == 0 && (s & 1) == 0 ? s : t;
    }

    private static long roundToOdd(long high, long low, long cp) {
        long x1 = Math.multiplyHigh(low, cp);
        long y0 = high * cp;
        long y1 = Math.multiplyHigh(high, cp);
        long z = (y0 >>> 1) + x1;
        long w = y1 + (z >>> 63);
        return w | (z & MASK_63) + MASK_63 >>> 63;
    }
}
