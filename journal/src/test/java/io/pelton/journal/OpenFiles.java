package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a test left open, from the system's own lists. */
public final class OpenFiles {
    private static final Path SELF = Path.of("/proc/self");
    private static final int MAX_LOOKS = 1_000;

    private OpenFiles() {
    }

    /** Fails when a descriptor or mapping of this process still refers to a file in the folder. */
    public static void assertNoneBelow(Path directory) {
        if (!Files.exists(SELF)) {
            return;
        }
        List<String> open = list(directory);
        for (int i = 0; i < MAX_LOOKS && !open.isEmpty(); i++) {
            Thread.yield();
            open = list(directory);
        }
        assertEquals(List.of(), open);
    }

    /** Chronicle lets go on a thread of its own, so a second look may be needed. */
    private static List<String> list(Path directory) {
        final String prefix = directory.toAbsolutePath() + "/";
        final List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            for (final Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().startsWith(prefix)) {
                    open.add("descriptor " + Files.readSymbolicLink(descriptor));
                }
            }
            for (final String line : Files.readAllLines(SELF.resolve("maps"))) {
                if (line.contains(prefix)) {
                    open.add("mapping " + line);
                }
            }
        } catch (NoSuchFileException e) {
            open.add("descriptor closed while looking " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }
}
