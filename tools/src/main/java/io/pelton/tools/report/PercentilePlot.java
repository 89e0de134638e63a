package io.pelton.tools.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Latency by percentile as inline SVG: "nines" to the right, microseconds on a logarithmic axis, each line labelled at
 * its end. Beyond p99 the ground is shaded: on a shared machine that part shows the machine.
 */
final class PercentilePlot {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 380;
    private static final double LEFT = 64;
    private static final double RIGHT = 170;
    private static final double TOP = 18;
    private static final double BOTTOM = 40;
    private static final double[] FRACTIONS = {0, 0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final String[] NAMES = {"0", "50 %", "90 %", "99 %", "99.9 %", "99.99 %"};
    private static final double MAX_NINES = 4.15;
    private static final double LABEL_GAP = 16;
    private static final int COLOURS = 6;

    private final List<PercentileSeries> series;
    private final double lowDecade;
    private final double highDecade;
    private final StringBuilder svg = new StringBuilder(8_192);

    private PercentilePlot(List<PercentileSeries> series) {
        this.series = series;
        double low = Double.POSITIVE_INFINITY;
        double high = 1;
        for (PercentileSeries one : series) {
            for (PercentileSeries.Point point : one.points()) {
                if (nines(point.fraction()) <= MAX_NINES) {
                    low = Math.min(low, Math.max(point.micros(), 0.01));
                    high = Math.max(high, point.micros());
                }
            }
        }
        lowDecade = Math.floor(Math.log10(low));
        highDecade = Math.max(Math.ceil(Math.log10(high)), lowDecade + 1);
    }

    static String svg(String title, List<PercentileSeries> series) {
        PercentilePlot plot = new PercentilePlot(series);
        plot.frame(title);
        plot.lines();
        return plot.svg.append("</svg>\n").toString();
    }

    private void frame(String title) {
        svg.append("<svg class=\"plot\" role=\"img\" viewBox=\"0 0 ").append(Html.at(WIDTH)).append(' ')
                .append(Html.at(HEIGHT)).append("\"><title>").append(Html.text(title)).append("</title>\n");
        double from = x(0.99);
        svg.append("<rect class=\"beyond\" x=\"").append(Html.at(from)).append("\" y=\"").append(Html.at(TOP))
                .append("\" width=\"").append(Html.at(WIDTH - RIGHT - from)).append("\" height=\"")
                .append(Html.at(HEIGHT - TOP - BOTTOM)).append("\"/>\n");
        for (double decade = lowDecade; decade <= highDecade; decade++) {
            double y = y(Math.pow(10, decade));
            line("grid", LEFT, y, WIDTH - RIGHT, y);
            label("axis end", LEFT - 8, y + 4, Html.micros(Math.pow(10, decade)));
        }
        for (int i = 0; i < FRACTIONS.length; i++) {
            double x = x(FRACTIONS[i]);
            line("grid", x, TOP, x, HEIGHT - BOTTOM);
            label("axis middle", x, HEIGHT - BOTTOM + 20, NAMES[i]);
        }
    }

    private void lines() {
        List<double[]> ends = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            PercentileSeries one = series.get(i);
            svg.append("<polyline class=\"line c").append(i % COLOURS).append("\" points=\"");
            double lastX = LEFT;
            double lastY = HEIGHT - BOTTOM;
            for (PercentileSeries.Point point : one.points()) {
                if (nines(point.fraction()) > MAX_NINES) {
                    break;
                }
                lastX = x(point.fraction());
                lastY = y(point.micros());
                svg.append(Html.at(lastX)).append(',').append(Html.at(lastY)).append(' ');
            }
            svg.append("\"/>\n");
            ends.add(new double[] {i, lastX, lastY});
        }
        labelEnds(ends);
    }

    /** Labels beside the lines' ends, pushed apart until none covers another. */
    private void labelEnds(List<double[]> ends) {
        ends.sort(Comparator.comparingDouble(end -> end[2]));
        double free = TOP;
        for (double[] end : ends) {
            double y = Math.max(end[2] + 4, free + LABEL_GAP);
            free = y;
            int index = (int) end[0];
            label("series c" + index % COLOURS, Math.max(end[1], WIDTH - RIGHT) + 10, y, series.get(index).variant());
        }
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"").append(style).append("\" x1=\"").append(Html.at(x1)).append("\" y1=\"")
                .append(Html.at(y1)).append("\" x2=\"").append(Html.at(x2)).append("\" y2=\"").append(Html.at(y2))
                .append("\"/>\n");
    }

    private void label(String style, double x, double y, String text) {
        svg.append("<text class=\"").append(style).append("\" x=\"").append(Html.at(x)).append("\" y=\"")
                .append(Html.at(y)).append("\">").append(Html.text(text)).append("</text>\n");
    }

    private static double nines(double fraction) {
        return fraction >= 1 ? Double.POSITIVE_INFINITY : -Math.log10(1 - fraction);
    }

    private static double x(double fraction) {
        return LEFT + nines(fraction) / MAX_NINES * (WIDTH - LEFT - RIGHT);
    }

    private double y(double micros) {
        double decade = Math.log10(Math.max(micros, 0.01));
        double share = (decade - lowDecade) / (highDecade - lowDecade);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }
}
