package io.pelton.operators.window;

/**
 * Arithmetic of panes and windows. A pane is as long as the greatest common divisor of size and slide, so every window
 * is a whole number of panes. Correct for times before 1970 too. Immutable; any thread.
 */
final class WindowTime {
    /** Event times and watermarks are held inside ± this, so that no sum overflows. About 140,000 years. */
    static final long LIMIT_MS = 1L << 52;

    final long sizeMs;
    final long slideMs;
    final long offsetMs;
    final long paneMs;
    /** Panes of a window. */
    final long panesPerWindow;
    private final double inversePaneMs;

    WindowTime(WindowSpec spec) {
        boolean isAttached = spec.kind() == WindowSpec.Kind.ATTACHED;
        sizeMs = isAttached ? 1 : spec.sizeMs();
        slideMs = isAttached || spec.kind() == WindowSpec.Kind.TUMBLE ? sizeMs : spec.slideMs();
        if (sizeMs < 1 || slideMs < 1 || sizeMs > LIMIT_MS || slideMs > LIMIT_MS) {
            throw new IllegalArgumentException("window size and slide must be positive: sizeMs=" + sizeMs + " slideMs="
                    + slideMs);
        }
        if (spec.kind() == WindowSpec.Kind.CUMULATE && sizeMs % slideMs != 0) {
            throw new IllegalArgumentException("the size of a cumulating window must be a multiple of its step: sizeMs="
                    + sizeMs + " stepMs=" + slideMs);
        }
        offsetMs = Math.floorMod(spec.offsetMs(), spec.kind() == WindowSpec.Kind.CUMULATE ? sizeMs : slideMs);
        paneMs = gcd(sizeMs, slideMs);
        panesPerWindow = sizeMs / paneMs;
        inversePaneMs = 1.0 / paneMs;
    }

    private static long gcd(long a, long b) {
        long larger = a;
        long smaller = b;
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    /**
     * Number of the pane of a time inside ±{@link #LIMIT_MS}; a multiplication and a correction instead of a division.
     */
    long paneIndex(long timeMs) {
        long relative = timeMs - offsetMs;
        long quotient = (long) (relative * inversePaneMs);
        long rest = relative - quotient * paneMs;
        if (rest < 0) {
            return quotient - 1;
        }
        return rest >= paneMs ? quotient + 1 : quotient;
    }

    long paneStart(long index) {
        return index * paneMs + offsetMs;
    }

    long paneEnd(long index) {
        return paneStart(index) + paneMs;
    }

    /** Start of the last window that begins at or before a time. */
    long lastStart(long timeMs) {
        return timeMs - Math.floorMod(timeMs - offsetMs, slideMs);
    }

    /** Start of the first window that reaches over the pane that begins at {@code paneStartMs}. */
    long firstStart(long paneStartMs) {
        return lastStart(paneStartMs + paneMs - sizeMs + slideMs - 1);
    }

    /** Start of the first window whose last millisecond lies behind {@code timeMs}. */
    long firstUnfiredStart(long timeMs) {
        return lastStart(timeMs + 1 - sizeMs) + slideMs;
    }

    /** Start of the longest cumulating window of a time. */
    long cumulateStart(long timeMs) {
        return timeMs - Math.floorMod(timeMs - offsetMs, sizeMs);
    }
}
