package io.pelton.examples.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.EngineState;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.gateway.Pelton;
import io.pelton.gateway.PeltonOptions;
import io.pelton.gateway.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script to its end and gives what it printed. */
record Example(List<String> lines, EngineMetrics metrics) {

    static Example run(String script, PeltonOptions options) throws IOException, InterruptedException {
        return run(Script.ofFiles(List.of(Path.of("examples", script))), options);
    }

    static Example run(Script script, PeltonOptions options) throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(printed, false, StandardCharsets.UTF_8);
                Pelton pelton = Pelton.open(script, options.withPrintStream(stream))) {
            pelton.start();
            EngineState state = pelton.await(60, TimeUnit.SECONDS);
            assertEquals(EngineState.FINISHED, state, () -> "failure: " + pelton.failure());
            stream.flush();
            assertTrue(pelton.metrics().isBalanced(), pelton.metrics().toString());
            return new Example(printed.toString(StandardCharsets.UTF_8).lines().toList(), pelton.metrics());
        }
    }

    /** The values between the brackets of Flink's lines that begin with {@code first}, which is left out. */
    List<String> rows(String first) {
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            String start = "+I[" + first + ", ";
            if (line.startsWith(start)) {
                rows.add(line.substring(start.length(), line.length() - 1));
            }
        }
        return rows;
    }
}
