package io.pelton.sql.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers against BigDecimal and against Jackson's printer of doubles. */
class NumberFunctionTest {
    private static final int ROUNDS = 20_000;

    private static BigDecimal random(Random random, int scale) {
        BigInteger magnitude = new BigInteger(random.nextInt(126) + 1, random);
        return new BigDecimal(random.nextBoolean() ? magnitude : magnitude.negate(), scale);
    }

    private static Decimal128 register(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        return Decimal128.of(unscaled.longValue(), unscaled.shiftRight(64).longValue());
    }

    private static void check(BigDecimal expected, boolean fits, Decimal128 found, int precision, int scale) {
        BigDecimal rounded = expected.setScale(scale, RoundingMode.HALF_UP);
        assertEquals(rounded.precision() <= precision, fits, () -> rounded + " in " + precision + " digits");
        if (fits) {
            assertEquals(rounded, found.toBigDecimal(scale));
        }
    }

    @Test
    void shouldComputeWideDecimalsAsBigDecimalDoes() {
        Random random = new Random(11);
        Decimal128 result = new Decimal128();
        Slice text = new Slice();
        for (int i = 0; i < ROUNDS; i++) {
            int scaleA = random.nextInt(20);
            int scaleB = random.nextInt(20);
            int scale = random.nextInt(30);
            int precision = scale + random.nextInt(39 - scale);
            if (precision == 0) {
                continue;
            }
            BigDecimal x = random(random, scaleA);
            BigDecimal y = random(random, scaleB);
            Decimal128 a = register(x);
            Decimal128 b = register(y);
            check(x.add(y), result.add(a, scaleA, b, scaleB, precision, scale), result, precision, scale);
            check(x.subtract(y), result.subtract(a, scaleA, b, scaleB, precision, scale), result, precision, scale);
            check(x.multiply(y), result.multiply(a, scaleA, b, scaleB, precision, scale), result, precision, scale);
            check(x, result.rescale(a, scaleA, precision, scale), result, precision, scale);
            if (y.signum() != 0) {
                check(x.divide(y, scale, RoundingMode.HALF_UP),
                        result.divide(a, scaleA, b, scaleB, precision, scale), result, precision, scale);
                check(x.remainder(y), result.remainder(a, scaleA, b, scaleB, precision, scale), result, precision,
                        scale);
            }
            assertEquals(x.compareTo(y), Integer.signum(Decimal128.compare(a, scaleA, b, scaleB)));
            assertEquals(x.doubleValue(), a.doubleValue(scaleA));
            assertEquals(x.longValue(), a.truncated(scaleA));
            a.print(scaleA, text);
            assertEquals(x.toPlainString(), text.toString());
            check(x, result.parse(Slice.of(x.toString()), precision, scale), result, precision, scale);
        }
    }

    @Test
    void shouldRefuseDivisionByZeroAndBadNumbers() {
        Decimal128 zero = new Decimal128();
        Decimal128 one = Decimal128.of(1, 0);
        assertThrows(RowFailure.class, () -> zero.divide(one, 0, new Decimal128(), 0, 10, 0));
        for (String text : new String[] {"", "-", "1.2.3", "abc", "1e", "0x1", "1e99999"}) {
            assertThrows(RowFailure.class, () -> one.parse(Slice.of(text), 38, 2), text);
        }
        assertFalse(one.parse(Slice.of("1e300"), 38, 2));
        assertTrue(one.parse(Slice.of(" -1.005e1 "), 38, 2));
        assertEquals(new BigDecimal("-10.05"), one.toBigDecimal(2));
    }

    @Test
    void shouldPrintTheShortestDecimal() {
        Random random = new Random(5);
        Slice text = new Slice();
        double[] special = {0.0, -0.0, 1.0, 1e7, 9999999.999, 1e-3, 9.99e-4, Double.MIN_VALUE, 2 * Double.MIN_VALUE,
            Double.MAX_VALUE, Double.MIN_NORMAL, 2e23, 8.41e21, 9007199254740993.0, 100.0, 123456.7};
        for (int i = 0; i < ROUNDS + special.length; i++) {
            double value = i < special.length ? special[i]
                    : i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(1_000_000) / 64.0;
            DoubleText.print(value, text);
            assertEquals(DoubleToDecimal.toString(value), text.toString());
        }
    }

    @Test
    void shouldRoundTheShortestDecimal() {
        Random random = new Random(6);
        for (int i = 0; i < ROUNDS; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12));
            int places = random.nextInt(6) - 1;
            BigDecimal exact = new BigDecimal(DoubleToDecimal.toString(value));
            assertEquals(exact.setScale(places, RoundingMode.HALF_UP).doubleValue(), MathFunctions.round(value, places)
                    + 0.0);
            assertEquals(exact.setScale(places, RoundingMode.DOWN).doubleValue(), MathFunctions.truncate(value, places)
                    + 0.0);
        }
        assertEquals(1.01, MathFunctions.round(1.005, 2));
        assertEquals(-3, MathFunctions.round(-3, 2));
        assertEquals(-100, MathFunctions.round(-50, -2));
    }

    @Test
    void shouldParseIntegersWithinTheirBounds() {
        assertEquals(Long.MIN_VALUE, NumberText.parse(Slice.of(Long.toString(Long.MIN_VALUE)), Long.MIN_VALUE));
        assertEquals(Long.MAX_VALUE, NumberText.parse(Slice.of("+9223372036854775807"), Long.MIN_VALUE));
        assertEquals(-128, NumberText.parse(Slice.of(" -128.9 "), Byte.MIN_VALUE));
        for (String text : new String[] {"128", "-129", "", "+", "1a", "1.a", "1 1"}) {
            assertThrows(RowFailure.class, () -> NumberText.parse(Slice.of(text), Byte.MIN_VALUE), text);
        }
        assertThrows(RowFailure.class, () -> NumberText.parse(Slice.of("9223372036854775808"), Long.MIN_VALUE));
    }
}
