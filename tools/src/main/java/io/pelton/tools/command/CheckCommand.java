package io.pelton.tools.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pelton.engine.configuration.DiskSettings;
import io.pelton.gateway.CheckReport;
import io.pelton.gateway.DiskPolicy;
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
        header = "Checks a script: types, plan, limits of memory and disk, and what Flink would do differently.",
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
        out.println();
        out.print(report.disk().text());
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

    /** A limit that is off is null. */
    private static void disk(DiskPolicy disk, ObjectNode node) {
        DiskSettings settings = disk.settings();
        node.put("retentionBytes", limit(settings.retentionBytes()))
                .put("retentionAgeNs", limit(settings.retentionAgeNs())).put("warnPercent", settings.warnPercent())
                .put("shedPercent", settings.shedPercent()).put("stopPercent", settings.stopPercent());
        ArrayNode sheddable = node.putArray("sheddable");
        disk.sheddable().forEach(sheddable::add);
        ArrayNode sinks = node.putArray("sinks");
        for (DiskPolicy.Sink sink : disk.sinks()) {
            sinks.addObject().put("table", sink.table()).put("budgetBytes", limit(sink.budget().bytes()))
                    .put("policy", sink.budget().policy());
        }
    }

    private static Long limit(long value) {
        return value == Long.MAX_VALUE ? null : value;
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
        disk(report.disk(), root.putObject("disk"));
        ArrayNode differences = root.putArray("flinkDifferences");
        report.flinkDifferences().forEach(differences::add);
        return root.toString();
    }
}
