package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names of segment files. Chronicle Queue names a file after a minute; the minute here is the segment's number, counted
 * from 1970, and no clock is involved. Stateless.
 */
public final class SegmentFiles {
    public static final String PREPARED_SUFFIX = ".precreated";
    /** Chronicle's shared table file; rebuilt by it, so ours to delete at each start. */
    public static final String METADATA = "metadata.cq4t";
    /** Milliseconds of the segment clock per segment. */
    public static final long CLOCK_STEP_MS = 60_000L;

    private static final DateTimeFormatter STEM = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

    private SegmentFiles() {
    }

    /**
     * The file of a segment that exists, whatever laid it out; the name that Chronicle would give when it doesn't. While
     * a segment is being brought from one kind to the other both files are there and hold the same blocks.
     */
    public static Path path(Path directory, int segment) {
        final Path plain = path(directory, segment, StorageKind.PLAIN);
        return Files.exists(plain) ? plain : path(directory, segment, StorageKind.CHRONICLE);
    }

    public static Path path(Path directory, int segment, StorageKind kind) {
        return directory.resolve(stem(segment) + kind.suffix());
    }

    public static Path preparedPath(Path directory, int segment) {
        return directory.resolve(stem(segment) + PREPARED_SUFFIX);
    }

    /** What laid out this file, by its name; null when the name isn't a segment's. */
    public static StorageKind kindOf(Path file) {
        final String name = file.getFileName().toString();
        for (final StorageKind kind : StorageKind.values()) {
            if (name.endsWith(kind.suffix())) {
                return kind;
            }
        }
        return null;
    }

    /** The number of the segment in this file, or -1 when the name isn't a segment's. */
    public static int segmentOf(Path file) {
        final StorageKind kind = kindOf(file);
        if (kind == null) {
            return -1;
        }
        final String name = file.getFileName().toString();
        try {
            final LocalDateTime minute =
                    LocalDateTime.parse(name.substring(0, name.length() - kind.suffix().length()), STEM);
            return (int) (minute.toEpochSecond(ZoneOffset.UTC) * 1000 / CLOCK_STEP_MS);
        } catch (DateTimeParseException e) {
            return -1;
        }
    }

    /** The numbers of the segments in a folder, ascending; empty when there is no such folder. */
    public static List<Integer> list(Path directory) throws IOException {
        final SortedSet<Integer> segments = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    if (segmentOf(file) >= 0) {
                        segments.add(segmentOf(file));
                    }
                }
            }
        }
        return List.copyOf(segments);
    }

    private static String stem(int segment) {
        return STEM.format(LocalDateTime.ofEpochSecond(segment * (CLOCK_STEP_MS / 1000), 0, ZoneOffset.UTC));
    }
}
