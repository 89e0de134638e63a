package io.pelton.perf.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a run, gone afterwards. Stateless. */
public final class Scratch {

    private Scratch() {
    }

    /** A new, empty folder inside {@code parent}. */
    public static Path fresh(Path parent) {
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException e) {
            throw new UncheckedIOException("could not make a scratch folder: parent=" + parent, e);
        }
    }

    /** Removes a folder with all it holds. */
    public static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove a scratch folder: folder=" + folder, e);
        }
    }
}
