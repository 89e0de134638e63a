package io.pelton.engine.configuration;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values as Flink writes them: {@code 1 min}, {@code 500 ms}, {@code 64 mb}. Stateless. */
public final class SettingParser {
    private static final Pattern QUANTITY = Pattern.compile("\\s*(\\d+)\\s*([a-zA-Zµ%]*)\\s*");
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ns", 1L), Map.entry("nano", 1L), Map.entry("us", 1_000L), Map.entry("µs", 1_000L),
            Map.entry("micro", 1_000L), Map.entry("", 1_000_000L), Map.entry("ms", 1_000_000L),
            Map.entry("milli", 1_000_000L), Map.entry("millisecond", 1_000_000L), Map.entry("s", 1_000_000_000L),
            Map.entry("sec", 1_000_000_000L), Map.entry("second", 1_000_000_000L), Map.entry("m", 60_000_000_000L),
            Map.entry("min", 60_000_000_000L), Map.entry("minute", 60_000_000_000L), Map.entry("h", 3_600_000_000_000L),
            Map.entry("hour", 3_600_000_000_000L), Map.entry("d", 86_400_000_000_000L),
            Map.entry("day", 86_400_000_000_000L));
    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("", 1L), Map.entry("b", 1L), Map.entry("byte", 1L), Map.entry("k", 1L << 10),
            Map.entry("kb", 1L << 10), Map.entry("kib", 1L << 10), Map.entry("m", 1L << 20), Map.entry("mb", 1L << 20),
            Map.entry("mib", 1L << 20), Map.entry("g", 1L << 30), Map.entry("gb", 1L << 30),
            Map.entry("gib", 1L << 30));

    private SettingParser() {
    }

    /** A duration; a bare number means milliseconds, as in Flink. */
    public static long durationNs(String key, String value) {
        return quantity(key, value, NANOS, "a duration such as '5 s', '1 min' or '500 ms'");
    }

    /** A size; a bare number means bytes. */
    public static long sizeBytes(String key, String value) {
        return quantity(key, value, BYTES, "a size such as '64 mb'");
    }

    /** A count within bounds. */
    public static int count(String key, String value, int min, int max) {
        try {
            int count = Integer.parseInt(value.trim().replace("_", ""));
            if (count >= min && count <= max) {
                return count;
            }
        } catch (NumberFormatException ignored) {
            // said below
        }
        throw new IllegalArgumentException("'" + key + "' must be a whole number from " + min + " to " + max
                + "; value=" + value);
    }

    private static long quantity(String key, String value, Map<String, Long> units, String example) {
        Matcher matcher = QUANTITY.matcher(value);
        if (matcher.matches()) {
            Long unit = unit(matcher.group(2).toLowerCase(Locale.ROOT), units);
            if (unit != null) {
                try {
                    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
                } catch (ArithmeticException | NumberFormatException ignored) {
                    // said below
                }
            }
        }
        throw new IllegalArgumentException("'" + key + "' must be " + example + "; value=" + value);
    }

    private static Long unit(String name, Map<String, Long> units) {
        Long unit = units.get(name);
        if (unit == null && name.endsWith("s")) {
            return units.get(name.substring(0, name.length() - 1));
        }
        return unit;
    }
}
