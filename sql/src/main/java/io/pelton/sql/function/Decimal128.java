package io.pelton.sql.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.agrona.MutableDirectBuffer;

/**
 * A register for a DECIMAL of up to 38 digits: an unscaled 128-bit integer, two's complement, whose scale the generated
 * code knows. Results are rounded HALF_UP; a method returns false when a result has too many digits, which is NULL in
 * SQL. Nothing is allocated after construction. One thread.
 */
public final class Decimal128 {
    private static final int MAX_EXACT_POWER = 22;
    private static final int MAX_DIGITS = 38;
    private static final long[] POWER_LOW = new long[MAX_DIGITS + 1];
    private static final long[] POWER_HIGH = new long[MAX_DIGITS + 1];

    static {
        for (int i = 0; i <= MAX_DIGITS; i++) {
            BigInteger power = BigInteger.TEN.pow(i);
            POWER_LOW[i] = power.longValue();
            POWER_HIGH[i] = power.shiftRight(Long.SIZE).longValue();
        }
    }

    private long low;
    private long high;
    private Limbs first;
    private Limbs second;
    private DoubleText numbers;
    private Slice text;

    public static Decimal128 of(long low, long high) {
        Decimal128 decimal = new Decimal128();
        decimal.set(low, high);
        return decimal;
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    public void set(long value) {
        low = value;
        high = value >> 63;
    }

    public void set(long lowWord, long highWord) {
        low = lowWord;
        high = highWord;
    }

    public void set(Decimal128 other) {
        low = other.low;
        high = other.high;
    }

    public boolean isZero() {
        return (low | high) == 0;
    }

    private boolean isLong() {
        return high == low >> 63;
    }

    private Limbs first(Decimal128 value) {
        if (first == null) {
            first = new Limbs();
        }
        first.set(value.low, value.high);
        return first;
    }

    private Limbs second(Decimal128 value) {
        if (second == null) {
            second = new Limbs();
        }
        second.set(value.low, value.high);
        return second;
    }

    /** Takes a magnitude with a sign; false when it has more than {@code precision} digits. */
    private boolean take(Limbs magnitude, boolean isNegative, int precision) {
        if (!magnitude.fits128()) {
            return false;
        }
        low = magnitude.low();
        high = magnitude.high();
        if (!hasDigits(precision)) {
            return false;
        }
        if (isNegative) {
            negateSelf();
        }
        return true;
    }

    /** For a magnitude in this register: it has at most {@code precision} digits. */
    private boolean hasDigits(int precision) {
        return high >= 0 && (high < POWER_HIGH[precision]
                || high == POWER_HIGH[precision] && Long.compareUnsigned(low, POWER_LOW[precision]) < 0);
    }

    private void negateSelf() {
        low = -low;
        high = ~high + (low == 0 ? 1 : 0);
    }

    private boolean checked(int precision) {
        boolean isNegative = high < 0;
        if (isNegative) {
            negateSelf();
        }
        boolean fits = hasDigits(precision);
        if (isNegative) {
            negateSelf();
        }
        return fits;
    }

    public boolean add(Decimal128 a, int scaleA, Decimal128 b, int scaleB, int precision, int scale) {
        if (scaleA == scaleB && scaleA == scale) {
            return addWords(a, b.low, b.high) && checked(precision);
        }
        return addScaled(a, scaleA, b, scaleB, b.high < 0, precision, scale);
    }

    public boolean subtract(Decimal128 a, int scaleA, Decimal128 b, int scaleB, int precision, int scale) {
        if (scaleA == scaleB && scaleA == scale) {
            long negatedLow = -b.low;
            return addWords(a, negatedLow, ~b.high + (negatedLow == 0 ? 1 : 0)) && checked(precision);
        }
        return addScaled(a, scaleA, b, scaleB, b.high >= 0, precision, scale);
    }

    private boolean addWords(Decimal128 a, long otherLow, long otherHigh) {
        long sumLow = a.low + otherLow;
        long carry = Long.compareUnsigned(sumLow, otherLow) < 0 ? 1 : 0;
        long sumHigh = a.high + otherHigh + carry;
        boolean overflows = ((a.high ^ sumHigh) & (otherHigh ^ sumHigh)) < 0;
        low = sumLow;
        high = sumHigh;
        return !overflows;
    }

    private boolean addScaled(
            Decimal128 a, int scaleA, Decimal128 b, int scaleB, boolean isOtherNegative, int precision, int scale) {
        int widest = Math.max(scaleA, scaleB);
        boolean isNegative = a.high < 0;
        Limbs left = first(a);
        Limbs right = second(b);
        left.scaleUp(widest - scaleA);
        right.scaleUp(widest - scaleB);
        boolean isResultNegative = isNegative;
        if (isNegative == isOtherNegative) {
            left.add(right);
        } else if (left.compare(right) >= 0) {
            left.subtract(right);
        } else {
            right.subtract(left);
            left = right;
            isResultNegative = isOtherNegative;
        }
        left.rescale(scale - widest);
        return take(left, isResultNegative, precision);
    }

    public boolean multiply(Decimal128 a, int scaleA, Decimal128 b, int scaleB, int precision, int scale) {
        boolean isNegative = a.high < 0 != b.high < 0;
        Limbs product = first(a);
        product.multiply(second(b));
        product.rescale(scale - scaleA - scaleB);
        return take(product, isNegative, precision);
    }

    /** Throws {@link RowFailure#DIVISION_BY_ZERO}. */
    public boolean divide(Decimal128 a, int scaleA, Decimal128 b, int scaleB, int precision, int scale) {
        if (b.isZero()) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        boolean isNegative = a.high < 0 != b.high < 0;
        Limbs quotient = first(a);
        int shift = scale - scaleA + scaleB + 1;
        quotient.scaleUp(Math.max(0, shift));
        quotient.divide(second(b));
        quotient.rescale(shift >= 0 ? -1 : shift - 1);
        return take(quotient, isNegative, precision);
    }

    /** The sign is the dividend's. Throws {@link RowFailure#DIVISION_BY_ZERO}. */
    public boolean remainder(Decimal128 a, int scaleA, Decimal128 b, int scaleB, int precision, int scale) {
        if (b.isZero()) {
            throw RowFailure.DIVISION_BY_ZERO;
        }
        boolean isNegative = a.high < 0;
        int widest = Math.max(scaleA, scaleB);
        Limbs dividend = first(a);
        Limbs divisor = second(b);
        dividend.scaleUp(widest - scaleA);
        divisor.scaleUp(widest - scaleB);
        dividend.remainder(divisor);
        dividend.rescale(scale - widest);
        return take(dividend, isNegative, precision);
    }

    public boolean rescale(Decimal128 a, int from, int precision, int to) {
        if (from == to) {
            set(a);
            return checked(precision);
        }
        boolean isNegative = a.high < 0;
        Limbs magnitude = first(a);
        magnitude.rescale(to - from);
        return take(magnitude, isNegative, precision);
    }

    public boolean negate(Decimal128 a) {
        set(a);
        negateSelf();
        return true;
    }

    public boolean abs(Decimal128 a) {
        set(a);
        if (high < 0) {
            negateSelf();
        }
        return true;
    }

    /** SIGN: -1, 0 or 1 at a scale. */
    public boolean signOf(Decimal128 a, int scale) {
        int sign = a.high < 0 ? -1 : a.isZero() ? 0 : 1;
        set(POWER_LOW[scale], POWER_HIGH[scale]);
        if (sign <= 0) {
            negateSelf();
        }
        if (sign == 0) {
            set(0);
        }
        return true;
    }

    public boolean floor(Decimal128 a, int scale, int resultScale) {
        return whole(a, scale, resultScale, a.high < 0);
    }

    public boolean ceil(Decimal128 a, int scale, int resultScale) {
        return whole(a, scale, resultScale, a.high >= 0);
    }

    private boolean whole(Decimal128 a, int scale, int resultScale, boolean isAwayFromZero) {
        boolean isNegative = a.high < 0;
        Limbs magnitude = first(a);
        boolean isExact = magnitude.scaleDown(scale);
        if (isAwayFromZero && !isExact) {
            magnitude.addSmall(1);
        }
        magnitude.scaleUp(resultScale);
        return take(magnitude, isNegative, MAX_DIGITS);
    }

    /** ROUND (HALF_UP) or TRUNCATE to {@code places} digits after the point. */
    public boolean round(Decimal128 a, int scale, int places, boolean isRound, int precision, int resultScale) {
        boolean isNegative = a.high < 0;
        Limbs magnitude = first(a);
        int drop = scale - places;
        if (drop <= 0) {
            magnitude.rescale(resultScale - scale);
            return take(magnitude, isNegative, precision);
        }
        if (isRound) {
            magnitude.rescale(-drop);
        } else {
            magnitude.scaleDown(drop);
        }
        magnitude.rescale(resultScale - places);
        return take(magnitude, isNegative, precision);
    }

    public static int compare(Decimal128 a, int scaleA, Decimal128 b, int scaleB) {
        if (scaleA == scaleB) {
            return a.high != b.high ? Long.compare(a.high, b.high) : Long.compareUnsigned(a.low, b.low);
        }
        boolean isNegative = a.high < 0;
        if (isNegative != b.high < 0) {
            return isNegative ? -1 : 1;
        }
        int order = scaleA < scaleB ? compareMagnitudes(a, scaleB - scaleA, b)
                : -compareMagnitudes(b, scaleA - scaleB, a);
        return isNegative ? -order : order;
    }

    /** Compares |a| × 10^shift with |b|. */
    private static int compareMagnitudes(Decimal128 a, int shift, Decimal128 b) {
        long lowA = a.high < 0 ? -a.low : a.low;
        long highA = a.high < 0 ? ~a.high + (lowA == 0 ? 1 : 0) : a.high;
        long lowB = b.high < 0 ? -b.low : b.low;
        long highB = b.high < 0 ? ~b.high + (lowB == 0 ? 1 : 0) : b.high;
        long powerLow = POWER_LOW[shift];
        long powerHigh = POWER_HIGH[shift];
        long w0 = lowA * powerLow;
        long w1 = unsignedHigh(lowA, powerLow);
        long cross = lowA * powerHigh;
        long other = highA * powerLow;
        long sum = w1 + cross;
        boolean isBig = Long.compareUnsigned(sum, cross) < 0;
        long total = sum + other;
        isBig |= Long.compareUnsigned(total, other) < 0 || unsignedHigh(lowA, powerHigh) != 0
                || unsignedHigh(highA, powerLow) != 0 || highA != 0 && powerHigh != 0;
        if (isBig) {
            return 1;
        }
        return total != highB ? Long.compareUnsigned(total, highB) : Long.compareUnsigned(w0, lowB);
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    /** The value without its fraction; the low 64 bits of it. */
    public long truncated(int scale) {
        if (scale == 0) {
            return low;
        }
        if (isLong() && scale <= 18) {
            return low / POWER_LOW[scale];
        }
        boolean isNegative = high < 0;
        Limbs magnitude = first(this);
        magnitude.scaleDown(scale);
        return isNegative ? -magnitude.low() : magnitude.low();
    }

    public double doubleValue(int scale) {
        if (isLong() && scale <= MAX_EXACT_POWER && Math.abs(low) <= 1L << 53 && low != Long.MIN_VALUE) {
            return low / MathFunctions.exactPower(scale);
        }
        if (numbers == null) {
            numbers = new DoubleText();
            text = new Slice();
        }
        print(scale, text);
        return numbers.parse(text);
    }

    /** CAST of a double: its shortest decimal, rounded. Throws for NaN and infinity. */
    public boolean fromDouble(double value, int precision, int scale) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw RowFailure.CAST_FAILED;
        }
        if (value == 0) {
            set(0);
            return true;
        }
        long digits = ShortestDecimal.digits(Math.abs(value));
        int exponent = ShortestDecimal.exponent(Math.abs(value), digits);
        return fromDigits(digits, exponent, value < 0, precision, scale);
    }

    /** TRY_CAST of a double: NaN and infinity give NULL. */
    public boolean tryFromDouble(double value, int precision, int scale) {
        return !Double.isNaN(value) && !Double.isInfinite(value) && fromDouble(value, precision, scale);
    }

    private boolean fromDigits(long digits, int exponent, boolean isNegative, int precision, int scale) {
        if (exponent > MAX_DIGITS) {
            return false;
        }
        set(digits);
        Limbs magnitude = first(this);
        magnitude.rescale(Math.max(scale + exponent, -2 * MAX_DIGITS));
        return take(magnitude, isNegative, precision);
    }

    /** CAST of a text. Throws when it isn't a number; false when it doesn't fit. */
    public boolean parse(Slice number, int precision, int scale) {
        set(0);
        return first(this).parse(number, scale) && take(first, first.isParsedNegative(), precision);
    }

    /** Plain digits with a point. */
    public void print(int scale, Slice out) {
        MutableDirectBuffer target = out.begin(48);
        boolean isNegative = high < 0;
        Limbs magnitude = first(this);
        int at = 47;
        int written = 0;
        do {
            if (written == scale && scale > 0) {
                target.putByte(at--, (byte) '.');
            }
            target.putByte(at--, (byte) ('0' + magnitude.divideSmall(10)));
            written++;
        } while (!magnitude.isZero() || written <= scale);
        if (isNegative) {
            target.putByte(at--, (byte) '-');
        }
        out.finish(47 - at);
        out.offset = at + 1;
    }

    /** As a Java object, for tests and tools. */
    public BigDecimal toBigDecimal(int scale) {
        BigInteger magnitude = BigInteger.valueOf(high).shiftLeft(Long.SIZE)
                .add(BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1)));
        return new BigDecimal(magnitude, scale);
    }
}
