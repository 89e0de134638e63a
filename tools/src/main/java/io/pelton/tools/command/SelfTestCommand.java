package io.pelton.tools.command;

import io.pelton.engine.clock.SystemClocks;
import io.pelton.testkit.simulation.SimulationResult;
import io.pelton.testkit.simulation.Violation;
import io.pelton.tools.selftest.SeedRange;
import io.pelton.tools.selftest.SelfTest;
import io.pelton.tools.selftest.SelfTestReport;
import io.pelton.tools.terminal.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is this build to be trusted on this machine? */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        header = "Runs the engine through simulated disasters and says what came of it.",
        description = {
            "",
            "The real engine runs random scripts on one thread, in virtual time, on a simulated disk that loses, tears"
                + " and reorders what was not forced, is full, slow, or fails, between devices and targets that"
                + " misbehave; at the end every promise is checked against a naive model. A seed shows the same run"
                + " again. Without an option: 1,000 lives, 300 power cuts, 1,000 damages, and how fast this disk makes"
                + " 4 KB safe. Nothing outside the temporary folder is touched."},
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {"0:all passed", "1:a promise was broken; the seeds are listed"})
final class SelfTestCommand implements Callable<Integer> {
    private static final long DEFAULT_LIVES = 1_000;
    private static final long DEFAULT_CUTS = 300;
    private static final long DEFAULT_DAMAGES = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "One life, as its seed wants it, and its script.")
    private Long seed;

    @Option(names = "--seeds", paramLabel = "N|A..B", converter = RangeConverter.class,
            description = "Random lives: N of them, or those of the seeds A to B − 1.")
    private SeedRange seeds;

    @Option(names = "--power-cut", paramLabel = "N|A..B", converter = RangeConverter.class,
            description = "As many power cuts at random moments.")
    private SeedRange powerCuts;

    @Option(names = "--damage", paramLabel = "N|A..B", converter = RangeConverter.class,
            description = "As many damages to state folders: flipped bits, lost pages, missing, swapped, stale files.")
    private SeedRange damage;

    @Option(names = "--crash-points", paramLabel = "STRIDE",
            description = "Power cuts at every STRIDEth write, force and rename of a run, with four kinds of loss.")
    private Long stride;

    @Option(names = "--full-disk", paramLabel = "STRIDE",
            description = "A disk that is full for a while from every STRIDEth operation on.")
    private Long fullStride;

    @Option(names = "--disk", paramLabel = "DIR", description = "A folder on the disk to be timed (default: the"
            + " temporary folder).")
    private Path disk;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "The result as one line of JSON.")
    private boolean json;

    /** Reads {@code N} or {@code A..B}. */
    static final class RangeConverter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String value) {
            return SeedRange.of(value);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (seed != null) {
            return one(out);
        }
        // Thousands of planned failures: one seed alone tells its story. Read when the first logger is made.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        boolean isEverything = seeds == null && powerCuts == null && damage == null && stride == null
                && fullStride == null;
        SelfTestReport report = new SelfTestReport(
                new SelfTest(threads, this::progress), SystemClocks.nanos(),
                String.join("\n", new BuildVersion().getVersion()));
        if (isEverything || seeds != null) {
            report.lives(seeds != null ? seeds : new SeedRange(0, DEFAULT_LIVES));
        }
        if (isEverything || powerCuts != null) {
            report.powerCuts(powerCuts != null ? powerCuts : new SeedRange(0, DEFAULT_CUTS));
        }
        if (isEverything || damage != null) {
            report.damage(damage != null ? damage : new SeedRange(0, DEFAULT_DAMAGES));
        }
        if (stride != null) {
            report.crashPoints(stride);
        }
        if (fullStride != null) {
            report.fullDisks(fullStride);
        }
        if (isEverything || disk != null) {
            report.device(disk != null ? disk : Path.of(System.getProperty("java.io.tmpdir")));
        }
        out.print(json ? report.json() + System.lineSeparator() : report.text());
        out.flush();
        if (!report.isPassed()) {
            Failure.cause("the self-test failed: a promise was broken", spec.commandLine().getErr());
            return Failure.FAILED;
        }
        return Failure.DONE;
    }

    private Integer one(PrintWriter out) {
        out.print(SelfTest.sqlOf(seed));
        try {
            SimulationResult result = SelfTest.one(seed);
            out.println("-- passed: " + result);
            return Failure.DONE;
        } catch (Violation e) {
            e.printStackTrace(out);
            Failure.cause(e.getMessage(), spec.commandLine().getErr());
            return Failure.FAILED;
        } finally {
            out.flush();
        }
    }

    private void progress(long cases) {
        if (Boolean.getBoolean("pelton.terminal.err") && cases % 100 == 0) {
            spec.commandLine().getErr().printf("\r%,d cases ", cases);
            spec.commandLine().getErr().flush();
        }
    }
}
