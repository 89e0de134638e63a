package io.pelton.engine.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class CrashLoopProcessTest {
    private static final long MAX_RUN_SECONDS = 120;

    @TempDir
    private Path root;

    @Test
    void shouldLiveAtTheThirdStartWithTheRowAsADeadLetter() throws Exception {
        assertEquals(PoisonedProcess.HALTED, run());
        assertEquals(PoisonedProcess.HALTED, run());
        assertEquals(0, run(), () -> read(root.resolve("output.txt")));
        String letters = read(root.resolve("state/dead-letters/dead-letters.jsonl"));
        assertTrue(letters.contains("CRASHED") && letters.contains("\"v\":" + PoisonedProcess.POISON), letters);
    }

    private int run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PoisonedProcess.class.getName(), root.resolve("state").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(root.resolve("output.txt").toFile()).start();
        if (!process.waitFor(MAX_RUN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not end; seconds=" + MAX_RUN_SECONDS);
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
