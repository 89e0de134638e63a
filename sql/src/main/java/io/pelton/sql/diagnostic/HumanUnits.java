package io.pelton.sql.diagnostic;

import java.util.Locale;

/** Lengths of time and sizes for people. */
public final class HumanUnits {
    private static final long DAY_MS = 86_400_000L;
    private static final int KIBI = 1024;
    private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private HumanUnits() {
    }

    /** For example {@code 5 min}, {@code 1 h 30 min}, {@code 250 ms}. */
    public static String duration(long ms) {
        if (ms < 0) {
            return "-" + duration(-ms);
        }
        StringBuilder text = new StringBuilder();
        append(text, ms / DAY_MS, " d");
        append(text, ms / 3_600_000 % 24, " h");
        append(text, ms / 60_000 % 60, " min");
        append(text, ms / 1_000 % 60, " s");
        append(text, ms % 1_000, " ms");
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(unit);
        }
    }

    /** For example {@code 29.8 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= KIBI && unit < BINARY_UNITS.length - 1) {
            value /= KIBI;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, BINARY_UNITS[unit]);
    }

    /** For example {@code 100,000}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
