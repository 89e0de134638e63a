package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final int LOOK_BYTES = 1 << 20;
    private static final DateTimeFormatter STEM = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

    private SegmentFiles() {
    }

    /**
     * The file of a segment that exists, whatever laid it out; the name that Chronicle would give when it doesn't.
     * While a segment is being brought from one kind to the other both files are there and hold the same blocks.
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

    /**
     * About how many bytes of a segment's file are used: it is as long as its room, and zero behind the last block.
     * Looks at a few places only.
     */
    public static long usedBytes(Path file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(LOOK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long used = 0;
            long low = 0;
            long high = (channel.size() + LOOK_BYTES - 1) / LOOK_BYTES;
            while (low < high) {
                final long middle = (low + high) / 2;
                final int last = lastUsed(channel, middle * LOOK_BYTES, bytes);
                if (last < 0) {
                    high = middle;
                } else {
                    used = middle * LOOK_BYTES + last + 1;
                    low = middle + 1;
                }
            }
            return used;
        }
    }

    /** Index of the last byte that isn't zero in a piece of a file, -1 for none. */
    private static int lastUsed(FileChannel channel, long start, ByteBuffer bytes) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
            continue;
        }
        int last = bytes.position() - 1;
        while (last >= 0 && bytes.get(last) == 0) {
            last--;
        }
        return last;
    }

    private static String stem(int segment) {
        return STEM.format(LocalDateTime.ofEpochSecond(segment * (CLOCK_STEP_MS / 1000), 0, ZoneOffset.UTC));
    }
}
