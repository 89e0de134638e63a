package io.pelton.operators.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AggregateFieldsTest {
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    private final UnsafeBuffer state = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[64]);

    private void clear() {
        state.setMemory(0, state.capacity(), (byte) 0);
    }

    @Test
    void shouldSumAndAverageWholeNumbersAsJavaDoes() {
        clear();
        LongSum.add(state, 0, Long.MAX_VALUE);
        LongSum.add(state, 0, 2);
        assertEquals(Long.MIN_VALUE + 1, LongSum.sum(state, 0));
        LongSum.add(state, 16, -5);
        LongSum.add(state, 16, -2);
        assertEquals(-3, LongSum.average(state, 16));
        LongSum.merge(state, 16, 0);
        assertEquals(4, LongSum.count(state, 16));
    }

    @Test
    void shouldKeepSignedZeroNaNAndSinglePrecisionInSums() {
        clear();
        DoubleSum.add(state, 0, -0.0);
        assertEquals(Double.doubleToLongBits(-0.0), Double.doubleToLongBits(DoubleSum.sum(state, 0)));
        DoubleSum.merge(state, 16, 0);
        assertEquals(Double.doubleToLongBits(-0.0), Double.doubleToLongBits(DoubleSum.sum(state, 16)));
        DoubleSum.add(state, 0, Double.NaN);
        assertTrue(Double.isNaN(DoubleSum.average(state, 0)));
        float sum = 0;
        for (int i = 1; i < 1000; i++) {
            DoubleSum.addFloat(state, 32, 1f / i);
            sum += 1f / i;
        }
        assertEquals(sum, (float) DoubleSum.sum(state, 32));
        assertEquals((double) sum, DoubleSum.sum(state, 32));
    }

    @Test
    void shouldTreatNaNAndZerosInExtremesByComparison() {
        clear();
        Extreme.minDouble(state, 0, Double.NaN);
        Extreme.minDouble(state, 0, 1.0);
        assertTrue(Double.isNaN(Extreme.getDouble(state, 0)));
        Extreme.maxDouble(state, 16, 1.0);
        Extreme.maxDouble(state, 16, Double.NaN);
        assertEquals(1.0, Extreme.getDouble(state, 16));
        Extreme.minDouble(state, 32, 0.0);
        Extreme.minDouble(state, 32, -0.0);
        assertEquals(Double.doubleToLongBits(0.0), Double.doubleToLongBits(Extreme.getDouble(state, 32)));
        assertTrue(Extreme.isNull(state, 48));
        Extreme.mergeMinDouble(state, 48, 64);
        assertTrue(Extreme.isNull(state, 48));
        Extreme.maxLong(state, 48, Long.MIN_VALUE);
        Extreme.minLong(state, 64, 3);
        Extreme.mergeMinLong(state, 48, 64);
        Extreme.mergeMaxLong(state, 64, 48);
        assertEquals(Long.MIN_VALUE, Extreme.getLong(state, 48));
        assertEquals(3, Extreme.getLong(state, 64));
    }

    @Test
    void shouldComputeVarianceAddedOrMerged() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = random.doubles(500, -10, 1_000).toArray();
        clear();
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            Variance.add(state, 0, values[i]);
            Variance.add(state, 24 + 24 * (i / 170), values[i]);
            mean += values[i] / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        Variance.merge(state, 240, 264);
        for (int part = 24; part <= 72; part += 24) {
            Variance.merge(state, 240, part);
        }
        for (int field : new int[] {0, 240}) {
            assertEquals(squares / 500, Variance.populationVariance(state, field), 1e-7);
            assertEquals(Math.sqrt(squares / 499), Variance.sampleDeviation(state, field), 1e-9);
            assertEquals(500, Variance.count(state, field));
        }
        assertTrue(Variance.isPopulationNull(state, 480));
        Variance.add(state, 480, 1e12);
        assertTrue(Variance.isSampleNull(state, 480));
        assertFalse(Variance.isPopulationNull(state, 480));
        Variance.add(state, 480, 1e12);
        assertEquals(0.0, Variance.sampleVariance(state, 480));
    }

    @Test
    void shouldSumDecimalsExactlyAndRoundAverages() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 20_000; round++) {
            clear();
            BigInteger sum = BigInteger.ZERO;
            int count = random.nextInt(1, 8);
            int digits = count == 1 ? 38 : random.nextInt(1, 38);
            for (int i = 0; i < count; i++) {
                BigInteger value = value(random, digits);
                DecimalSum.addWide(state, 32 * (i & 1), value.longValue(), value.shiftRight(64).longValue());
                sum = sum.add(value);
            }
            DecimalSum.merge(state, 0, 32);
            assertEquals(count, DecimalSum.count(state, 0));
            boolean isNull = sum.abs().compareTo(LIMIT) >= 0;
            assertEquals(isNull, DecimalSum.isNull(state, 0));
            if (!isNull) {
                assertEquals(sum, wide(DecimalSum.low(state, 0), DecimalSum.high(state, 0)));
                int scale = random.nextInt(7);
                BigInteger average = new BigDecimal(sum).scaleByPowerOfTen(scale)
                        .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP).toBigInteger();
                boolean fits = DecimalSum.average(state, 0, scale, state, 512);
                String context = "sum=" + sum + " count=" + count + " scale=" + scale;
                assertEquals(average.abs().compareTo(LIMIT) < 0, fits, context);
                if (fits) {
                    assertEquals(average, wide(state.getLong(512), state.getLong(520)));
                }
            }
        }
    }

    private static BigInteger value(SplittableRandom random, int digits) {
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        for (int i = 0; i < digits; i++) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        return new BigInteger(number.toString());
    }

    private static BigInteger wide(long low, long high) {
        BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
    }

    @Test
    void shouldStayNullOnceADecimalSumHasOverflown() {
        clear();
        BigInteger huge = LIMIT.subtract(BigInteger.ONE);
        for (int i = 0; i < 3; i++) {
            DecimalSum.addWide(state, 0, huge.longValue(), huge.shiftRight(64).longValue());
        }
        DecimalSum.add(state, 0, -1);
        DecimalSum.merge(state, 32, 0);
        assertTrue(DecimalSum.isNull(state, 0));
        assertTrue(DecimalSum.isNull(state, 32));
        assertTrue(DecimalSum.isNull(state, 64));
    }

    @Test
    void shouldCompareWideValuesByTheirHeavierWord() {
        clear();
        WideExtreme.minDecimal(state, 0, 5, 1);
        WideExtreme.minDecimal(state, 0, -1, 0);
        assertEquals(-1, WideExtreme.first(state, 0));
        WideExtreme.maxDecimal(state, 24, -5, -1);
        WideExtreme.mergeMaxDecimal(state, 24, 0);
        assertEquals(0, WideExtreme.second(state, 24));
        WideExtreme.maxTimestamp(state, 48, 10, 999_999);
        WideExtreme.maxTimestamp(state, 48, 11, 0);
        WideExtreme.minTimestamp(state, 72, 11, 5);
        WideExtreme.minTimestamp(state, 72, 11, 4);
        WideExtreme.mergeMinTimestamp(state, 72, 96);
        WideExtreme.mergeMinTimestamp(state, 72, 48);
        assertEquals(11, WideExtreme.first(state, 48));
        assertEquals(0, WideExtreme.second(state, 72));
        WideExtreme.mergeMinDecimal(state, 120, 0);
        WideExtreme.mergeMaxTimestamp(state, 144, 48);
        assertFalse(WideExtreme.isNull(state, 120) || WideExtreme.isNull(state, 144));
    }

    @Test
    void shouldTakeFirstAndLastInOrder() {
        clear();
        FirstLast.first(state, 0, 7);
        FirstLast.first(state, 0, 8);
        FirstLast.last(state, 16, 7);
        FirstLast.last(state, 16, 8);
        FirstLast.mergeFirst(state, 32, 0);
        FirstLast.mergeFirst(state, 32, 16);
        FirstLast.mergeLast(state, 48, 0);
        FirstLast.mergeLast(state, 48, 16);
        FirstLast.mergeLast(state, 48, 64);
        assertEquals(7, FirstLast.getLong(state, 32));
        assertEquals(8, FirstLast.getLong(state, 48));
        assertTrue(FirstLast.isNull(state, 64));
        FirstLast.firstWide(state, 100, 1, 2);
        FirstLast.firstWide(state, 100, 3, 4);
        FirstLast.lastWide(state, 130, 3, 4);
        FirstLast.mergeLastWide(state, 100, 130);
        FirstLast.mergeFirstWide(state, 130, 100);
        assertEquals(4, FirstLast.getSecondLong(state, 100));
    }

    private int put(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        text.putBytes(5, bytes);
        return bytes.length;
    }

    private String string(int field) {
        byte[] bytes = new byte[ByteStringValue.length(state, field)];
        state.getBytes(ByteStringValue.offset(field), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldCompareStringsAsUnsignedBytes() {
        clear();
        assertEquals(24, ByteStringValue.bytes(17));
        for (String value : new String[] {"m", "mm", "é", "", "z"}) {
            int length = put(value);
            ByteStringValue.min(state, 0, text, 5, length);
            ByteStringValue.max(state, 32, text, 5, length);
            ByteStringValue.first(state, 64, text, 5, length);
            ByteStringValue.last(state, 96, text, 5, length);
        }
        assertEquals("", string(0));
        assertEquals("é", string(32));
        assertEquals("m", string(64));
        assertEquals("z", string(96));
        ByteStringValue.mergeMax(state, 0, 32);
        ByteStringValue.mergeMin(state, 32, 64);
        ByteStringValue.mergeFirst(state, 64, 96);
        ByteStringValue.mergeLast(state, 96, 128);
        ByteStringValue.mergeLast(state, 128, 96);
        assertEquals("é", string(0));
        assertEquals("m", string(32));
        assertEquals("m", string(64));
        assertEquals("z", string(128));
    }
}
