package io.pelton.tools.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Dead letters counted by table and reason. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        header = "Counts the refused rows by table and reason.")
final class DlqListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DeadLetterArgument letters;

    @Option(names = "--json", description = "One JSON array instead of the table.")
    private boolean json;

    /** Letters with one table and reason. */
    private static final class Group {
        private final String table;
        private final String reason;
        private final String meaning;
        private final long first;
        private long last;
        private long count;

        Group(JsonNode letter) {
            table = letter.path("table").asText();
            reason = letter.path("reason").asText();
            meaning = letter.path("meaning").asText();
            first = letter.path("sequence").asLong();
        }

        void add(JsonNode letter) {
            last = letter.path("sequence").asLong();
            count++;
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Group> groups = new TreeMap<>();
        letters.forEach(letter -> groups
                .computeIfAbsent(letter.path("table").asText() + " " + letter.path("reason").asText(),
                        key -> new Group(letter))
                .add(letter));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = new ObjectMapper().createArrayNode();
            groups.values().forEach(group -> list.addObject().put("table", group.table).put("reason", group.reason)
                    .put("count", group.count).put("first", group.first).put("last", group.last));
            out.println(list);
        } else if (groups.isEmpty()) {
            spec.commandLine().getErr().println("no dead letters");
        } else {
            out.printf("%10s %12s %12s  %-20s %-16s %s%n", "letters", "first", "last", "table", "reason", "");
            groups.values().forEach(group -> out.printf(Locale.ROOT, "%,10d %12d %12d  %-20s %-16s %s%n",
                    group.count, group.first, group.last, group.table, group.reason, group.meaning));
        }
        out.flush();
        return 0;
    }
}
