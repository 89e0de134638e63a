package io.pelton.perf;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.LatencyRun;
import io.pelton.perf.journal.Scratch;
import io.pelton.perf.latency.InlineRun;
import io.pelton.perf.latency.LatencyFiles;
import io.pelton.perf.latency.Schedule;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
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

/** Open-loop latency of Pelton and of the inline loop, one after the other in one process. */
@Command(name = "latency", mixinStandardHelpOptions = true,
        description = "Latency from the moment an event is due: source to sink at several rates, and closed window to "
        + "results.")
final class LatencyCommand implements Callable<Integer> {
    private static final String LOOP = "inline-loop";
    private static final long LOOP_DELAY_MS = 200;
    private static final long PELTON_DELAY_MS = 3_000;
    /** W5 is W1 at this rate: a window of 10,000 results each fifth of a second. */
    private static final long WINDOW_RATE = 100_000;

    @Option(names = "--rates", split = ",", defaultValue = "10000,100000,500000",
            description = "events a second (default: ${DEFAULT-VALUE})")
    private List<Long> rates;

    @Option(names = "--warmup", defaultValue = "4", description =
            "seconds that don't count (default: ${DEFAULT-VALUE})")
    private int warmup;

    @Option(names = "--seconds", defaultValue = "10", description = "seconds that count (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--out", defaultValue = "target/latency",
            description = "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    private final Readings readings = Readings.standard();
    private final List<Measurement> measurements = new ArrayList<>();

    @Override
    public Integer call() {
        System.out.printf("%nLatency from the due time, open loop%n  %-24s %-26s %12s %12s %12s %10s%n",
                "", "", "p50 µs", "p99 µs", "samples", "p99 ratio");
        for (long rate : rates) {
            measure("W4-filter-at-" + rate / 1_000 + "k", Workload.W4, rate);
            measure("passthrough-at-" + rate / 1_000 + "k", Workload.PASS, rate);
        }
        measure("W5-window-closed-at-" + WINDOW_RATE / 1_000 + "k", Workload.W1, WINDOW_RATE);
        new ResultFile("Latency against the inline loop",
                "How much later is a result than in a loop on the sender's own thread?",
                "99th percentile from the due time as a ratio to the loop's, Pelton as it places itself on this "
                + "machine,"
                        + " each for " + seconds + " s after " + warmup + " s of warm-up.",
                MachineProbe.probe(), measurements).write(out, "latency");
        return 0;
    }

    private void measure(String group, Workload workload, long rate) {
        Map<String, Histogram> variants = new LinkedHashMap<>();
        variants.put(LOOP, InlineRun.run(workload, readings, Schedule.of(rate, warmup, seconds, LOOP_DELAY_MS)));
        variants.put("Pelton-fused-journal-off", pelton(workload, rate, JournalMode.OFF, "fused"));
        variants.put("Pelton-auto-journal-off", pelton(workload, rate, JournalMode.OFF, "auto"));
        variants.put("Pelton-auto-journal-group", pelton(workload, rate, JournalMode.GROUP, "auto"));
        LatencyFiles.write(out, group, variants);
        Histogram loop = variants.get(LOOP);
        variants.forEach((name, histogram) -> add(group, name, histogram, loop, rate));
    }

    private Histogram pelton(Workload workload, long rate, JournalMode mode, String placement) {
        Path state = Scratch.fresh(out.resolve("state"));
        try {
            return LatencyRun.run(workload, readings, Schedule.of(rate, warmup, seconds, PELTON_DELAY_MS), mode,
                    placement, state);
        } finally {
            Scratch.delete(state);
        }
    }

    private void add(String group, String name, Histogram histogram, Histogram loop, long rate) {
        double p50 = histogram.getValueAtPercentile(50) / 1e3;
        double p99 = histogram.getValueAtPercentile(99) / 1e3;
        double ratio = p99 / (loop.getValueAtPercentile(99) / 1e3);
        System.out.printf(Locale.ROOT, "  %-24s %-26s %,12.1f %,12.1f %,12d %10.2f%n",
                group, name, p50, p99, histogram.getTotalCount(), ratio);
        measurements.add(new Measurement(group, name, "", rate * seconds, Double.NaN, Double.NaN, Double.NaN, ratio,
                name.equals("Pelton-fused-journal-off") ? 2 : Double.NaN, 1, "",
                String.format(Locale.ROOT, "p50 %.1f µs, p99 %.1f µs", p50, p99)));
    }
}
