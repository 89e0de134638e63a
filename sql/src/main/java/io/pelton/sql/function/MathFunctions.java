package io.pelton.sql.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic that can fail, and functions that StrictMath lacks. Any thread. */
public final class MathFunctions {
    private static final int MAX_EXACT_POWER = 22;
    private static final long MAX_EXACT = 1L << 53;

    private MathFunctions() {
    }

    public static int divide(int dividend, int divisor) {
        if (divisor == 0) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        return dividend / divisor;
    }

    public static long divide(long dividend, long divisor) {
        if (divisor == 0) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        return dividend / divisor;
    }

    public static int remainder(int dividend, int divisor) {
        if (divisor == 0) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        return dividend % divisor;
    }

    public static long remainder(long dividend, long divisor) {
        if (divisor == 0) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        return dividend % divisor;
    }

    /** LOG(base, x). */
    public static double log(double base, double value) {
        return StrictMath.log(value) / StrictMath.log(base);
    }

    public static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2.0);
    }

    public static double cot(double value) {
        return 1.0 / StrictMath.tan(value);
    }

    /** ROUND of an integer: HALF_UP at a place in front of the point when {@code places} is negative. */
    public static long round(long value, int places) {
        return places >= 0 ? value : scaled(value, -places, true);
    }

    public static int round(int value, int places) {
        return places >= 0 ? value : (int) scaled(value, -places, true);
    }

    public static long truncate(long value, int places) {
        return places >= 0 ? value : scaled(value, -places, false);
    }

    public static int truncate(int value, int places) {
        return places >= 0 ? value : (int) scaled(value, -places, false);
    }

    private static long scaled(long value, int digits, boolean isRound) {
        if (digits > 18) {
            return 0;
        }
        long unit = power10(digits);
        long rest = value % unit;
        long down = value - rest;
        if (!isRound || Math.abs(rest) < unit - Math.abs(rest)) {
            return down;
        }
        return value < 0 ? down - unit : down + unit;
    }

    static long power10(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /** ROUND of the shortest decimal that means {@code value}, HALF_UP, as Flink rounds BigDecimal.valueOf(value). */
    public static double round(double value, int places) {
        return rounded(value, places, true);
    }

    public static double truncate(double value, int places) {
        return rounded(value, places, false);
    }

    private static double rounded(double value, int places, boolean isHalfUp) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw RowFailure.CAST_FAILED;
        }
        if (value == 0.0) {
            return 0.0;
        }
        double magnitude = Math.abs(value);
        long packed = ShortestDecimal.digits(magnitude);
        int exponent = ShortestDecimal.exponent(magnitude, packed);
        int drop = -exponent - places;
        if (drop <= 0) {
            return value;
        }
        if (drop > 18) {
            return 0.0;
        }
        long unit = power10(drop);
        long kept = (packed + (isHalfUp ? unit / 2 : 0)) / unit;
        double result = kept < MAX_EXACT && places >= 0 && places <= MAX_EXACT_POWER
                ? kept / exactPower(places)
                : slowRound(magnitude, places, isHalfUp);
        return value < 0 && result != 0.0 ? -result : result;
    }

    /** 10 to a power up to 22, which a double holds exactly. */
    static double exactPower(int exponent) {
        double result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /** Allocates; for places and sizes that are rarely rounded to. */
    private static double slowRound(double magnitude, int places, boolean isHalfUp) {
        RoundingMode mode = isHalfUp ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        return new BigDecimal(DoubleText.toText(magnitude)).setScale(places, mode).doubleValue();
    }
}
