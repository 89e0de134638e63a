package io.pelton.journal.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which input row is being computed right now: one number in a mapped page, so that it outlives the process without
 * a system call. Idle is noted when no row is. The processing thread writes; the next start reads. Forced only when it
 * is opened, so that a number that has been counted doesn't come back with a power cut; one that a power cut leaves of
 * this process is no worse than a kill at that row.
 *
 * <pre>
 *   0 i64 magic "PLTOPEN1"    8 i64 input sequence, -1 for none    16 … zeros up to 4096
 * </pre>
 */
public final class OpenRow implements AutoCloseable {
    public static final String FILE = "OPEN-ROW";
    /** No row is being computed. */
    public static final long IDLE = -1;
    static final int BYTES = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(OpenRow.class);
    private static final long MAGIC = 0x314E45504F544C50L;
    private static final int SEQUENCE_OFFSET = 8;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;
    private final long left;

    private OpenRow(MappedByteBuffer mapped, UnsafeBuffer buffer, long left) {
        this.mapped = mapped;
        this.buffer = buffer;
        this.left = left;
        idle();
    }

    /** One that nobody can read after this process. */
    public static OpenRow inMemory() {
        return new OpenRow(null, new UnsafeBuffer(ByteBuffer.allocateDirect(SEQUENCE_OFFSET * 2)), IDLE);
    }

    /**
     * The one of a state folder, idle from now on. Where the file system can't map files it lives in memory only, and
     * the death of a process at a row isn't seen.
     */
    public static OpenRow map(Path stateDirectory) {
        final Path file = stateDirectory.resolve(FILE);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long left = read(file);
            // Real bytes, not a hole: a full disk must be an exception here, not a fault in a store.
            channel.position(0);
            DurableFiles.writeFully(channel, ByteBuffer.allocate(BYTES));
            channel.force(true);
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            final UnsafeBuffer buffer = new UnsafeBuffer(mapped);
            buffer.putLong(0, MAGIC, LITTLE_ENDIAN);
            return new OpenRow(mapped, buffer, left);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("This file system can't map files: a row that kills the process won't be recognised. file={}"
                    + " cause={}", file, e.toString());
            return inMemory();
        }
    }

    /** The row that the last process had open when it ended, {@link #IDLE} for none or when that can't be told. */
    public static long read(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) != BYTES) {
            return IDLE;
        }
        final UnsafeBuffer content = new UnsafeBuffer(Files.readAllBytes(file));
        return content.getLong(0, LITTLE_ENDIAN) == MAGIC
                ? Math.max(IDLE, content.getLong(SEQUENCE_OFFSET, LITTLE_ENDIAN)) : IDLE;
    }

    /** What {@link #read} gave before this object was made. */
    public long left() {
        return left;
    }

    /** This row is being computed from now on. */
    public void begin(long sequence) {
        buffer.putLongRelease(SEQUENCE_OFFSET, sequence);
    }

    /** No row is being computed. */
    public void idle() {
        buffer.putLongRelease(SEQUENCE_OFFSET, IDLE);
    }

    @Override
    public void close() {
        if (mapped != null) {
            buffer.wrap(0, 0);
            IoUtil.unmap(mapped);
        }
    }
}
