package io.pelton.tools;

import io.pelton.tools.command.PeltonCommand;
import io.pelton.tools.terminal.Failure;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Entry point of the {@code pelton} command: parses, runs one command, ends the process with its exit code. Whatever
 * the reason of a failure, the last line on standard error names it.
 */
public final class Main {

    private Main() {
    }

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(commandLine(args), args));
    }

    /** Picocli hands on exceptions only; a disk that is full or fails under a mapped file is an error of the JVM. */
    private static int run(CommandLine commandLine, String[] args) {
        try {
            return commandLine.execute(args);
        } catch (InternalError e) {
            return Failure.report(e, commandLine.getErr());
        }
    }

    /** The command tree for these arguments, with this house's error handling. */
    static CommandLine commandLine(String... args) {
        CommandLine commandLine = PeltonCommand.commandLine(args);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(Main::refuse);
        commandLine.setExecutionExceptionHandler(Main::fail);
        return commandLine;
    }

    private static int refuse(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.println("pelton: " + e.getMessage());
        return Failure.USAGE;
    }

    private static int fail(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        return Failure.report(e, command.getErr());
    }
}
