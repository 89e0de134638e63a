package io.pelton.sql.function;

import java.util.Arrays;

/**
 * Scratch for the arithmetic of {@link Decimal128}: an unsigned integer of up to 416 bits in 32-bit limbs, lowest
 * first. One thread.
 */
final class Limbs {
    private static final int SIZE = 13;
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int BILLION = 1_000_000_000;
    private static final int MAX_DIGITS = 38;

    private final int[] limbs = new int[SIZE + 1];
    private final int[] scratch = new int[SIZE + 1];
    private final int[] normalized = new int[SIZE + 1];
    private boolean isParsedNegative;

    /** The magnitude of a two's complement number. */
    void set(long low, long high) {
        long magnitudeLow = high < 0 ? -low : low;
        long magnitudeHigh = high < 0 ? ~high + (magnitudeLow == 0 ? 1 : 0) : high;
        Arrays.fill(limbs, 0);
        limbs[0] = (int) magnitudeLow;
        limbs[1] = (int) (magnitudeLow >>> 32);
        limbs[2] = (int) magnitudeHigh;
        limbs[3] = (int) (magnitudeHigh >>> 32);
    }

    boolean fits128() {
        for (int i = 4; i < limbs.length; i++) {
            if (limbs[i] != 0) {
                return false;
            }
        }
        return limbs[3] >= 0;
    }

    long low() {
        return limbs[0] & MASK | (long) limbs[1] << 32;
    }

    long high() {
        return limbs[2] & MASK | (long) limbs[3] << 32;
    }

    boolean isZero() {
        return length(limbs) == 0;
    }

    private static int length(int[] number) {
        int length = number.length;
        while (length > 0 && number[length - 1] == 0) {
            length--;
        }
        return length;
    }

    void add(Limbs other) {
        long carry = 0;
        for (int i = 0; i < limbs.length; i++) {
            long sum = (limbs[i] & MASK) + (other.limbs[i] & MASK) + carry;
            limbs[i] = (int) sum;
            carry = sum >>> 32;
        }
    }

    void addSmall(int value) {
        long carry = value & MASK;
        for (int i = 0; i < limbs.length && carry != 0; i++) {
            long sum = (limbs[i] & MASK) + carry;
            limbs[i] = (int) sum;
            carry = sum >>> 32;
        }
    }

    /** Needs this ≥ other. */
    void subtract(Limbs other) {
        long borrow = 0;
        for (int i = 0; i < limbs.length; i++) {
            long difference = (limbs[i] & MASK) - (other.limbs[i] & MASK) - borrow;
            limbs[i] = (int) difference;
            borrow = difference >>> 63;
        }
    }

    int compare(Limbs other) {
        for (int i = limbs.length - 1; i >= 0; i--) {
            int order = Integer.compareUnsigned(limbs[i], other.limbs[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    void multiply(Limbs other) {
        int lengthA = length(limbs);
        int lengthB = length(other.limbs);
        Arrays.fill(scratch, 0);
        for (int i = 0; i < lengthA; i++) {
            long carry = 0;
            for (int j = 0; j < lengthB; j++) {
                long sum = (limbs[i] & MASK) * (other.limbs[j] & MASK) + (scratch[i + j] & MASK) + carry;
                scratch[i + j] = (int) sum;
                carry = sum >>> 32;
            }
            scratch[i + lengthB] = (int) carry;
        }
        System.arraycopy(scratch, 0, limbs, 0, limbs.length);
    }

    private void multiplySmall(int factor) {
        long carry = 0;
        for (int i = 0; i < limbs.length; i++) {
            long product = (limbs[i] & MASK) * factor + carry;
            limbs[i] = (int) product;
            carry = product >>> 32;
        }
    }

    /** Divides and returns the remainder. */
    int divideSmall(int divisor) {
        long remainder = 0;
        for (int i = length(limbs) - 1; i >= 0; i--) {
            long dividend = remainder << 32 | limbs[i] & MASK;
            limbs[i] = (int) (dividend / divisor);
            remainder = dividend % divisor;
        }
        return (int) remainder;
    }

    void scaleUp(int digits) {
        int rest = digits;
        for (; rest >= 9; rest -= 9) {
            multiplySmall(BILLION);
        }
        if (rest > 0) {
            multiplySmall((int) MathFunctions.power10(rest));
        }
    }

    /** Cuts digits off; true when they were all zeros. */
    boolean scaleDown(int digits) {
        int rest = digits;
        int remainders = 0;
        for (; rest >= 9 && !isZero(); rest -= 9) {
            remainders |= divideSmall(BILLION);
        }
        if (rest > 0 && !isZero()) {
            remainders |= divideSmall((int) MathFunctions.power10(Math.min(9, rest)));
        }
        return remainders == 0;
    }

    /** Multiplies by a power of ten; a negative one divides and rounds HALF_UP. */
    void rescale(int digits) {
        if (digits >= 0) {
            scaleUp(digits);
            return;
        }
        scaleDown(-digits - 1);
        if (divideSmall(10) >= 5) {
            addSmall(1);
        }
    }

    void divide(Limbs divisor) {
        divideBy(divisor);
        System.arraycopy(scratch, 0, limbs, 0, limbs.length);
    }

    void remainder(Limbs divisor) {
        divideBy(divisor);
    }

    /** Knuth's algorithm D: the quotient goes to {@code scratch}, the remainder stays in {@code limbs}. */
    private void divideBy(Limbs divisor) {
        int n = length(divisor.limbs);
        int m = length(limbs) - n;
        Arrays.fill(scratch, 0);
        if (m < 0) {
            return;
        }
        if (n == 1) {
            divideByOne(divisor.limbs[0] & MASK);
            return;
        }
        int shift = Integer.numberOfLeadingZeros(divisor.limbs[n - 1]);
        shiftLeft(divisor.limbs, normalized, shift);
        shiftLeft(limbs, limbs, shift);
        long top = normalized[n - 1] & MASK;
        long next = normalized[n - 2] & MASK;
        for (int j = m; j >= 0; j--) {
            long head = (j + n < limbs.length ? (limbs[j + n] & MASK) << 32 : 0) | limbs[j + n - 1] & MASK;
            long guess = Long.divideUnsigned(head, top);
            long rest = Long.remainderUnsigned(head, top);
            while (guess > MASK || Long.compareUnsigned(guess * next, rest << 32 | limbs[j + n - 2] & MASK) > 0) {
                guess--;
                rest += top;
                if (rest > MASK) {
                    break;
                }
            }
            if (multiplySubtract(guess, j, n)) {
                guess--;
                addBack(j, n);
            }
            scratch[j] = (int) guess;
        }
        shiftRight(limbs, shift);
    }

    private void divideByOne(long divisor) {
        long remainder = 0;
        for (int i = length(limbs) - 1; i >= 0; i--) {
            long dividend = remainder << 32 | limbs[i] & MASK;
            scratch[i] = (int) Long.divideUnsigned(dividend, divisor);
            remainder = Long.remainderUnsigned(dividend, divisor);
        }
        Arrays.fill(limbs, 0);
        limbs[0] = (int) remainder;
    }

    private boolean multiplySubtract(long guess, int j, int n) {
        long borrow = 0;
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long product = guess * (normalized[i] & MASK) + carry;
            carry = product >>> 32;
            long difference = (limbs[i + j] & MASK) - (product & MASK) - borrow;
            limbs[i + j] = (int) difference;
            borrow = difference >>> 63;
        }
        long difference = (limbs[j + n] & MASK) - carry - borrow;
        limbs[j + n] = (int) difference;
        return difference < 0;
    }

    private void addBack(int j, int n) {
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long sum = (limbs[i + j] & MASK) + (normalized[i] & MASK) + carry;
            limbs[i + j] = (int) sum;
            carry = sum >>> 32;
        }
        limbs[j + n] += (int) carry;
    }

    private static void shiftLeft(int[] from, int[] to, int shift) {
        for (int i = from.length - 1; i >= 0; i--) {
            int below = shift == 0 || i == 0 ? 0 : from[i - 1] >>> 32 - shift;
            to[i] = from[i] << shift | below;
        }
    }

    private static void shiftRight(int[] number, int shift) {
        for (int i = 0; i < number.length && shift > 0; i++) {
            int above = i + 1 == number.length ? 0 : number[i + 1] << 32 - shift;
            number[i] = number[i] >>> shift | above;
        }
    }

    /**
     * Reads {@code [+-]digits[.digits][E[+-]digits]} at a scale, rounded; false when it is too big. Throws when it
     * isn't a number.
     */
    boolean parse(Slice text, int scale) {
        int at = NumberText.trimmedStart(text);
        int end = NumberText.trimmedEnd(text, at);
        isParsedNegative = at < end && text.at(at) == '-';
        at += at < end && (text.at(at) == '-' || text.at(at) == '+') ? 1 : 0;
        Arrays.fill(limbs, 0);
        int digits = 0;
        int kept = 0;
        int exponent = 0;
        boolean isFraction = false;
        for (; at < end && (text.at(at) | 32) != 'e'; at++) {
            int digit = text.at(at) - '0';
            if (text.at(at) == '.' && !isFraction) {
                isFraction = true;
                continue;
            }
            if (digit < 0 || digit > 9) {
                throw RowFailure.CAST_FAILED;
            }
            digits++;
            if (kept <= 2 * MAX_DIGITS) {
                multiplySmall(10);
                addSmall(digit);
                kept += kept > 0 || digit > 0 ? 1 : 0;
                exponent -= isFraction ? 1 : 0;
            } else {
                exponent += isFraction ? 0 : 1;
            }
        }
        if (digits == 0) {
            throw RowFailure.CAST_FAILED;
        }
        int shift = exponent + (at < end ? parseExponent(text, at + 1, end) : 0) + scale;
        if (shift > MAX_DIGITS && !isZero()) {
            return false;
        }
        rescale(Math.max(isZero() ? 0 : shift, -4 * MAX_DIGITS));
        return true;
    }

    private static int parseExponent(Slice text, int from, int end) {
        int at = from;
        boolean isNegative = at < end && text.at(at) == '-';
        at += at < end && (text.at(at) == '-' || text.at(at) == '+') ? 1 : 0;
        if (at == end || end - at > 4) {
            throw RowFailure.CAST_FAILED;
        }
        int exponent = 0;
        for (; at < end; at++) {
            int digit = text.at(at) - '0';
            if (digit < 0 || digit > 9) {
                throw RowFailure.CAST_FAILED;
            }
            exponent = exponent * 10 + digit;
        }
        return isNegative ? -exponent : exponent;
    }

    boolean isParsedNegative() {
        return isParsedNegative;
    }
}
