package io.pelton.tools.selftest;

/**
 * Seeds, half-open.
 *
 * @param from the first
 * @param to   behind the last
 */
public record SeedRange(long from, long to) {

    public SeedRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("seeds are a count such as 1000, or a range such as 1000..2000; from="
                    + from + " to=" + to);
        }
    }

    /** {@code N} for 0 to N − 1, or {@code A..B} for A to B − 1. */
    public static SeedRange of(String text) {
        int dots = text.indexOf("..");
        try {
            return dots < 0 ? new SeedRange(0, Long.parseLong(text))
                    : new SeedRange(Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seeds are a count such as 1000, or a range such as 1000..2000; value="
                    + text, e);
        }
    }

    public long size() {
        return to - from;
    }

    @Override
    public String toString() {
        return from + ".." + to;
    }
}
