package io.pelton.flink.testcase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads case files. Stateless. */
public final class CaseReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("shared", "data", "sql_case_samples");

    private CaseReader() {
    }

    /** All cases of a folder, by file name. */
    public static List<SqlCase> readAll(Path folder) throws IOException {
        List<SqlCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                cases.add(read(file));
            }
        }
        return cases;
    }

    /**
     * The folder of cases handed to the project, looked for beside the clone and its parents; null when it isn't there.
     */
    public static Path samplesFolder() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(SAMPLES))) {
                return folder.resolve(SAMPLES);
            }
        }
        return null;
    }

    private static SqlCase read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        Map<String, List<JsonNode>> inputs = new LinkedHashMap<>();
        root.path("inputs").properties().forEach(entry -> inputs.put(entry.getKey(), list(entry.getValue())));
        List<String> ddl = list(root.path("ddl")).stream().map(JsonNode::asText).toList();
        Set<String> tags = new HashSet<>();
        root.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new SqlCase(root.path("name").asText(), ddl, root.path("query").asText(), inputs,
                root.has("expected") ? list(root.path("expected")) : null, root.path("order_matters").asBoolean(),
                tags);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
