package io.pelton.connectors.option;

import java.math.BigDecimal;
import java.util.Locale;

/** Parses single option values; each method throws IllegalArgumentException with what was expected. */
public final class OptionValues {

    private OptionValues() {
    }

    public static boolean bool(String value) {
        return switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    public static long integer(String value) {
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number such as 1000", e);
        }
    }

    public static double number(String value) {
        try {
            return new BigDecimal(value.trim()).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number such as 0.5", e);
        }
    }

    /** Nanoseconds of '500 ms', '10 s', '1 min', '1 h', '1 d'. */
    public static long durationNs(String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        int digits = digits(text);
        String unit = text.substring(digits).trim();
        long unitNs = switch (unit) {
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> 1L;
            case "us", "µs", "micro", "micros", "microsecond", "microseconds" -> 1_000L;
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> 1_000_000L;
            case "s", "sec", "secs", "second", "seconds" -> 1_000_000_000L;
            case "m", "min", "minute", "minutes" -> 60_000_000_000L;
            case "h", "hour", "hours" -> 3_600_000_000_000L;
            case "d", "day", "days" -> 86_400_000_000_000L;
            default -> -1L;
        };
        if (digits == 0 || unitNs < 0) {
            throw new IllegalArgumentException("expected a duration such as '500 ms', '10 s', '1 min', '1 h', '1 d'");
        }
        try {
            return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unitNs);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("expected a duration below 292 years", e);
        }
    }

    /** Bytes of '128MB', '64 kb', '1g'. */
    public static long bytes(String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        int digits = digits(text);
        int shift = switch (text.substring(digits).trim()) {
            case "", "b", "bytes" -> 0;
            case "k", "kb", "kibibytes" -> 10;
            case "m", "mb", "mebibytes" -> 20;
            case "g", "gb", "gibibytes" -> 30;
            case "t", "tb", "tebibytes" -> 40;
            default -> -1;
        };
        if (digits == 0 || digits > 12 || shift < 0) {
            throw new IllegalArgumentException("expected a size such as '64kb', '128MB', '1GB'");
        }
        return Math.multiplyExact(Long.parseLong(text.substring(0, digits)), 1L << shift);
    }

    public static char character(String value) {
        if (value.equals("\\t")) {
            return '\t';
        }
        if (value.length() != 1 || value.charAt(0) >= 128 || value.charAt(0) == '\n' || value.charAt(0) == '\r') {
            throw new IllegalArgumentException("expected one ASCII character, or \\t for the tabulator");
        }
        return value.charAt(0);
    }

    private static int digits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
