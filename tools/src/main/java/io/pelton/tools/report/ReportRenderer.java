package io.pelton.tools.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns a folder of {@code *.result.json}, {@code *.hlog} and {@code *.hgrm} files (sub-folders included) into one HTML
 * page that needs nothing else: styles and plots are inside. Not thread safe, one page per instance.
 */
public final class ReportRenderer {
    private final List<ResultFile> results = new ArrayList<>();
    private final Map<String, List<PercentileSeries>> latencies = new TreeMap<>(new GroupOrder());

    /**
     * Renders {@code folder} into {@code page}.
     *
     * @throws IllegalArgumentException when the folder holds nothing to report
     */
    public static void render(Path folder, Path page) {
        ReportRenderer renderer = new ReportRenderer();
        try {
            renderer.read(folder);
            if (page.toAbsolutePath().getParent() != null) {
                Files.createDirectories(page.toAbsolutePath().getParent());
            }
            Files.writeString(page, renderer.html());
        } catch (IOException e) {
            throw new UncheckedIOException("could not make the report, are both paths accessible: folder=" + folder
                    + " page=" + page, e);
        }
    }

    private void read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        Set<String> logged = new HashSet<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(ResultFile.SUFFIX)) {
                results.add(ResultFile.read(file));
            } else if (name.endsWith(SeriesReader.LOG)) {
                for (PercentileSeries series : SeriesReader.readLog(file)) {
                    add(series);
                    logged.add(series.group() + "." + series.variant());
                }
            }
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(SeriesReader.LISTING)
                    && !logged.contains(name.substring(0, name.length() - SeriesReader.LISTING.length()))) {
                add(SeriesReader.readListing(file));
            }
        }
        if (results.isEmpty() && latencies.isEmpty()) {
            throw new IllegalArgumentException("nothing to report here: run the benchmarks first, or name the folder "
                    + "with"
                    + " their *.result.json, *.hlog or *.hgrm files: folder=" + folder);
        }
    }

    private void add(PercentileSeries series) {
        latencies.computeIfAbsent(series.group(), g -> new ArrayList<>()).add(series);
    }

    private String html() throws IOException {
        StringBuilder page = new StringBuilder(65_536);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Pelton: "
                + "measured</title>\n<style>\n")
                .append(styles()).append("</style>\n</head>\n<body>\n<main>\n");
        page.append("<header>\n<p class=\"kicker\">Pelton</p>\n<h1>What it measured</h1>\n");
        if (!results.isEmpty()) {
            page.append(machine(results.get(0).machine()));
        }
        page.append("</header>\n");
        for (ResultFile file : results) {
            section(page, file);
        }
        if (!latencies.isEmpty()) {
            latencySection(page);
        }
        page.append("<footer><p>A ratio compares two figures of one run on one machine; figures of different machines"
                + " can’t be compared.</p></footer>\n</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String styles() throws IOException {
        try (InputStream in = ReportRenderer.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IOException("the style sheet is not in the jar, build it again: resource=report.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String machine(Machine machine) {
        return "<dl class=\"machine\">\n"
                + fact("Processor", machine.cpu() + ", " + machine.cores()
                + (machine.cores() == 1 ? " core" : " cores"))
                + fact("Memory", Html.digits(machine.memoryMb() / 1024.0) + " GiB")
                + fact("System", machine.kernel())
                + fact("Java", machine.jdk())
                + fact("Commit", machine.commit())
                + fact("Measured", machine.measuredAt().replace("T", " ").replace("Z", " UTC"))
                + "</dl>\n";
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Html.text(value) + "</dd></div>\n";
    }

    private static void section(StringBuilder page, ResultFile file) {
        page.append("<section>\n<h2>").append(Html.text(file.title())).append("</h2>\n<p class=\"question\">")
                .append(Html.text(file.question())).append("</p>\n<p "
                + "class=\"method\">").append(Html.text(file.method()))
                .append("</p>\n");
        Map<String, List<Measurement>> groups = new LinkedHashMap<>();
        for (Measurement m : file.measurements()) {
            groups.computeIfAbsent(m.group(), g -> new ArrayList<>()).add(m);
        }
        groups.forEach((group, measurements) -> {
            page.append("<h3>").append(Html.text(group)).append("</h3>\n")
                    .append(RatioChart.svg(group + ", ratio to the baseline", measurements))
                    .append(ResultTable.of(measurements));
        });
        page.append("</section>\n");
    }

    private void latencySection(StringBuilder page) {
        page.append("<section>\n<h2>Latency</h2>\n<p class=\"question\">How long after the moment at which an event was"
                + " due is its result out?</p>\n<p class=\"method\">Open loop: events are due by a fixed schedule and "
                + "time"
                + " is counted from there, so a stall of the sender counts against the latency too. The shaded part "
                + "beyond"
                + " the 99th percentile says more about a shared machine than about the program. Percentiles with fewer"
                + " than ten samples beyond them are left out.</p>\n");
        latencies.forEach((group, series) -> {
            page.append("<h3>").append(Html.text(group)).append("</h3>\n")
                    .append(PercentilePlot.svg(group + ", latency by percentile", series))
                    .append(ResultTable.ofLatencies(series));
        });
        page.append("</section>\n");
    }
}
