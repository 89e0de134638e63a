package io.pelton.perf.journal;

import io.pelton.perf.measure.Median;
import io.pelton.tools.report.Measurement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Append and commit cost by block size: all targets in turn, so that a noisy minute falls on all of them, medians of
 * the rounds. The first target is the baseline. One thread.
 */
public final class AppendContest {
    private final Path scratch;
    private final long rows;
    private final int mostBlocks;
    private final int mostForces;
    private final int rounds;
    private final PrintStream out;

    /**
     * @param rows       of an unforced run, at most
     * @param mostBlocks of an unforced run
     * @param mostForces of a forced run
     */
    public AppendContest(Path scratch, long rows, int mostBlocks, int mostForces, int rounds, PrintStream out) {
        this.scratch = scratch;
        this.rows = rows;
        this.mostBlocks = mostBlocks;
        this.mostForces = mostForces;
        this.rounds = rounds;
        this.out = out;
    }

    /** Blocks of so many rows, unforced and forced. */
    public List<Measurement> hold(int blockRows) {
        List<Measurement> all = new ArrayList<>();
        int blocks = (int) Math.max(10, Math.min(mostBlocks, rows / blockRows));
        all.addAll(hold(blockRows, blocks, false));
        all.addAll(hold(blockRows, Math.min(mostForces, blocks), true));
        return all;
    }

    private List<Measurement> hold(int blockRows, int blocks, boolean forced) {
        Map<AppendTarget, List<AppendRun.Figures>> runs = new EnumMap<>(AppendTarget.class);
        for (int round = 0; round <= rounds; round++) {
            for (AppendTarget target : AppendTarget.values()) {
                if (!forced || target.canForce()) {
                    AppendRun.Figures figures = AppendRun.run(target, scratch, blockRows, blocks, forced);
                    if (round > 0) {
                        runs.computeIfAbsent(target, none -> new ArrayList<>()).add(figures);
                    }
                }
            }
        }
        String group = (forced ? "append and force, blocks of " : "append, blocks of ") + blockRows + " rows";
        double base = nsPerRow(runs.get(AppendTarget.PLAIN_FILE), blocks, blockRows);
        out.printf(Locale.ROOT, "%n%s, %,d blocks, medians of %d%n  %-22s %10s %12s %10s %10s %10s %10s %7s%n", group,
                blocks, rounds, "", "ns/row", "µs/block", "append p50", "p99 µs", "force p50", "p99 µs", "ratio");
        List<Measurement> all = new ArrayList<>();
        runs.forEach((target, figures) -> all.add(line(group, target, figures, blocks, blockRows, forced, base)));
        return all;
    }

    private Measurement line(
            String group, AppendTarget target, List<AppendRun.Figures> runs, int blocks, int blockRows, boolean forced,
            double base) {
        double perRow = nsPerRow(runs, blocks, blockRows);
        double appendP50 = median(runs, run -> run.append().getValueAtPercentile(50) / 1e3);
        double appendP99 = median(runs, run -> run.append().getValueAtPercentile(99) / 1e3);
        double forceP50 = median(runs, run -> run.force().getValueAtPercentile(50) / 1e3);
        double forceP99 = median(runs, run -> run.force().getValueAtPercentile(99) / 1e3);
        out.printf(Locale.ROOT, "  %-22s %,10.1f %,12.2f %10.2f %10.2f %,10.1f %,10.1f %7.2f%n", target.text(), perRow,
                perRow * blockRows / 1e3, appendP50, appendP99, forceP50, forceP99, perRow / base);
        String note = String.format(Locale.ROOT, "%.1f ns a row, %.2f µs a block; append p50 %.2f µs, p99 %.2f µs%s",
                perRow, perRow * blockRows / 1e3, appendP50, appendP99,
                forced ? String.format(Locale.ROOT, "; force p50 %.1f µs, p99 %.1f µs", forceP50, forceP99) : "");
        return new Measurement(group, target.text(), forced ? "each" : "none", (long) blocks * blockRows,
                1e9 / perRow, Double.NaN, Double.NaN, perRow / base, Double.NaN, runs.size(), "", note);
    }

    private static double nsPerRow(List<AppendRun.Figures> runs, int blocks, int blockRows) {
        return median(runs, run -> (double) run.wallNs() / blocks / blockRows);
    }

    private static double median(List<AppendRun.Figures> runs, ToDoubleFunction<AppendRun.Figures> figure) {
        return Median.of(runs.stream().mapToDouble(figure).toArray());
    }
}
