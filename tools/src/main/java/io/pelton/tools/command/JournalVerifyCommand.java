package io.pelton.tools.command;

import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journals;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.tools.terminal.Failure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is everything there that was promised? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Checks every block, snapshot and cursor of a state folder; changes nothing.",
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:everything checks",
            "1:the next start mends it and loses nothing that was promised",
            "2:something durable is gone or wrong, or it is no state folder"})
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateArgument state;

    @Option(names = "--durability", paramLabel = "MODE", defaultValue = "group",
            description = "The mode of the runs: none, group or each (default: ${DEFAULT-VALUE}). With none, a sink's"
                    + " cursor proves nothing about the input.")
    private DurabilityMode durability;

    @Override
    public Integer call() {
        VerifyReport report = Journals.verify(state.folder(), durability);
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        if (report.exitCode() != 0) {
            String[] lines = report.text().strip().split("\\R");
            Failure.cause(lines[lines.length - 1], spec.commandLine().getErr());
        }
        return report.exitCode();
    }
}
