package io.pelton.tools.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How far a run is.
 *
 * @param rows        rows taken in so far
 * @param share       part of the bounded input that is read, 0 to 1, or NaN where nobody knows
 * @param waiting     results that wait for the slowest sink
 * @param watermarkMs the lowest watermark, ms since the epoch; {@link Long#MIN_VALUE} before the first,
 *                    {@link Long#MAX_VALUE} after the last
 */
public record Progress(long rows, double share, long waiting, long watermarkMs) {
    private static final int CELLS = 24;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    String line(double rowsPerSecond, long seconds) {
        StringBuilder line = new StringBuilder();
        if (!Double.isNaN(share)) {
            int full = (int) Math.min(CELLS, Math.max(0, share * CELLS));
            line.append('[').append("█".repeat(full)).append("·".repeat(CELLS - full)).append("] ")
                    .append(String.format(Locale.ROOT, "%3.0f %%  ", share * 100));
        }
        line.append(String.format(Locale.ROOT, "%,d rows  %s/s", rows, magnitude(rowsPerSecond)));
        if (waiting > 0) {
            line.append(String.format(Locale.ROOT, "  sinks behind %,d", waiting));
        }
        return line.append("  watermark ").append(watermark()).append("  ").append(seconds).append(" s").toString();
    }

    private String watermark() {
        if (watermarkMs == Long.MIN_VALUE) {
            return "none yet";
        }
        return watermarkMs == Long.MAX_VALUE ? "at the end" : TIME.format(Instant.ofEpochMilli(watermarkMs));
    }

    private static String magnitude(double value) {
        if (value >= 1e6) {
            return String.format(Locale.ROOT, "%.2f M", value / 1e6);
        }
        return value >= 1e4 ? String.format(Locale.ROOT, "%.0f k", value / 1e3)
                : String.format(Locale.ROOT, "%.0f", value);
    }
}
