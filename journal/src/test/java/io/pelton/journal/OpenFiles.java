package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a test left open, from the system's own lists. */
public final class OpenFiles {
    private static final Path SELF = Path.of("/proc/self");

    private OpenFiles() {
    }

    /** Fails when a descriptor or mapping of this process still refers to a file in the folder. */
    public static void assertNoneBelow(Path directory) {
        if (!Files.exists(SELF)) {
            return;
        }
        final String prefix = directory.toAbsolutePath() + "/";
        final List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            for (final Path descriptor : descriptors.toList()) {
                final String target = Files.isSymbolicLink(descriptor) ? Files.readSymbolicLink(descriptor).toString() : "";
                if (target.startsWith(prefix)) {
                    open.add("descriptor " + target);
                }
            }
            for (final String line : Files.readAllLines(SELF.resolve("maps"))) {
                if (line.contains(prefix)) {
                    open.add("mapping " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(List.of(), open);
    }
}
