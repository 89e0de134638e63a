package io.pelton.tools.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The files of this checkout, without what the build makes. */
final class Repository {
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".pelton", ".settings",
            "node_modules");
    private static final Set<String> TEXT = Set.of(
            "java", "xml", "md", "sql", "sh", "properties", "json", "csv", "c", "h", "txt", "yml", "yaml", "html");

    private Repository() {
    }

    /** The folder that holds the root pom. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("config/checkstyle.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside a checkout: folder=" + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** All regular files, sorted by name. */
    static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return SKIPPED.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }

    /** True for files that people write and read: by extension, or one of the scripts without any. */
    static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? Files.isExecutable(file) : TEXT.contains(name.substring(dot + 1));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path as people write it, from the root. */
    static String name(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }
}
