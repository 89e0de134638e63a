package io.pelton.tools.command;

import java.util.LinkedHashMap;
import java.util.Map;
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
    /** All commands, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("replay", ReplayCommand.class);
        COMMANDS.put("journal", JournalCommand.class);
        COMMANDS.put("dlq", DlqCommand.class);
        COMMANDS.put("selftest", SelfTestCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    @Spec
    private CommandSpec spec;

    /** The tree with just the command that is asked for, where it is known: reading all of them costs a start 0.1 s. */
    public static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new PeltonCommand());
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals("help");
        COMMANDS.forEach((name, command) -> {
            if (!one || name.equals(args[0])) {
                commandLine.addSubcommand(name, command);
            }
        });
        return commandLine;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
