package io.pelton.tools.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.gateway.StateReplay;
import io.pelton.tools.terminal.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same input through the same plan: the same results? */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Computes a state folder's results again and compares them with those journaled.",
        description = {
            "",
            "Takes the plan that the folder keeps, feeds it the input journal from its first retained row, and compares"
                + " every result byte for byte. Where input was pruned, or the script changed and its state was"
                + " rebuilt,"
                + " it begins at the plan's oldest snapshot. Changes nothing, takes no lock: the folder may belong to a"
                + " running process."},
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {"0:all the same", "1:the folder can't be read", "3:a result differs"})
final class ReplayCommand implements Callable<Integer> {
    private static final int DIFFERENT = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StateArgument state;

    @Option(names = "--json", description = "One JSON object instead of the report.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        boolean isTerminal = System.console() != null;
        ReplayReport report = StateReplay.run(state.folder(), rows -> {
            if (isTerminal) {
                err.printf(Locale.ROOT, "\rreplayed %,d rows", rows);
                err.flush();
            }
        });
        if (isTerminal) {
            err.print("\r");
        }
        print(report);
        if (!report.isSame()) {
            Failure.cause("replay computed another result: " + report.difference(), err);
            return DIFFERENT;
        }
        return 0;
    }

    private void print(ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().createObjectNode().put("same", report.isSame())
                    .put("fromSequence", report.fromSequence()).put("skippedRows", report.skippedRows())
                    .put("inputRows", report.inputRows())
                    .put("outputRows", report.outputRows()).put("compared", report.compared())
                    .put("difference", report.difference()));
        } else {
            out.printf(Locale.ROOT, "replayed %,d input rows from %,d: %,d results, %,d of them journaled, %s%n",
                    report.inputRows(), report.fromSequence(), report.outputRows(), report.compared(),
                    report.isSame() ? "all the same" : "and a difference");
            if (report.skippedRows() > 0) {
                out.printf(Locale.ROOT, "%,d retained input rows before them are older than the oldest snapshot, they "
                        + "weren't replayed%n", report.skippedRows());
            }
        }
        out.flush();
    }
}
