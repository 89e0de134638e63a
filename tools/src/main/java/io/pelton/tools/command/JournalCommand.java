package io.pelton.tools.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that look into a state folder. All but repair change nothing and need no lock. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Looks into a state folder: what it holds, row by row, and whether it is whole.",
        subcommands = {JournalListCommand.class, JournalDumpCommand.class, JournalVerifyCommand.class,
                JournalRepairCommand.class})
final class JournalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandLine.ParameterException(spec.commandLine(),
                "a command is missing: ls, dump, verify or repair");
    }
}
