package io.pelton.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRendererTest {
    @TempDir
    Path folder;

    private final Machine machine =
            new Machine("A processor <fast>", 2, 24_000, "Linux 6", "17", "2026-01-01T00:00:00Z", "abc123");

    @Test
    void shouldRenderFiguresAndLatenciesIntoOnePage() throws Exception {
        writeFigures();
        writeLatencies();
        Path page = folder.resolve("out/report.html");
        ReportRenderer.render(folder, page);
        String html = Files.readString(page);

        assertTrue(html.contains("A processor &lt;fast&gt;, 2 cores"), "the machine is named and escaped");
        assertTrue(html.contains("1.85 ×"), "the ratio stands beside its bar");
        assertTrue(html.contains("≤ 2.00"), "the goal stands in the table");
        assertTrue(html.indexOf("W4 at 10 k") < html.indexOf("W4 at 100 k"),
                "groups are in the order of their numbers");
        assertFalse(html.contains("http://") || html.contains("https://") || html.contains("<script"),
                "the page needs nothing from outside");
        shouldBeWellFormed(html);
    }

    @Test
    void shouldReadTheMedianBackFromBothKindsOfFiles() throws IOException {
        Histogram histogram = histogram(1_000);
        try (PrintStream out = new PrintStream(folder.resolve("g.variant.hgrm").toFile(), StandardCharsets.UTF_8)) {
            histogram.outputPercentileDistribution(out, 5, 1_000.0);
        }
        PercentileSeries series = SeriesReader.readListing(folder.resolve("g.variant.hgrm"));
        assertEquals("g", series.group());
        assertEquals("variant", series.variant());
        assertEquals(500, series.micros(0.5), 5);
        assertEquals(1_000, series.count());

        writeLatencies();
        PercentileSeries logged = SeriesReader.readLog(folder.resolve("W4 at 10 k.hlog")).get(0);
        assertEquals("loop", logged.variant());
        assertEquals(500, logged.micros(0.5), 5);
    }

    @Test
    void shouldWriteMissingNumbersAsNullAndReadThemBack() {
        Measurement none = new Measurement("W1", "Pelton", "group", 1, Double.NaN, 1.5, 0, Double.NaN, 3, 1, "", "");
        ResultFile file = new ResultFile("t", "q", "m", machine, List.of(none));
        assertEquals(file, ResultFile.read(file.write(folder, "x")));
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNothingToReport() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> ReportRenderer.render(folder, folder.resolve("report.html")));
        assertTrue(refusal.getMessage().contains("run the benchmarks first"), refusal.getMessage());
    }

    private void writeFigures() {
        new ResultFile("Throughput", "How far from a loop?", "Medians.", machine, List.of(
                new Measurement("W1", "loop", "off", 40_000_000, 16e6, 62, 0, 1, Double.NaN, 3, "5:ff", ""),
                new Measurement("W1", "Pelton", "off", 40_000_000, 8e6, 114.7, 0, 1.85, 2, 3, "5:ff", ""),
                new Measurement("W1", "Pelton", "group", 40_000_000, 4e6, 250, 0.01, 4.03, 3, 3, "5:ff", "over")))
                .write(folder, "throughput");
    }

    private void writeLatencies() throws IOException {
        for (String group : List.of("W4 at 10 k", "W4 at 100 k")) {
            try (PrintStream out = new PrintStream(folder.resolve(group + ".hlog").toFile(), StandardCharsets.UTF_8)) {
                HistogramLogWriter writer = new HistogramLogWriter(out);
                writer.outputLogFormatVersion();
                writer.outputLegend();
                for (String variant : List.of("loop", "Pelton")) {
                    Histogram histogram = histogram(1_000);
                    histogram.setTag(variant);
                    writer.outputIntervalHistogram(0, 1, histogram, 1_000.0);
                }
            }
        }
    }

    private static Histogram histogram(int samples) {
        Histogram histogram = new Histogram(3);
        for (int i = 1; i <= samples; i++) {
            histogram.recordValue(i * 1_000L);
        }
        return histogram;
    }

    private static void shouldBeWellFormed(String html) throws Exception {
        String body = html.substring(html.indexOf("<main>"), html.indexOf("</main>") + "</main>".length());
        DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
