package io.pelton.journal.chronicle;

import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk room for the next segment, taken before it is needed, so that a full disk is an error here and not a SIGBUS in
 * whoever touches the mapped file. The room lies in a file with the name that Chronicle looks for when it creates a
 * segment. The syncer prepares, the appender reserves; the lock between them is contended only when the appender has
 * caught up.
 */
final class SegmentRoom {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRoom.class);
    private static final int O_RDWR = 2;
    private static final int PUNCH_HOLE_KEEP_SIZE = 3;
    private static final int PAGE_BYTES = 4096;
    private static final int RETRY_EVERY = 1024;
    private static final int NONE = -1;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20);

    private final Path directory;
    private final long roomBytes;
    private int refusals;
    private boolean isFullReported;
    private volatile int prepared = NONE;

    SegmentRoom(Path directory, long roomBytes) {
        this.directory = directory;
        this.roomBytes = roomBytes;
    }

    /** Off the hot path: makes the segment after {@code current} ready. A full disk is no failure yet. */
    void prepareBehind(int current) throws IOException {
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
    boolean tryReserve(int segment) throws IOException {
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

    /** Chronicle has taken the prepared file. */
    synchronized void used(int segment) throws IOException {
        if (Files.exists(SegmentFiles.preparedPath(directory, segment))) {
            throw new IOException("Chronicle Queue didn't use the reserved file; segment=" + segment);
        }
        final long bytes = Files.size(SegmentFiles.path(directory, segment));
        if (bytes < roomBytes) {
            throw new IOException("A segment began without its reserved room; segment=" + segment + " bytes=" + bytes
                    + " expected=" + roomBytes);
        }
    }

    /** Gives back the room behind the end of a segment that nothing more is written to; its length stays. */
    void giveBack(Path file, long from) {
        final PosixAPI posix = PosixAPI.posix();
        final int descriptor = posix.open(file.toString(), O_RDWR, 0);
        if (descriptor >= 0) {
            final long start = (from + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
            if (start < roomBytes && posix.fallocate(descriptor, PUNCH_HOLE_KEEP_SIZE, start, roomBytes - start) != 0) {
                LOG.debug("The room behind a segment's end stays taken. file={} error={}", file, posix.lastErrorStr());
            }
            posix.close(descriptor);
        }
    }

    void close() throws IOException {
        removeLeftovers();
    }

    private void reserve(int segment) throws IOException {
        removeLeftovers();
        final Path file = SegmentFiles.preparedPath(directory, segment);
        Files.createFile(file);
        final String error = allocate(file);
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

    /** Returns what the system said when it refused, else null. */
    private String allocate(Path file) throws IOException {
        final PosixAPI posix = PosixAPI.posix();
        final int descriptor = posix.open(file.toString(), O_RDWR, 0);
        if (descriptor >= 0) {
            final int result = posix.fallocate(descriptor, 0, 0, roomBytes);
            final String error = result == 0 ? null : posix.lastErrorStr();
            posix.close(descriptor);
            if (result == 0 && Files.size(file) >= roomBytes) {
                return null;
            }
            if (result != 0 && error != null && error.contains("space")) {
                return error;
            }
        }
        return writeZeros(file);
    }

    /** For file systems and platforms without fallocate. */
    private String writeZeros(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long done = 0; done < roomBytes; ) {
                final ByteBuffer zeros = ZEROS.duplicate();
                zeros.limit((int) Math.min(zeros.capacity(), roomBytes - done));
                done += channel.write(zeros, done);
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
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
