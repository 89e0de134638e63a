package io.pelton.perf.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes a group's histograms as one {@code .hlog} (nanoseconds, a tag per variant) and a {@code .hgrm} each
 * (microseconds).
 */
public final class LatencyFiles {
    private static final double NS_PER_US = 1_000.0;
    private static final int TICKS_PER_HALF = 5;

    private LatencyFiles() {
    }

    /** Variants in the order of the map; their names may hold no comma, blank or line break. */
    public static void write(Path folder, String group, Map<String, Histogram> variants) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve(group + ".hlog");
            try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
                HistogramLogWriter writer = new HistogramLogWriter(out);
                writer.outputComment("[" + group + ", nanoseconds from the moment at which an event was due]");
                writer.outputLogFormatVersion();
                writer.outputLegend();
                for (Map.Entry<String, Histogram> variant : variants.entrySet()) {
                    variant.getValue().setTag(variant.getKey());
                    writer.outputIntervalHistogram(0, 1, variant.getValue(), 1.0);
                }
            }
            for (Map.Entry<String, Histogram> variant : variants.entrySet()) {
                Path listing = folder.resolve(group + "." + variant.getKey() + ".hgrm");
                try (PrintStream out = new PrintStream(listing.toFile(), StandardCharsets.UTF_8)) {
                    variant.getValue().outputPercentileDistribution(out, TICKS_PER_HALF, NS_PER_US);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the histograms, is the folder writable: folder=" + folder,
                    e);
        }
    }
}
