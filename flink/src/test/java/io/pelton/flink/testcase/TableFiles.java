package io.pelton.flink.testcase;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a case's input into files that both engines read: json lines, one file a table. Stateless. */
public final class TableFiles {
    private static final Pattern TABLE =
            Pattern.compile("(?is)^\\s*CREATE\\s+(?:TEMPORARY\\s+)?TABLE\\s+`?(\\w+)`?.*");

    private TableFiles() {
    }

    /** Writes the inputs into {@code folder} and returns the DDL with the WITH clauses that read them. */
    public static List<String> write(SqlCase sqlCase, Path folder) throws IOException {
        for (Map.Entry<String, List<JsonNode>> table : sqlCase.inputs().entrySet()) {
            List<String> lines = table.getValue().stream().map(JsonNode::toString).toList();
            Files.write(folder.resolve(table.getKey() + ".json"), lines);
        }
        List<String> ddl = new ArrayList<>();
        for (String statement : sqlCase.ddl()) {
            Matcher table = TABLE.matcher(statement);
            ddl.add(table.matches()
                    ? statement + " WITH ('connector' = 'filesystem', 'format' = 'json', 'path' = '"
                            + folder.resolve(table.group(1) + ".json").toAbsolutePath() + "')"
                    : statement);
        }
        return ddl;
    }
}
