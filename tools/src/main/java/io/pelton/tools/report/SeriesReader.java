package io.pelton.tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;

/**
 * Reads latency distributions: {@code group.hlog} (histogram log, nanoseconds, one tag per variant, intervals are
 * added up) and {@code group.variant.hgrm} (percentile listing, microseconds). A listing whose log is there too is
 * left out.
 */
final class SeriesReader {
    static final String LOG = ".hlog";
    static final String LISTING = ".hgrm";
    private static final double NS_PER_US = 1_000.0;
    private static final int TICKS_PER_HALF = 8;

    private SeriesReader() {
    }

    static List<PercentileSeries> readLog(Path file) throws IOException {
        String group = stem(file, LOG);
        Map<String, Histogram> variants = new LinkedHashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram(); next != null;
                    next = reader.nextIntervalHistogram()) {
                if (next instanceof Histogram histogram) {
                    String tag = histogram.getTag() == null ? "all" : histogram.getTag();
                    variants.computeIfAbsent(tag, t -> new Histogram(histogram.getNumberOfSignificantValueDigits()))
                            .add(histogram);
                }
            }
        }
        List<PercentileSeries> all = new ArrayList<>();
        variants.forEach((variant, histogram) -> all.add(series(group, variant, histogram)));
        return all;
    }

    private static PercentileSeries series(String group, String variant, Histogram histogram) {
        List<PercentileSeries.Point> points = new ArrayList<>();
        for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF)) {
            points.add(new PercentileSeries.Point(
                    value.getPercentileLevelIteratedTo() / 100, value.getValueIteratedTo() / NS_PER_US));
        }
        return new PercentileSeries(group, variant, points, histogram.getTotalCount());
    }

    static PercentileSeries readListing(Path file) throws IOException {
        String stem = stem(file, LISTING);
        int dot = stem.lastIndexOf('.');
        List<PercentileSeries.Point> points = new ArrayList<>();
        long count = 0;
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.strip().split("\\s+");
            if (cells.length >= 3 && Character.isDigit(cells[0].charAt(0))) {
                points.add(new PercentileSeries.Point(Double.parseDouble(cells[1]), Double.parseDouble(cells[0])));
                count = Long.parseLong(cells[2]);
            }
        }
        return new PercentileSeries(
                dot < 0 ? stem : stem.substring(0, dot), dot < 0 ? "all" : stem.substring(dot + 1), points, count);
    }

    private static String stem(Path file, String suffix) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - suffix.length());
    }
}
