package io.pelton.perf.throughput;

import io.pelton.perf.measure.Median;
import io.pelton.tools.report.Measurement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Runs contenders in turn, so that a noisy minute falls on all of them, and takes medians. The first contender is the
 * baseline: everybody's results must equal its results. One thread.
 */
public final class Contest {
    private final String group;
    private final List<Contender> contenders;
    private final PrintStream out;

    /** @param contenders the first one is the baseline */
    public Contest(String group, List<Contender> contenders, PrintStream out) {
        this.group = group;
        this.contenders = List.copyOf(contenders);
        this.out = out;
    }

    /**
     * Warm-ups first, then measured rounds.
     *
     * @throws IllegalStateException when a contender computed something else than the baseline
     */
    public List<Measurement> hold(long events, int warmups, int rounds) {
        List<List<RunFigures>> runs = new ArrayList<>();
        contenders.forEach(contender -> runs.add(new ArrayList<>()));
        String expected = "";
        for (int round = 0; round < warmups + rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                RunFigures figures = contenders.get(i).run(events);
                expected = i == 0 ? figures.results() : expected;
                if (!figures.results().equals(expected)) {
                    throw new IllegalStateException("results differ from the loop's, so the figure means nothing: "
                            + "group="
                            + group + " contender=" + contenders.get(i).name() + " journal="
                            + contenders.get(i).journal() + " results=" + figures.results() + " expected=" + expected);
                }
                if (round >= warmups) {
                    runs.get(i).add(figures);
                }
            }
        }
        return measurements(events, runs);
    }

    private List<Measurement> measurements(long events, List<List<RunFigures>> runs) {
        out.printf(Locale.ROOT, "%n%s, %,d events, medians of %d%n", group, events, runs.get(0).size());
        out.printf("  %-30s %-7s %12s %12s %10s %8s %6s%n",
                "", "journal", "events/s", "CPU ns/ev", "bytes/ev", "ratio", "goal");
        List<Measurement> all = new ArrayList<>();
        double baseline = median(runs.get(0), RunFigures::cpuNsPerEvent);
        for (int i = 0; i < contenders.size(); i++) {
            Contender contender = contenders.get(i);
            double cpuNs = median(runs.get(i), RunFigures::cpuNsPerEvent);
            Measurement m = new Measurement(group, contender.name(), contender.journal(), events,
                    median(runs.get(i), RunFigures::eventsPerSecond), cpuNs,
                    median(runs.get(i), RunFigures::bytesPerEvent), cpuNs / baseline, contender.goal(),
                    runs.get(i).size(), runs.get(i).get(0).results(), spread(runs.get(i)));
            out.printf(Locale.ROOT, "  %-30s %-7s %,12.0f %12.1f %10.3f %8.2f %6s%n", m.variant(), m.journal(),
                    m.perSecond(), m.cpuNs(), m.bytes(), m.ratio(), Double.isNaN(m.goal()) ? "" : "≤ " + m.goal());
            all.add(m);
        }
        return all;
    }

    private static String spread(List<RunFigures> runs) {
        double low = runs.stream().mapToDouble(RunFigures::cpuNsPerEvent).min().orElse(Double.NaN);
        double high = runs.stream().mapToDouble(RunFigures::cpuNsPerEvent).max().orElse(Double.NaN);
        return String.format(Locale.ROOT, "CPU %.1f … %.1f ns", low, high);
    }

    private static double median(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return Median.of(runs.stream().mapToDouble(figure).toArray());
    }
}
