package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk room for the next segment, taken before it is needed, so that a full disk is an error here and not a SIGBUS in
 * whoever touches the mapped file. The room lies in a file with the name that Chronicle Queue looks for when it creates
 * a segment. The syncer prepares, the appender reserves; the lock between them is contended only when the appender has
 * caught up.
 */
public final class SegmentRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRoom.class);
    private static final int RETRY_EVERY = 1024;
    private static final int NONE = -1;

    private final Path directory;
    private final long roomBytes;
    private final RoomAllocator allocator;
    private int refusals;
    private boolean isFullReported;
    private volatile int prepared = NONE;

    public SegmentRoom(Path directory, long roomBytes, RoomAllocator allocator) {
        this.directory = directory;
        this.roomBytes = roomBytes;
        this.allocator = allocator;
    }

    /** Off the hot path: makes the segment after {@code current} ready. A full disk is no failure yet. */
    public void prepareBehind(int current) throws IOException {
        if (prepared <= current) {
            synchronized (this) {
                if (prepared <= current) {
                    reserve(current + 1);
                }
            }
        }
    }

    /**
     * On the appender's thread: true when this segment may begin. While the disk is full, only each 1,024th call asks
     * it.
     */
    public boolean tryReserve(int segment) throws IOException {
        if (prepared == segment) {
            return true;
        }
        synchronized (this) {
            if (prepared != segment && refusals++ % RETRY_EVERY == 0) {
                reserve(segment);
            }
            return prepared == segment;
        }
    }

    /** Gives back the room behind the end of a segment that nothing more is written to. */
    public void giveBack(Path file, long from) throws IOException {
        allocator.giveBack(file, from);
    }

    @Override
    public void close() throws IOException {
        removeLeftovers();
    }

    private void reserve(int segment) throws IOException {
        removeLeftovers();
        final Path file = SegmentFiles.preparedPath(directory, segment);
        Files.createFile(file);
        final String error = allocator.allocate(file, roomBytes);
        if (error == null) {
            prepared = segment;
            refusals = 0;
            isFullReported = false;
            return;
        }
        Files.deleteIfExists(file);
        if (!isFullReported) {
            isFullReported = true;
            LOG.error("No room for the next journal segment; sources wait until there is. folder={} bytes={} error={}",
                    directory, roomBytes, error);
        }
    }

    private void removeLeftovers() throws IOException {
        prepared = NONE;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SegmentFiles.PREPARED_SUFFIX)) {
            for (final Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
