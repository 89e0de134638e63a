package io.pelton.perf;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The top of the perf command tree. */
@Command(name = "perf", mixinStandardHelpOptions = true,
        header = "Measures Pelton against a hand-written loop in the same process.",
        subcommands = {ThroughputCommand.class, TextCommand.class, JournalCommand.class,
            LatencyCommand.class, AckCommand.class, RecoveryCommand.class, SnapshotCommand.class,
            StartupCommand.class, ReportCommand.class})
public final class Main {

    private Main() {
    }

    /** Exit code 1 when a figure is beyond its gate or a result is wrong. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
