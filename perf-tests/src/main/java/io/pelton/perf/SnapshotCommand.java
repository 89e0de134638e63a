package io.pelton.perf;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.SnapshotModel;
import io.pelton.perf.journal.Scratch;
import io.pelton.perf.latency.LatencyFiles;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.snapshot.SnapshotFigures;
import io.pelton.perf.snapshot.SnapshotRun;
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

/** Whether a snapshot of a large state is felt by the rows that pass meanwhile. */
@Command(name = "snapshot", mixinStandardHelpOptions = true,
        description = "Latency of rows while a snapshot is under way and while none is, for small and large state.")
final class SnapshotCommand implements Callable<Integer> {
    private static final double BYTES_PER_KEY = 108;
    private static final String MODEL = "model";
    private static final long HIGHEST_NS = 60_000_000_000L;
    /** Snapshots of less are over so soon that more of them are needed. */
    private static final int SMALL_MB = 50;
    private static final int MORE_ROUNDS = 10;
    private static final long QUIET_NS = 2_000_000_000L;

    @Option(names = "--state-mb", split = ",", defaultValue = "10,500",
            description = "operator state, about (default: ${DEFAULT-VALUE})")
    private List<Integer> stateMb;

    @Option(names = "--journal", split = ",", defaultValue = "none,group",
            description = "durability modes (default: ${DEFAULT-VALUE})")
    private List<String> modes;

    @Option(names = "--rate", defaultValue = "50000", description = "events a second (default: ${DEFAULT-VALUE})")
    private long rate;

    @Option(names = "--interval", defaultValue = "10",
            description = "seconds from snapshot to snapshot (default: ${DEFAULT-VALUE})")
    private int interval;

    @Option(names = "--warmup", defaultValue = "22", description =
            "seconds that don't count (default: ${DEFAULT-VALUE})")
    private int warmup;

    @Option(names = "--seconds", defaultValue = "40", description = "seconds that count (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--model-only", description = "only the processing thread's share, in CPU time: seconds, and "
            + "other processes don't disturb it")
    private boolean isModelOnly;

    @Option(names = "--writer-mb", defaultValue = "300",
            description = "megabytes a second that the model's writer takes (default: ${DEFAULT-VALUE})")
    private int writerMb;

    @Option(names = "--rounds", defaultValue = "4", description = "snapshots of the model (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--gate", description = "end with 1 when the model's 99th percentile during snapshots is beyond so"
            + " many times that outside of them")
    private double gate;

    @Option(names = "--out", defaultValue = "target/latency",
            description = "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    private final List<Measurement> measurements = new ArrayList<>();
    private boolean isWithinGate = true;

    @Override
    public Integer call() {
        System.out.printf(Locale.ROOT, "%nSnapshots at %,d events/s, one each %d s, open loop%n"
                + "  %-10s %-8s %-9s %10s %10s %12s %12s %9s %6s%n", rate, interval, "state", "journal", "",
                "p50 µs", "p99 µs", "p99.9 µs", "max µs", "taken", "ms");
        stateMb.forEach(this::model);
        for (int mb : isModelOnly ? List.<Integer>of() : stateMb) {
            for (String mode : modes) {
                measure(mb, JournalMode.valueOf(mode.toUpperCase(Locale.ROOT)));
            }
        }
        new ResultFile("Snapshots", "Is a snapshot felt by the rows that pass while it is taken?",
                "Rows with keys at random into a keyed aggregation at " + rate + " events/s, and each of them through"
                        + " unchanged behind it; 99th percentile from the due time of the rows that were due during a"
                        + " snapshot, as a ratio to that of the others in the same run. The model is the processing"
                        + " thread alone: operators and block copies measured in CPU time, the writer's speed given;"
                        + " its first snapshot, with cold code and new memory, stands apart.",
                MachineProbe.probe(), measurements).write(out, "snapshot");
        return isWithinGate ? 0 : 1;
    }

    private void model(int mb) {
        Histogram outside = new Histogram(HIGHEST_NS, 3);
        Histogram during = new Histogram(HIGHEST_NS, 3);
        Histogram first;
        long bytes;
        try (SnapshotModel model = new SnapshotModel(keys(mb), rate, (long) writerMb << 20)) {
            bytes = model.stateBytes();
            model.quiet(QUIET_NS);
            first = model.snapshot();
            int taken = mb < SMALL_MB ? rounds * MORE_ROUNDS : rounds;
            for (int i = 0; i < taken; i++) {
                outside.add(model.quiet(QUIET_NS / MORE_ROUNDS));
                during.add(model.snapshot());
            }
        }
        double ms = bytes * 1e3 / ((long) writerMb << 20);
        SnapshotFigures figures = new SnapshotFigures(outside, during, rounds, ms, bytes);
        add(mb, MODEL, "first", first, figures);
        add(mb, MODEL, "outside", outside, figures);
        add(mb, MODEL, "during", during, figures);
        double ratio = (double) during.getValueAtPercentile(99) / outside.getValueAtPercentile(99);
        if (gate > 0 && !(ratio <= gate)) {
            System.err.printf(Locale.ROOT, "state of %d MB: p99 during snapshots is %.2f times that outside, the gate"
                    + " is %.2f%n", mb, ratio, gate);
            isWithinGate = false;
        }
    }

    private static int keys(int mb) {
        return Math.max(1_000, (int) (mb * 1e6 / BYTES_PER_KEY));
    }

    private void measure(int mb, JournalMode mode) {
        Path state = Scratch.fresh(out.resolve("state"));
        SnapshotFigures figures;
        try {
            figures = new SnapshotRun(keys(mb), rate, interval, warmup, seconds).run(mode, state);
        } finally {
            Scratch.delete(state);
        }
        Map<String, Histogram> variants = new LinkedHashMap<>();
        variants.put("outside", figures.outside());
        variants.put("during", figures.during());
        LatencyFiles.write(out, "snapshot-" + mb + "mb-" + mode.text(), variants);
        variants.forEach((name, histogram) -> add(mb, mode.text(), name, histogram, figures));
    }

    private void add(int mb, String mode, String name, Histogram histogram, SnapshotFigures figures) {
        boolean isDuring = name.equals("during");
        double p99 = histogram.getValueAtPercentile(99) / 1e3;
        double ratio = p99 / (figures.outside().getValueAtPercentile(99) / 1e3);
        String text = String.format(Locale.ROOT, "p50 %.1f µs, p99 %.1f µs, p99.9 %.1f µs, max %.1f µs",
                histogram.getValueAtPercentile(50) / 1e3, p99, histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getMaxValue() / 1e3);
        System.out.printf(Locale.ROOT, "  %-10s %-8s %-9s %,10.1f %,10.1f %,12.1f %,12.1f %9s %6s%n",
                figures.fileBytes() / 1_000_000 + " MB", mode, name, histogram.getValueAtPercentile(50) / 1e3,
                p99, histogram.getValueAtPercentile(99.9) / 1e3, histogram.getMaxValue() / 1e3,
                isDuring ? figures.snapshots() : "", isDuring ? Math.round(figures.snapshotMs()) : "");
        String taken = isDuring ? String.format(Locale.ROOT, "; %d snapshots of %d MB, %.0f ms each",
                figures.snapshots(), figures.fileBytes() / 1_000_000, figures.snapshotMs()) : "";
        measurements.add(new Measurement("state of " + mb + " MB, " + mode, name, mode,
                histogram.getTotalCount(), Double.NaN, Double.NaN, Double.NaN, ratio, Double.NaN, 1, "",
                text + taken));
    }
}
