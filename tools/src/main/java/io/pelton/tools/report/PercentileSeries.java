package io.pelton.tools.report;

import java.util.List;

/**
 * One latency distribution, in microseconds.
 *
 * @param group   series of one group share a plot
 * @param variant who was measured
 * @param points  rising in percentile; the last one is the maximum
 * @param count   samples
 */
record PercentileSeries(String group, String variant, List<Point> points, long count) {

    /** The value that {@code fraction} (0 … 1) of the samples don't exceed. */
    record Point(double fraction, double micros) {
    }

    PercentileSeries {
        points = List.copyOf(points);
    }

    /** The value at a fraction, from the first point at or above it. */
    double micros(double fraction) {
        for (Point point : points) {
            if (point.fraction >= fraction) {
                return point.micros;
            }
        }
        return max();
    }

    double max() {
        return points.isEmpty() ? Double.NaN : points.get(points.size() - 1).micros;
    }

    /** True when more than ten samples lie beyond the fraction: fewer are an anecdote. */
    boolean supports(double fraction) {
        return count * (1 - fraction) >= 10;
    }
}
