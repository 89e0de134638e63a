package io.pelton.sql.explain;

import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What would be different if the same script went to a Flink cluster, one sentence each. */
public final class FlinkDifferences {
    private static final String LATENESS = "table.exec.emit.allow-lateness";
    private static final String LATE_FIRE = "table.exec.emit.late-fire.enabled";
    private static final String PRINT = "print";
    private static final Set<String> FLINK_CONNECTORS = Set.of("filesystem", "datagen", PRINT, "blackhole", "kafka",
            "upsert-kafka", "jdbc", "hbase-2.2", "elasticsearch-7", "opensearch", "mongodb", "kinesis", "firehose",
            "dynamodb",
            "hive", "pulsar");
    /** Options of ours in tables whose connector Flink has too. */
    private static final Map<String, String> OWN_OPTIONS = Map.of(
            "csv.header", "give the file without its header line there, or name the columns in a view",
            "pelton.sheddable", "it sheds nothing",
            "sink.disk-budget", "it keeps no results for a sink that is down",
            "sink.disk-policy", "it keeps no results for a sink that is down");

    private FlinkDifferences() {
    }

    /** Empty when Flink takes the script as it is and gives the same rows. */
    public static List<String> of(PhysicalPlan plan, List<Diagnostic> diagnostics) {
        List<String> differences = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.severity() == Severity.WARNING && diagnostic.mend().startsWith("Flink")) {
                differences.add("line " + diagnostic.line() + ": " + diagnostic.message() + "; " + diagnostic.mend());
            }
        }
        for (SourceTable source : plan.sources()) {
            table(source.name(), source.options(), differences);
        }
        for (SinkTable sink : plan.sinks()) {
            table(sink.name(), sink.options(), differences);
        }
        settings(plan.settings(), differences);
        boolean windows = plan.inserts().stream().map(Insert::root).anyMatch(root -> StepList.aggregations(root) > 0);
        if (windows) {
            differences.add("watermarks advance with every row here and every 200 ms in Flink, so other rows may be "
                    + "late there; "
                    + "SET 'pipeline.auto-watermark-interval' = '0 ms' makes it the same");
        }
        return differences;
    }

    private static void table(String name, Map<String, String> options, List<String> differences) {
        String connector = options.get("connector");
        if (!FLINK_CONNECTORS.contains(connector)) {
            differences.add("table " + name + ": Flink ships no connector '" + connector
                    + "'; keep CREATE TABLE in a file of its own for each target");
            return;
        }
        for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
            if (OWN_OPTIONS.containsKey(option.getKey())) {
                differences.add("table " + name + ": Flink refuses the option '" + option.getKey() + "'; "
                        + OWN_OPTIONS.get(option.getKey()));
            }
        }
        if (connector.equals(PRINT) && options.containsKey("format")) {
            differences.add("table " + name + ": Flink's print connector has no 'format' and always writes +I[…]");
        }
    }

    private static void settings(Map<String, String> settings, List<String> differences) {
        for (String key : new TreeMap<>(settings).keySet()) {
            if (key.startsWith("pelton.")) {
                differences.add("SET '" + key + "': Flink doesn't know it and keeps no such limit");
            }
        }
        if (settings.containsKey(LATENESS) && !"true".equals(settings.get(LATE_FIRE))) {
            differences.add("SET '" + LATENESS + "': Flink ignores it unless '" + LATE_FIRE
                    + "' is true, and then takes GROUP BY TUMBLE(…) but no window table functions");
        }
    }
}
