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
import java.util.ArrayList;
import java.util.List;

/**
 * Names of segment files. Chronicle names a file after a minute; the minute here is the segment's number, counted
 * from 1970, and no clock is involved. Stateless.
 */
public final class SegmentFiles {
    public static final String SUFFIX = ".cq4";
    public static final String PREPARED_SUFFIX = ".precreated";
    /** Chronicle's shared table file; rebuilt by it, so ours to delete at each start. */
    public static final String METADATA = "metadata.cq4t";
    /** Milliseconds of the segment clock per segment. */
    public static final long CLOCK_STEP_MS = 60_000L;

    private static final int LOOK_BYTES = 1 << 20;
    private static final DateTimeFormatter STEM = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

    private SegmentFiles() {
    }

    public static Path path(Path directory, int segment) {
        return directory.resolve(stem(segment) + SUFFIX);
    }

    public static Path preparedPath(Path directory, int segment) {
        return directory.resolve(stem(segment) + PREPARED_SUFFIX);
    }

    /** The number of the segment in this file, or -1 when the name isn't a segment's. */
    public static int segmentOf(Path file) {
        final String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            final LocalDateTime minute = LocalDateTime.parse(name.substring(0, name.length() - SUFFIX.length()), STEM);
            return (int) (minute.toEpochSecond(ZoneOffset.UTC) * 1000 / CLOCK_STEP_MS);
        } catch (DateTimeParseException e) {
            return -1;
        }
    }

    /** The numbers of the segments in a folder, ascending; empty when there is no such folder. */
    public static List<Integer> list(Path directory) throws IOException {
        final List<Integer> segments = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (final Path file : files) {
                    if (segmentOf(file) >= 0) {
                        segments.add(segmentOf(file));
                    }
                }
            }
        }
        segments.sort(null);
        return segments;
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
