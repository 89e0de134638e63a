package io.pelton.journal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
    @Test
    void shouldMissNothingHere() {
        assertEquals(List.of(), JvmFlags.missing());
        JvmFlags.require();
    }

    @Test
    void shouldNameTheLineToAdd() throws IOException, InterruptedException {
        final Process bare = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Bare.class.getName()).start();
        final String output = new String(bare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bare.waitFor();
        assertTrue(output.contains("--add-exports java.base/jdk.internal.ref=ALL-UNNAMED "
                + "--add-opens java.base/java.lang.reflect=ALL-UNNAMED "
                + "--add-opens java.base/sun.nio.ch=ALL-UNNAMED"), output);
    }

    /** Runs without the flags. */
    static final class Bare {
        private Bare() {
        }

        public static void main(String[] arguments) {
            try {
                JvmFlags.require();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
