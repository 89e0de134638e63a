package io.pelton.tools.report;

import java.util.List;

/**
 * Ratios to the baseline as horizontal bars (inline SVG), the goal as a mark across each bar. All bars of a chart
 * share one scale, from nought, and bars off the scale are cut with the number beside them.
 */
final class RatioChart {
    private static final double WIDTH = 860;
    private static final double LEFT = 250;
    private static final double RIGHT = 110;
    private static final double ROW = 26;
    private static final double BAR = 14;
    private static final double MOST = 12;

    private RatioChart() {
    }

    /** The chart, or an empty text when nothing has a ratio. */
    static String svg(String title, List<Measurement> all) {
        List<Measurement> shown = all.stream().filter(m -> !Double.isNaN(m.ratio())).toList();
        if (shown.size() < 2) {
            return "";
        }
        double scale = 2;
        for (Measurement m : shown) {
            double goal = Double.isNaN(m.goal()) ? 0 : m.goal();
            scale = Math.max(scale, Math.min(MOST, Math.max(m.ratio(), goal) * 1.05));
        }
        double height = shown.size() * ROW + 8;
        StringBuilder svg = new StringBuilder(4_096);
        svg.append("<svg class=\"plot\" role=\"img\" viewBox=\"0 0 ").append(Html.at(WIDTH)).append(' ')
                .append(Html.at(height)).append("\"><title>").append(Html.text(title)).append("</title>\n");
        for (int i = 0; i < shown.size(); i++) {
            bar(svg, shown.get(i), i * ROW, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Measurement m, double top, double scale) {
        double unit = (WIDTH - LEFT - RIGHT) / scale;
        double width = Math.min(m.ratio(), scale) * unit;
        double middle = top + ROW / 2 + 4;
        boolean over = !Double.isNaN(m.goal()) && m.ratio() > m.goal();
        String name = m.journal().isEmpty() ? m.variant() : m.variant() + ", journal " + m.journal();
        svg.append("<text class=\"axis end\" x=\"").append(Html.at(LEFT - 10)).append("\" y=\"")
                .append(Html.at(middle)).append("\">").append(Html.text(name)).append("</text>\n");
        svg.append("<rect class=\"bar ").append(over ? "over" : "within").append("\" x=\"").append(Html.at(LEFT))
                .append("\" y=\"").append(Html.at(top + (ROW - BAR) / 2)).append("\" width=\"").append(Html.at(width))
                .append("\" height=\"").append(Html.at(BAR)).append("\" rx=\"2\"/>\n");
        double textAt = LEFT + width;
        if (!Double.isNaN(m.goal()) && m.goal() <= scale) {
            double goalAt = LEFT + m.goal() * unit;
            svg.append("<line class=\"goal\" x1=\"").append(Html.at(goalAt)).append("\" y1=\"").append(Html.at(top + 2))
                    .append("\" x2=\"").append(Html.at(goalAt)).append("\" y2=\"").append(Html.at(top + ROW - 2))
                    .append("\"><title>goal ").append(Html.digits(m.goal())).append("</title></line>\n");
            textAt = Math.abs(goalAt - textAt) < 50 && goalAt >= textAt ? goalAt : textAt;
        }
        svg.append("<text class=\"value\" x=\"").append(Html.at(textAt + 8)).append("\" y=\"").append(Html.at(middle))
                .append("\">").append(Html.digits(m.ratio())).append(" ×</text>\n");
    }
}
