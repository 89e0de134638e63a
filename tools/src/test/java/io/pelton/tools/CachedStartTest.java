package io.pelton.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start has to load: a library that it doesn't need costs each start more than Pelton itself. */
class CachedStartTest {
    private static final long MAX_RUN_SECONDS = 120;
    private static final String SQL = """
            CREATE TABLE readings (id BIGINT, ts AS TO_TIMESTAMP_LTZ(id, 3), WATERMARK FOR ts AS ts) WITH (
              'connector' = 'datagen', 'number-of-rows' = '3',
              'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '3');
            CREATE TABLE counts (n BIGINT) WITH ('connector' = 'print');
            INSERT INTO counts SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' SECOND))
            GROUP BY window_start, window_end;
            """;

    @TempDir
    Path folder;

    /** The classes that a start loads, one line each. */
    private List<String> start() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        Path output = folder.resolve("output.txt");
        Files.deleteIfExists(loaded);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + loaded + ":none", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.pelton.tools.Main", "run", "counts.sql"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS), "the process didn't end");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("+I[3]"), said);
        return Files.readAllLines(loaded);
    }

    private static boolean isLoaded(List<String> classes, String prefix) {
        return classes.stream().anyMatch(line -> line.startsWith(prefix));
    }

    @Test
    void shouldLoadNeitherPlannerNorCompilerWhenBothAreCached() throws Exception {
        Files.writeString(folder.resolve("counts.sql"), SQL);
        List<String> first = start();
        assertTrue(isLoaded(first, "org.apache.calcite."), "the first start plans");
        assertTrue(isLoaded(first, "org.codehaus.janino."), "the first start compiles");
        List<String> second = start();
        assertTrue(isLoaded(second, "io.pelton.sql.generated."), "the second start runs generated classes");
        for (String unneeded : List.of("org.apache.calcite.", "org.apache.flink.", "org.codehaus.",
                "com.fasterxml.jackson.databind.", "net.openhft.", "com.sun.jna.", "jnr.")) {
            assertFalse(isLoaded(second, unneeded), "a cached ephemeral start needs nothing of " + unneeded);
        }
    }
}
