package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that must be whole after a power cut: written aside, forced, renamed, the folder forced. Stateless. */
public final class DurableFiles {
    /** A file being written carries this at its end; left-overs may be removed at any start. */
    public static final String ASIDE_SUFFIX = ".tmp";

    private DurableFiles() {
    }

    public static Path aside(Path target) {
        return target.resolveSibling(target.getFileName() + ASIDE_SUFFIX);
    }

    /** Replaces a small file: readers see the old bytes or the new ones, never a mixture. */
    public static void replace(Path target, byte[] content) throws IOException {
        final Path aside = aside(target);
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        install(aside, target);
    }

    /** Gives a forced file its name for good. */
    public static void install(Path aside, Path target) throws IOException {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target.toAbsolutePath().getParent());
    }

    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Makes created, renamed and removed names of a folder durable. */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Makes a folder, with those above it that are missing, and their names durable. Names that are there already are
     * forced, too: a process that was killed may have made them and not come to that.
     */
    public static void createDirectories(Path directory) throws IOException {
        final Path absolute = directory.toAbsolutePath();
        Files.createDirectories(absolute);
        for (Path parent = absolute.getParent(); parent != null; parent = parent.getParent()) {
            if (!Files.isReadable(parent)) {
                return; // Whoever may not look into a folder hasn't made anything in it.
            }
            forceDirectory(parent);
        }
    }

    /** Makes a file's content durable. */
    public static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
