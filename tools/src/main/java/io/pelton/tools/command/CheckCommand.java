package io.pelton.tools.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pelton.gateway.CheckReport;
import io.pelton.sql.compile.OperatorMemory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All that can be said of a script before it runs. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Checks a script: types, plan, memory at its limits, and what Flink would do differently.",
        description = {
            "",
            "Opens no file of a table. A script that can't run, or that has no bound on its memory, is refused with the"
                + " place and the mend, and exit code 2. Warnings go to standard error, the report to standard "
                + "output."})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ScriptArgument script;

    @Option(names = "--flink", description = "Only what would be different on a Flink cluster.")
    private boolean flink;

    @Option(names = "--code", description = "The generated Java, too.")
    private boolean code;

    @Option(names = "--json", description = "One JSON object instead of the report.")
    private boolean json;

    @Override
    public Integer call() {
        CheckReport report = CheckReport.of(script.script(), script.settings());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        err.print(report.findings());
        err.flush();
        if (json) {
            out.println(json(report));
        } else if (flink) {
            printDifferences(report, out);
        } else {
            print(report, out);
        }
        out.flush();
        return 0;
    }

    private void print(CheckReport report, PrintWriter out) {
        report.explained().forEach(out::println);
        out.println(report.plan().stripTrailing());
        out.println();
        printDifferences(report, out);
        out.println(report.isBounded() ? "It ends by itself, at the end of its input."
                : "It runs until it is stopped.");
        if (code) {
            out.println();
            out.println(report.generatedCode());
        }
    }

    private static void printDifferences(CheckReport report, PrintWriter out) {
        if (report.flinkDifferences().isEmpty()) {
            out.println("Flink would run the same statements with the same results.");
            return;
        }
        out.println("On a Flink cluster this would be different:");
        report.flinkDifferences().forEach(difference -> out.println("  - " + difference));
    }

    private static String json(CheckReport report) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("script", report.script()).put("planHash", report.planHash()).put("bounded", report.isBounded())
                .put("findings", report.findings()).put("plan", report.plan());
        ArrayNode operators = root.putArray("operators");
        for (OperatorMemory operator : report.operators()) {
            operators.addObject().put("insert", operator.insert()).put("name", operator.name())
                    .put("maxKeys", operator.maxKeys()).put("maxStateBytes", operator.maxStateBytes());
        }
        ArrayNode differences = root.putArray("flinkDifferences");
        report.flinkDifferences().forEach(differences::add);
        return root.toString();
    }
}
