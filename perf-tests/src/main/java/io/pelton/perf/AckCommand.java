package io.pelton.perf;

import io.pelton.perf.embedded.AckRun;
import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.journal.Scratch;
import io.pelton.perf.latency.LatencyFiles;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.workload.Readings;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a sender waits until it may forget an event. */
@Command(name = "ack", mixinStandardHelpOptions = true,
        description = "Latency from the moment an event is due to its acknowledgement, in each durability mode.")
final class AckCommand implements Callable<Integer> {
    private static final List<JournalMode> MODES = List.of(JournalMode.NONE, JournalMode.GROUP, JournalMode.EACH);

    @Option(names = "--rates", split = ",", defaultValue = "10000,50000,200000",
            description = "events a second (default: ${DEFAULT-VALUE})")
    private List<Long> rates;

    @Option(names = "--warmup", defaultValue = "4", description =
            "seconds that don't count (default: ${DEFAULT-VALUE})")
    private int warmup;

    @Option(names = "--seconds", defaultValue = "20", description = "seconds that count (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--out", defaultValue = "target/latency",
            description = "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    private final Readings readings = Readings.standard();
    private final List<Measurement> measurements = new ArrayList<>();

    @Override
    public Integer call() {
        System.out.printf("%nAcknowledgement from the due time, open loop%n  %-14s %-8s %12s %12s %12s %12s %10s%n",
                "", "journal", "p50 µs", "p99 µs", "p99.9 µs", "max µs", "p99 ratio");
        for (long rate : rates) {
            measure(rate);
        }
        new ResultFile("Acknowledgement", "How long does a sender wait until its event can't be lost any more?",
                "From the due time to Source.onDurable, ratios of the 99th percentile to mode none at the same rate,"
                        + " which acknowledges what is journaled and not forced; each for " + seconds + " s after "
                        + warmup + " s of warm-up.",
                MachineProbe.probe(), measurements).write(out, "ack");
        return 0;
    }

    private void measure(long rate) {
        String group = "ack-at-" + rate / 1_000 + "k";
        Map<String, Histogram> variants = new LinkedHashMap<>();
        for (JournalMode mode : MODES) {
            Path state = Scratch.fresh(out.resolve("state"));
            try {
                variants.put("journal-" + mode.text(),
                        AckRun.run(readings, rate, warmup, seconds, mode, state));
            } finally {
                Scratch.delete(state);
            }
        }
        LatencyFiles.write(out, group, variants);
        double base = micros(variants.get("journal-none"), 99);
        for (JournalMode mode : MODES) {
            add(group, mode, variants.get("journal-" + mode.text()), base, rate);
        }
    }

    private void add(String group, JournalMode mode, Histogram histogram, double base, long rate) {
        double ratio = micros(histogram, 99) / base;
        System.out.printf(Locale.ROOT, "  %-14s %-8s %,12.1f %,12.1f %,12.1f %,12.1f %10.2f%n", group, mode.text(),
                micros(histogram, 50), micros(histogram, 99), micros(histogram, 99.9), micros(histogram, 100), ratio);
        measurements.add(new Measurement(group, "acknowledgement", mode.text(), rate * seconds, Double.NaN, Double.NaN,
                Double.NaN, ratio, Double.NaN, 1, "",
                String.format(Locale.ROOT, "p50 %.1f µs, p99 %.1f µs, p99.9 %.1f µs, max %.1f µs",
                        micros(histogram, 50), micros(histogram, 99), micros(histogram, 99.9),
                        micros(histogram, 100))));
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }
}
