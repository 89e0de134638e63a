package io.pelton.sql.type;

/** How many digits the result of decimal arithmetic has; Flink's rules (which are those of T-SQL). */
public final class DecimalRules {
    static final int MAX_PRECISION = 38;
    private static final int MIN_DIVISION_SCALE = 6;

    private DecimalRules() {
    }

    /** Digits in all and behind the point. */
    public record Digits(int precision, int scale) {
    }

    static Digits plus(int p1, int s1, int p2, int s2) {
        int scale = Math.max(s1, s2);
        return adjust(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
    }

    static Digits times(int p1, int s1, int p2, int s2) {
        return adjust(p1 + p2 + 1, s1 + s2);
    }

    static Digits divide(int p1, int s1, int p2, int s2) {
        int scale = Math.max(MIN_DIVISION_SCALE, s1 + p2 + 1);
        return adjust(p1 - s1 + s2 + scale, scale);
    }

    static Digits mod(int p1, int s1, int p2, int s2) {
        int scale = Math.max(s1, s2);
        return adjust(Math.min(p1 - s1, p2 - s2) + scale, scale);
    }

    static Digits sum(int scale) {
        return new Digits(MAX_PRECISION, scale);
    }

    static Digits average(int scale) {
        return new Digits(MAX_PRECISION, Math.max(MIN_DIVISION_SCALE, scale));
    }

    /** ROUND and TRUNCATE to {@code digits} behind the point; the integer part may grow by one digit. */
    public static Digits round(int precision, int scale, int digits) {
        if (digits >= scale) {
            return new Digits(precision, scale);
        }
        if (digits < 0) {
            return new Digits(Math.min(MAX_PRECISION, 1 + precision - scale), 0);
        }
        return new Digits(Math.min(MAX_PRECISION, 1 + precision - scale + digits), digits);
    }

    /** Too many digits: the fraction gives way first, but keeps six digits. */
    private static Digits adjust(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return new Digits(precision, scale);
        }
        int integerDigits = precision - scale;
        return new Digits(MAX_PRECISION, Math.max(MAX_PRECISION - integerDigits, Math.min(scale, MIN_DIVISION_SCALE)));
    }
}
