package io.pelton.perf;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.PeltonContender;
import io.pelton.perf.embedded.RecoveryRun;
import io.pelton.perf.journal.Scratch;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.measure.Median;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a restart takes for each million events that it must replay. */
@Command(name = "recovery", mixinStandardHelpOptions = true,
        description = "Events replayed a second of recovery, beside the live speed with journals off in the same run.")
final class RecoveryCommand implements Callable<Integer> {
    private static final double GOAL_PER_SECOND = 5e6;

    @Option(names = "--workload", defaultValue = "W1", description = "${COMPLETION-CANDIDATES}")
    private Workload workload;

    @Option(names = "--events", defaultValue = "8000000",
            description = "events to replay, none of them in a snapshot (default: ${DEFAULT-VALUE})")
    private long events;

    @Option(names = "--rounds", defaultValue = "5", description = "measured starts (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--gate", description = "end with 1 when recovery is slower than this share of the live speed")
    private double gate;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Override
    public Integer call() {
        Readings readings = Readings.standard();
        Path state = Scratch.fresh(out.resolve("recovery"));
        try {
            long whole = events / 64 * 64;
            PeltonContender live = new PeltonContender(workload, readings, JournalMode.OFF, out.resolve("state"));
            RecoveryRun recovery = new RecoveryRun(workload, readings, whole, JournalMode.GROUP, state);
            recovery.fill();
            return measure(live, recovery, whole);
        } finally {
            Scratch.delete(state);
        }
    }

    private int measure(PeltonContender live, RecoveryRun recovery, long whole) {
        double[] livePerSecond = new double[rounds];
        double[] perSecond = new double[rounds];
        double[] replayPerSecond = new double[rounds];
        live.run(whole);
        recovery.start();
        long compared = 0;
        for (int i = 0; i < rounds; i++) {
            RunFigures figures = live.run(whole);
            livePerSecond[i] = whole * 1e9 / figures.wallNs();
            RecoveryRun.Start start = recovery.start();
            perSecond[i] = whole * 1e9 / start.openNs();
            replayPerSecond[i] = whole * 1e3 / Math.max(1, start.replayMs());
            compared = start.compared();
        }
        return report(whole, compared, Median.of(livePerSecond), Median.of(perSecond), Median.of(replayPerSecond));
    }

    private int report(long whole, long compared, double live, double opened, double replayed) {
        System.out.printf(Locale.ROOT, "%nRecovery, %s, %,d events and %,d results compared, medians of %d%n"
                + "  live, journals off          %,12.0f events/s%n"
                + "  recovery, Engine.open       %,12.0f events/s  %6.3f s per million  ratio to live %.2f%n"
                + "  of it restore and replay    %,12.0f events/s  %6.3f s per million  ratio to live %.2f%n",
                workload, whole, compared, rounds, live, opened, 1e6 / opened, opened / live, replayed, 1e6 / replayed,
                replayed / live);
        String group = workload + ", recovery";
        new ResultFile("Recovery", "How long does a restart take for each million events since the last snapshot?",
                "A state folder without a snapshot, its run broken off; Engine.open locks, checks every file, replays"
                        + " and compares every result byte for byte. The ratio is that of events a second to the live"
                        + " speed with journals off in the same run; the goal is 5 million events a second as such a"
                        + " ratio.",
                MachineProbe.probe(), List.of(
                        row(group, "live", "off", whole, live, 1, Double.NaN, ""),
                        row(group, "recovery, Engine.open", "group", whole, opened, opened / live,
                                GOAL_PER_SECOND / live, perMillion(opened)),
                        row(group, "of it restore and replay", "group", whole, replayed, replayed / live,
                                Double.NaN, perMillion(replayed)))).write(out, "recovery-" + workload);
        if (gate > 0 && opened / live < gate) {
            System.err.printf(Locale.ROOT, "recovery runs at %.2f of the live speed, the gate is %.2f%n",
                    opened / live, gate);
            return 1;
        }
        return 0;
    }

    private static String perMillion(double perSecond) {
        return String.format(Locale.ROOT, "%.3f s per million events; more is better", 1e6 / perSecond);
    }

    private Measurement row(String group, String variant, String journal, long whole, double perSecond, double ratio,
            double goal, String note) {
        return new Measurement(group, variant, journal, whole, perSecond, Double.NaN, Double.NaN, ratio, goal, rounds,
                "", note);
    }
}
