package io.pelton.perf;

import io.pelton.perf.journal.Scratch;
import io.pelton.perf.measure.MachineProbe;
import io.pelton.perf.measure.Median;
import io.pelton.perf.startup.StartupProbe;
import io.pelton.tools.report.Measurement;
import io.pelton.tools.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a user waits for the first row, and what the process then weighs. */
@Command(name = "startup", mixinStandardHelpOptions = true,
        description = "Process start to first result, cold and with the cached plan; resident memory at rest.")
final class StartupCommand implements Callable<Integer> {
    @Option(names = "--launcher", defaultValue = "pelton", description = "the script (default: ${DEFAULT-VALUE})")
    private Path launcher;

    @Option(names = "--rounds", defaultValue = "5", description = "runs each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--out", defaultValue = "target/perf", description =
            "folder of the results (default: ${DEFAULT-VALUE})")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Path scratch = Scratch.fresh(out.resolve("startup"));
        try {
            StartupProbe probe = new StartupProbe(launcher, scratch);
            double[] cold = new double[rounds];
            double[] cached = new double[rounds];
            double[] residentMb = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                Path home = Files.createDirectory(scratch.resolve("home-" + i));
                cold[i] = probe.firstResultMs(home);
                cached[i] = probe.firstResultMs(home);
                residentMb[i] = probe.residentKbAtRest(home, 3) / 1024.0;
            }
            report(Median.of(cold), Median.of(cached), Median.of(residentMb));
            return 0;
        } finally {
            Scratch.delete(scratch);
        }
    }

    private void report(double coldMs, double cachedMs, double residentMb) {
        System.out.printf(Locale.ROOT, "%nStart-up, medians of %d%n  first result, cold            %8.0f ms%n"
                + "  first result, cached plan     %8.0f ms   goal ≤ 1,000%n"
                + "  resident at rest              %8.0f MB   goal ≤ 150%n", rounds, coldMs, cachedMs, residentMb);
        new ResultFile("Start-up", "How long until the first result, and what does the process weigh at rest?",
                "From the start of ./pelton run to the first byte on standard output, ratios to a second and to 150 "
                + "MB; the"
                        + " script reads a csv file, aggregates ten-second windows and prints.",
                MachineProbe.probe(), List.of(
                        figure("first result, cold: " + Math.round(coldMs) + " ms", coldMs / 1_000, Double.NaN),
                        figure("first result, cached plan: " + Math.round(cachedMs) + " ms", cachedMs / 1_000, 1),
                        figure("resident at rest: " + Math.round(residentMb) + " MB", residentMb / 150, 1)))
                .write(out, "startup");
    }

    private Measurement figure(String variant, double ratio, double goal) {
        return new Measurement("pelton run", variant, "", 200, Double.NaN, Double.NaN, Double.NaN, ratio, goal, rounds,
                "", "");
    }
}
