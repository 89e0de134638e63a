package io.pelton.tools.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A window function of SQL and the same in plain arithmetic.
 *
 * @param kind   TUMBLE, HOP or CUMULATE
 * @param stepMs distance of two windows' starts (HOP) or ends (CUMULATE); the size for TUMBLE
 */
record WindowShape(Kind kind, long stepMs, long sizeMs) {

    /** The functions of Flink SQL. */
    enum Kind { TUMBLE, HOP, CUMULATE }

    /** Half-open. */
    record Window(long startMs, long endMs) {
    }

    static WindowShape random(SplittableRandom random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        long stepMs = 1_000L * (1 + random.nextInt(5));
        long sizeMs = kind == Kind.TUMBLE ? stepMs : stepMs * (2 + random.nextInt(4));
        return new WindowShape(kind, stepMs, sizeMs);
    }

    String sql(String table) {
        String step = kind == Kind.TUMBLE ? "" : ", " + interval(stepMs);
        return kind + "(TABLE " + table + ", DESCRIPTOR(ts)" + step + ", " + interval(sizeMs) + ")";
    }

    private static String interval(long ms) {
        return "INTERVAL '" + ms / 1_000 + "' SECOND";
    }

    /** All windows that a time falls into. */
    List<Window> windows(long timeMs) {
        List<Window> windows = new ArrayList<>();
        if (kind == Kind.CUMULATE) {
            long startMs = Math.floorDiv(timeMs, sizeMs) * sizeMs;
            for (long endMs = startMs + stepMs; endMs <= startMs + sizeMs; endMs += stepMs) {
                if (timeMs < endMs) {
                    windows.add(new Window(startMs, endMs));
                }
            }
            return windows;
        }
        long lastStartMs = Math.floorDiv(timeMs, stepMs) * stepMs;
        for (long startMs = lastStartMs; startMs > timeMs - sizeMs; startMs -= stepMs) {
            windows.add(new Window(startMs, startMs + sizeMs));
        }
        return windows;
    }
}
