package io.pelton.journal.chronicle;

import io.pelton.journal.storage.RoomAllocator;
import io.pelton.journal.storage.ZeroFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.posix.PosixAPI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes room with the system's fallocate, and by writing zeros where there is none. */
final class PosixRoom implements RoomAllocator {
    private static final Logger LOG = LoggerFactory.getLogger(PosixRoom.class);
    private static final int O_RDWR = 2;
    private static final int PUNCH_HOLE_KEEP_SIZE = 3;
    private static final int PAGE_BYTES = 4096;

    private final ZeroFill zeros = new ZeroFill();

    @Override
    public String allocate(Path file, long bytes) throws IOException {
        final PosixAPI posix = PosixAPI.posix();
        final int descriptor = posix.open(file.toString(), O_RDWR, 0);
        if (descriptor >= 0) {
            final int result = posix.fallocate(descriptor, 0, 0, bytes);
            final String error = result == 0 ? null : posix.lastErrorStr();
            posix.close(descriptor);
            if (result == 0 && Files.size(file) >= bytes) {
                return null;
            }
            if (result != 0 && error != null && error.contains("space")) {
                return error;
            }
        }
        return zeros.allocate(file, bytes);
    }

    /** The file's length stays: Chronicle has it mapped. */
    @Override
    public void giveBack(Path file, long from) throws IOException {
        final PosixAPI posix = PosixAPI.posix();
        final int descriptor = posix.open(file.toString(), O_RDWR, 0);
        if (descriptor >= 0) {
            final long start = (from + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
            final long bytes = Files.size(file) - start;
            if (bytes > 0 && posix.fallocate(descriptor, PUNCH_HOLE_KEEP_SIZE, start, bytes) != 0) {
                LOG.debug("The room behind a segment's end stays taken. file={} error={}", file, posix.lastErrorStr());
            }
            posix.close(descriptor);
        }
    }
}
