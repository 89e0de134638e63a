package io.pelton.tools.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top of the command tree; without a command it prints the help and refuses. */
@Command(
        name = "pelton",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        header = "Runs Flink SQL over streams: journaled, deterministic, exactly once.%n",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, JournalCommand.class, DlqCommand.class, ReportCommand.class, HelpCommand.class},
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            " 0:done, dead letters included",
            " 1:failed; the last line on standard error names the cause",
            " 2:wrong usage, or refused by check",
            " 3:replay or a diff found a difference",
            "70:storage failed"},
        commandListHeading = "%nCommands%n",
        footerHeading = "%nExamples%n",
        footer = {
            "  pelton run examples/window-lab/window-lab.sql",
            "  pelton run --state state/lab tables.sql rules.sql",
            "  pelton check rules.sql",
            "",
            "JAVA_HOME chooses the Java (17 or newer), PELTON_JAVA_OPTS adds JVM options,",
            "PELTON_TRACE=1 prints stack traces."})
public final class PeltonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
