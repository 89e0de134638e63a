package io.pelton.journal.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.Crc32c;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one snapshot aside: sections of a length said beforehand, their bytes in chunks, then commit or abort. One
 * thread. The inputs and outputs that the snapshot counts on must have been forced before {@link #commit()}.
 */
public final class SnapshotWriter implements AutoCloseable {
    private static final int STAGING_BYTES = 1 << 20;
    /** Forced so often that the journals' own forces never wait for much of this file. */
    private static final int UNFORCED_BYTES = 4 << 20;

    private final SnapshotStore store;
    private final Path file;
    private final long seed;
    private final String planHash;
    private final FileChannel channel;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private final UnsafeBuffer stagingBuffer = new UnsafeBuffer(staging);
    private final Crc32c crc = new Crc32c();
    private int staged;
    private long written;
    private long forced;
    private int sections;
    private int sectionsXor;
    private long sectionLeft = -1;
    private boolean isClosed;

    SnapshotWriter(SnapshotStore store, Path file, SnapshotHeader header) throws IOException {
        this.store = store;
        this.file = file;
        this.seed = header.journalId();
        this.planHash = header.planHash();
        this.channel = FileChannel.open(
                DurableFiles.aside(file),
                StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        writeHeader(header);
    }

    /** Begins a section; the one before must have got all its bytes. */
    public void beginSection(String name, int version, long length) {
        checkSectionComplete();
        final byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > SnapshotLayout.MAX_NAME_BYTES || length < 0) {
            throw new IllegalArgumentException("Not a section; name=" + name + " length=" + length);
        }
        final UnsafeBuffer head = new UnsafeBuffer(new byte[SnapshotLayout.SECTION_FIXED_BYTES + nameBytes.length]);
        head.putInt(0, SnapshotLayout.SECTION_MAGIC, LITTLE_ENDIAN);
        head.putInt(4, version, LITTLE_ENDIAN);
        head.putLong(8, length, LITTLE_ENDIAN);
        head.putInt(SnapshotLayout.SECTION_NAME_LENGTH_OFFSET, nameBytes.length, LITTLE_ENDIAN);
        head.putBytes(SnapshotLayout.SECTION_FIXED_BYTES, nameBytes);
        putWithSum(head);
        crc.begin(seed);
        sections++;
        sectionLeft = length;
        endSectionWhenComplete();
    }

    /** Adds bytes to the current section. */
    public void write(DirectBuffer source, int offset, int length) {
        if (length > sectionLeft) {
            throw new IllegalStateException("More bytes than the section was said to have; length=" + length
                    + " left=" + sectionLeft);
        }
        crc.update(source, offset, length);
        put(source, offset, length);
        sectionLeft -= length;
        endSectionWhenComplete();
    }

    /** Forces the file, gives it its name for good, prunes older ones. Blocks on the device. */
    public void commit() {
        checkSectionComplete();
        final UnsafeBuffer tail = new UnsafeBuffer(new byte[SnapshotLayout.TRAILER_CRC_OFFSET]);
        tail.putInt(0, SnapshotLayout.TRAILER_MAGIC, LITTLE_ENDIAN);
        tail.putInt(4, sections, LITTLE_ENDIAN);
        tail.putLong(8, written + staged, LITTLE_ENDIAN);
        tail.putInt(16, sectionsXor, LITTLE_ENDIAN);
        putWithSum(tail);
        try {
            drain();
            channel.force(true);
            channel.close();
            isClosed = true;
            DurableFiles.install(DurableFiles.aside(file), file);
            store.committed(planHash);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives up: the file aside is removed. Does nothing after {@link #commit()}. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            channel.close();
            Files.deleteIfExists(DurableFiles.aside(file));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeHeader(SnapshotHeader header) {
        final byte[] hash = header.planHash().getBytes(StandardCharsets.UTF_8);
        if (hash.length > SnapshotLayout.MAX_NAME_BYTES) {
            throw new IllegalArgumentException("Not a plan hash; bytes=" + hash.length);
        }
        final UnsafeBuffer head = new UnsafeBuffer(new byte[SnapshotLayout.HEADER_FIXED_BYTES + hash.length]);
        head.putInt(0, SnapshotLayout.HEADER_MAGIC, LITTLE_ENDIAN);
        head.putInt(4, SnapshotLayout.VERSION, LITTLE_ENDIAN);
        head.putLong(8, header.journalId(), LITTLE_ENDIAN);
        head.putLong(16, header.inputSequence(), LITTLE_ENDIAN);
        head.putLong(24, header.outputSequence(), LITTLE_ENDIAN);
        head.putLong(32, header.logicalTimeNs(), LITTLE_ENDIAN);
        head.putInt(SnapshotLayout.HEADER_HASH_LENGTH_OFFSET, hash.length, LITTLE_ENDIAN);
        head.putBytes(SnapshotLayout.HEADER_FIXED_BYTES, hash);
        putWithSum(head);
    }

    private void endSectionWhenComplete() {
        if (sectionLeft == 0) {
            final int sum = crc.value();
            sectionsXor ^= sum;
            putInt(sum);
            sectionLeft = -1;
        }
    }

    private void putWithSum(UnsafeBuffer bytes) {
        put(bytes, 0, bytes.capacity());
        putInt(crc.begin(seed).update(bytes, 0, bytes.capacity()).value());
    }

    private void putInt(int value) {
        if (STAGING_BYTES - staged < Integer.BYTES) {
            drain();
        }
        stagingBuffer.putInt(staged, value, LITTLE_ENDIAN);
        staged += Integer.BYTES;
    }

    private void put(DirectBuffer source, int offset, int length) {
        int done = 0;
        while (done < length) {
            if (staged == STAGING_BYTES) {
                drain();
            }
            final int chunk = Math.min(length - done, STAGING_BYTES - staged);
            stagingBuffer.putBytes(staged, source, offset + done, chunk);
            staged += chunk;
            done += chunk;
        }
    }

    private void drain() {
        try {
            staging.limit(staged).position(0);
            DurableFiles.writeFully(channel, staging);
            written += staged;
            staged = 0;
            if (written - forced >= UNFORCED_BYTES) {
                channel.force(false);
                forced = written;
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private void checkSectionComplete() {
        if (sectionLeft > 0) {
            throw new IllegalStateException("The section still lacks bytes; left=" + sectionLeft);
        }
    }

    /** Before any force: nobody counts on the file yet, so a full disk is no failure of the process. */
    private JournalFailedException notWritten(IOException e) {
        return DiskFullException.isFull(e)
                ? new DiskFullException("A snapshot finds no room, a later one may; file=" + file + " cause=" + e, e)
                : failed(e);
    }

    private JournalFailedException failed(IOException e) {
        return new JournalFailedException("A snapshot can't be written; check the disk; file=" + file + " cause=" + e,
                e);
    }
}
