package io.pelton.tools.report;

import java.util.List;

/** Tables of figures. Stateless. */
final class ResultTable {
    private static final double[] FRACTIONS = {0.5, 0.9, 0.99, 0.999, 0.9999};

    private ResultTable() {
    }

    static String of(List<Measurement> measurements) {
        StringBuilder table = new StringBuilder(2_048);
        boolean noted = measurements.stream().anyMatch(m -> !m.note().isEmpty());
        boolean journaled = measurements.stream().anyMatch(m -> !m.journal().isEmpty());
        table.append("<div class=\"wide\"><table>\n<thead><tr><th class=\"name\">Variant</th>")
                .append(journaled ? "<th class=\"name\">Journal</th>" : "")
                .append("<th>Events/s</th><th>CPU ns/event</th><th>Bytes/event</th><th>Ratio</th><th>Goal</th>"
                        + "<th>Events</th><th>Runs</th>")
                .append(noted ? "<th class=\"name\">Note</th>" : "").append("</tr></thead>\n<tbody>\n");
        for (Measurement m : measurements) {
            boolean over = !Double.isNaN(m.goal()) && m.ratio() > m.goal();
            table.append("<tr><td class=\"name\">").append(Html.text(m.variant())).append("</td>")
                    .append(journaled ? "<td class=\"name\">" + Html.text(m.journal()) + "</td>" : "")
                    .append(cell(Html.rate(m.perSecond())))
                    .append(cell(Html.digits(m.cpuNs())))
                    .append(cell(Html.digits(m.bytes())))
                    .append(over ? "<td class=\"over\">" : "<td>").append(Html.digits(m.ratio())).append("</td>")
                    .append(cell(Double.isNaN(m.goal()) ? "–" : "≤ " + Html.digits(m.goal())))
                    .append(cell(Html.count(m.events())))
                    .append(cell(Html.count(m.runs())))
                    .append(noted ? "<td class=\"name note\">" + Html.text(m.note()) + "</td>" : "")
                    .append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    static String ofLatencies(List<PercentileSeries> series) {
        StringBuilder table = new StringBuilder(2_048);
        table.append("<div class=\"wide\"><table>\n<thead><tr><th class=\"name\">Variant</th><th>50 %</th><th>90 %</th>"
                + "<th>99 %</th><th>99.9 %</th><th>99.99 "
                + "%</th><th>Maximum</th><th>Samples</th></tr></thead>\n<tbody>\n");
        for (PercentileSeries one : series) {
            table.append("<tr><td class=\"name\">").append(Html.text(one.variant())).append("</td>");
            for (double fraction : FRACTIONS) {
                table.append(cell(one.supports(fraction) ? Html.micros(one.micros(fraction)) : "–"));
            }
            table.append(cell(Html.micros(one.max()))).append(cell(Html.count(one.count()))).append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    private static String cell(String text) {
        return "<td>" + text + "</td>";
    }
}
