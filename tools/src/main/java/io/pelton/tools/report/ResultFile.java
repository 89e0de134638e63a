package io.pelton.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of one benchmark as a JSON file.
 *
 * @param title    of the section
 * @param question that the benchmark answers
 * @param method   how it was measured, in a sentence or two
 */
public record ResultFile(
        String title, String question, String method, Machine machine, List<Measurement> measurements) {
    /** How result files are named, so that a report finds them among others. */
    public static final String SUFFIX = ".result.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public ResultFile {
        measurements = List.copyOf(measurements);
    }

    /**
     * Writes the file, with its folders.
     *
     * @param name without the suffix
     */
    public Path write(Path folder, String name) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1).put("title", title).put("question", question).put("method", method);
        root.set("machine", machineNode());
        ArrayNode list = root.putArray("measurements");
        for (Measurement m : measurements) {
            ObjectNode node = list.addObject();
            node.put("group", m.group()).put("variant", m.variant()).put("journal", m.journal()).put("events",
                    m.events());
            number(node, "perSecond", m.perSecond());
            number(node, "cpuNs", m.cpuNs());
            number(node, "bytes", m.bytes());
            number(node, "ratio", m.ratio());
            number(node, "goal", m.goal());
            node.put("runs", m.runs()).put("results", m.results()).put("note", m.note());
        }
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + SUFFIX);
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the results, is the folder writable: folder=" + folder, e);
        }
    }

    private ObjectNode machineNode() {
        return JSON.createObjectNode()
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("memoryMb", machine.memoryMb())
                .put("kernel", machine.kernel())
                .put("jdk", machine.jdk())
                .put("measuredAt", machine.measuredAt())
                .put("commit", machine.commit());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Reads a file that {@link #write} wrote. */
    public static ResultFile read(Path file) {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (root.path("format").asInt() != 1) {
                throw new IllegalArgumentException("not a result file that this version reads: file=" + file
                        + " format=" + root.path("format"));
            }
            List<Measurement> measurements = new ArrayList<>();
            for (JsonNode node : root.path("measurements")) {
                measurements.add(measurement(node));
            }
            return new ResultFile(root.path("title").asText(), root.path("question").asText(),
                    root.path("method").asText(), machine(root.path("machine")), measurements);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the results: file=" + file, e);
        }
    }

    private static Machine machine(JsonNode node) {
        return new Machine(node.path("cpu").asText(), node.path("cores").asInt(), node.path("memoryMb").asLong(),
                node.path("kernel").asText(), node.path("jdk").asText(), node.path("measuredAt").asText(),
                node.path("commit").asText());
    }

    private static Measurement measurement(JsonNode node) {
        return new Measurement(node.path("group").asText(), node.path("variant").asText(),
                node.path("journal").asText(), node.path("events").asLong(), number(node, "perSecond"),
                number(node, "cpuNs"), number(node, "bytes"), number(node, "ratio"), number(node, "goal"),
                node.path("runs").asInt(), node.path("results").asText(), node.path("note").asText());
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : Double.NaN;
    }
}
