package io.pelton.tools.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.pelton.tools.terminal.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Dead letters in full. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Shows refused rows in full: all, those of a reason, or one by its sequence.")
final class DlqShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DeadLetterArgument letters;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SEQUENCE", description = "Only the letter with this number.")
    private Long sequence;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only letters with this reason.")
    private String reason;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20",
            description = "At most this many (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Option(names = "--json", description = "One JSON object per line, as in the file.")
    private boolean json;

    private long matched;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        letters.forEach(letter -> {
            if (matches(letter) && ++matched <= limit) {
                show(letter, out);
            }
        });
        out.flush();
        if (matched > limit) {
            spec.commandLine().getErr().printf("%d more; --limit shows more of them%n", matched - limit);
        }
        if (matched == 0 && sequence != null) {
            Failure.cause("no dead letter has this number: sequence=" + sequence, spec.commandLine().getErr());
            return Failure.FAILED;
        }
        return Failure.DONE;
    }

    private boolean matches(JsonNode letter) {
        return (sequence == null || letter.path("sequence").asLong() == sequence)
                && (reason == null || letter.path("reason").asText().equalsIgnoreCase(reason));
    }

    private void show(JsonNode letter, PrintWriter out) {
        if (json) {
            out.println(letter);
            return;
        }
        for (Map.Entry<String, JsonNode> field : letter.properties()) {
            JsonNode value = field.getValue();
            out.printf("%-12s %s%n", field.getKey(), value.isTextual() ? value.asText() : value);
        }
        out.println();
    }
}
