package io.pelton.tools.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where dead letters lie: a state folder, or the file that a run without one has left. */
final class DeadLetterArgument {
    private static final String SUFFIX = ".jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STATE|FILE",
            description = "A state folder, or the *.dead-letters.jsonl file of a run without one.")
    private Path place;

    /** Shows each letter, oldest first. A last line that is still being written is passed over. */
    void forEach(Consumer<JsonNode> reader) throws IOException {
        for (Path file : files()) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.filter(line -> line.endsWith("}")).map(line -> parse(file, line)).forEach(reader);
            } catch (UncheckedIOException e) {
                throw new IOException("a dead-letter file can't be read: file=" + file + " cause=" + e.getCause(), e);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        Path letters = place.resolve(StateFolder.DEAD_LETTERS);
        if (!Files.isDirectory(letters)) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "neither a state folder nor a dead-letter file: place=" + place);
        }
        try (Stream<Path> files = Files.list(letters)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    private static JsonNode parse(Path file, String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "a line is no dead letter: file=" + file + " line="
                    + line.substring(0, Math.min(80, line.length())), e);
        }
    }
}
