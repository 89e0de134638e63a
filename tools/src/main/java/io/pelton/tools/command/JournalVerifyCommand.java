package io.pelton.tools.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pelton.engine.StateCheck;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.recovery.Finding;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.tools.terminal.Failure;
import java.io.PrintWriter;
import java.util.Locale;
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
        header = "Checks every file of a state folder; changes nothing.",
        description = {
            "",
            "Names each damage with file, position and consequence. Files that are made anew at each start, bytes that"
                + " nobody reads and files that aren't Pelton's are listed as harmless."},
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:everything that counts checks",
            "1:the next start mends it and loses nothing that was promised: a tail is cut, a copy written anew",
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

    @Option(names = "--json", description = "One JSON object a finding, and a last one with the verdict.")
    private boolean json;

    @Override
    public Integer call() {
        VerifyReport report = StateCheck.verify(state.folder(), durability);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.findings().forEach(finding -> out.println(json(finding)));
            out.println(new ObjectMapper().createObjectNode().put("verdict", report.verdict())
                    .put("severity", name(report.severity())).put("exitCode", report.exitCode()));
        } else {
            out.print(report.text());
        }
        out.flush();
        if (report.exitCode() != 0) {
            Failure.cause(report.verdict(), spec.commandLine().getErr());
        }
        return report.exitCode();
    }

    private static ObjectNode json(Finding finding) {
        return new ObjectMapper().createObjectNode().put("severity", name(finding.severity()))
                .put("file", finding.file().toString()).put("position", finding.position())
                .put("message", finding.message()).put("consequence", finding.consequence());
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
