package io.pelton.journal.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.Crc32c;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Gives the sections of one snapshot back, in order, checking every checksum on the way. One thread. */
public final class SnapshotReader implements AutoCloseable {
    private static final int STAGING_BYTES = 1 << 20;
    private static final String POSITION = " position=";

    private final Path file;
    private final FileChannel channel;
    private final long fileLength;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private final UnsafeBuffer stagingBuffer = new UnsafeBuffer(staging);
    private final Crc32c crc = new Crc32c();
    private final SnapshotHeader header;
    private int taken;
    private int filled;
    private long position;
    private int sections;
    private int sectionsXor;
    private String name = "";
    private int version;
    private long length;
    private long left;

    private SnapshotReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.fileLength = channel.size();
        this.header = readHeader();
    }

    /** @throws CorruptJournalException when the header is damaged; the sections are checked as they are read */
    public static SnapshotReader open(Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SnapshotReader(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads a whole file and throws {@link CorruptJournalException} when a single bit of it is wrong. */
    public static SnapshotHeader verify(Path file) throws IOException {
        try (SnapshotReader reader = open(file)) {
            while (reader.nextSection()) {
                reader.skipRest();
            }
            return reader.header();
        }
    }

    /** Reads and checks only the header. */
    public static SnapshotHeader headerOf(Path file) throws IOException {
        try (SnapshotReader reader = open(file)) {
            return reader.header();
        }
    }

    /** The position that the message of a refusal ends in, −1 for none. */
    public static long positionOf(CorruptJournalException refusal) {
        final String message = refusal.getMessage();
        final int at = message.lastIndexOf(POSITION);
        return at < 0 ? -1 : Long.parseLong(message.substring(at + POSITION.length()));
    }

    public SnapshotHeader header() {
        return header;
    }

    /** Steps to the next section, over what is left of this one; false behind the last, with the trailer checked. */
    public boolean nextSection() throws IOException {
        skipRest();
        final int magic = peekMagic();
        if (magic == SnapshotLayout.TRAILER_MAGIC) {
            checkTrailer();
            return false;
        }
        if (magic != SnapshotLayout.SECTION_MAGIC) {
            throw corrupt("A section's beginning is damaged");
        }
        final UnsafeBuffer head = readChecked(
                SnapshotLayout.SECTION_FIXED_BYTES, SnapshotLayout.SECTION_NAME_LENGTH_OFFSET);
        version = head.getInt(4, LITTLE_ENDIAN);
        length = head.getLong(8, LITTLE_ENDIAN);
        name = text(head, SnapshotLayout.SECTION_FIXED_BYTES);
        if (length < 0 || length > fileLength - position) {
            throw corrupt("A section is longer than the file");
        }
        left = length;
        sections++;
        crc.begin(header.journalId());
        checkSumWhenComplete();
        return true;
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    /** Bytes in the current section. */
    public long length() {
        return length;
    }

    /** Reads exactly {@code count} bytes of the current section. */
    public void read(MutableDirectBuffer target, int offset, int count) throws IOException {
        if (count > Math.max(left, 0)) {
            throw new IllegalStateException(
                    "The section has fewer bytes; section=" + name + " left=" + left + " wanted=" + count);
        }
        int done = 0;
        while (done < count) {
            fill(1);
            final int chunk = Math.min(count - done, filled - taken);
            target.putBytes(offset + done, stagingBuffer, taken, chunk);
            consume(chunk);
            done += chunk;
        }
        checkSumWhenComplete();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CorruptJournalException("A snapshot can't be closed; file=" + file, e);
        }
    }

    private void skipRest() throws IOException {
        final boolean isAnyLeft = left > 0;
        while (left > 0) {
            fill(1);
            consume((int) Math.min(left, filled - taken));
        }
        if (isAnyLeft) {
            checkSumWhenComplete();
        }
    }

    private void consume(int chunk) {
        crc.update(stagingBuffer, taken, chunk);
        taken += chunk;
        position += chunk;
        left -= chunk;
    }

    private void checkSumWhenComplete() throws IOException {
        if (left == 0) {
            left = -1;
            final int sum = crc.value();
            sectionsXor ^= sum;
            if (takeInt() != sum) {
                throw corrupt("A section's bytes are damaged; section=" + name);
            }
        }
    }

    private SnapshotHeader readHeader() throws IOException {
        if (peekMagic() != SnapshotLayout.HEADER_MAGIC) {
            throw corrupt("Not a snapshot");
        }
        fill(SnapshotLayout.HEADER_FIXED_BYTES);
        if (stagingBuffer.getInt(taken + 4, LITTLE_ENDIAN) != SnapshotLayout.VERSION) {
            throw corrupt("A snapshot of another version");
        }
        final long journalId = stagingBuffer.getLong(taken + 8, LITTLE_ENDIAN);
        final UnsafeBuffer head = readChecked(
                SnapshotLayout.HEADER_FIXED_BYTES, SnapshotLayout.HEADER_HASH_LENGTH_OFFSET, journalId);
        return new SnapshotHeader(
                journalId,
                text(head, SnapshotLayout.HEADER_FIXED_BYTES),
                head.getLong(16, LITTLE_ENDIAN),
                head.getLong(24, LITTLE_ENDIAN),
                head.getLong(32, LITTLE_ENDIAN));
    }

    private void checkTrailer() throws IOException {
        final long before = position;
        fill(SnapshotLayout.TRAILER_BYTES);
        final int sum = crc.begin(header.journalId())
                .update(stagingBuffer, taken, SnapshotLayout.TRAILER_CRC_OFFSET).value();
        final boolean isGood = stagingBuffer.getInt(taken + SnapshotLayout.TRAILER_CRC_OFFSET, LITTLE_ENDIAN) == sum
                && stagingBuffer.getInt(taken + 4, LITTLE_ENDIAN) == sections
                && stagingBuffer.getLong(taken + 8, LITTLE_ENDIAN) == before
                && stagingBuffer.getInt(taken + 16, LITTLE_ENDIAN) == sectionsXor
                && before + SnapshotLayout.TRAILER_BYTES == fileLength;
        if (!isGood) {
            throw corrupt("A snapshot's trailer disagrees with it");
        }
    }

    private UnsafeBuffer readChecked(int fixedBytes, int textLengthOffset) throws IOException {
        return readChecked(fixedBytes, textLengthOffset, header.journalId());
    }

    private UnsafeBuffer readChecked(int fixedBytes, int textLengthOffset, long seed) throws IOException {
        fill(fixedBytes);
        final int textLength = stagingBuffer.getInt(taken + textLengthOffset, LITTLE_ENDIAN);
        if (textLength < 0 || textLength > SnapshotLayout.MAX_NAME_BYTES) {
            throw corrupt("A name's length is damaged");
        }
        final int bytes = fixedBytes + textLength;
        fill(bytes);
        final UnsafeBuffer head = new UnsafeBuffer(new byte[bytes]);
        stagingBuffer.getBytes(taken, head, 0, bytes);
        taken += bytes;
        position += bytes;
        if (takeInt() != crc.begin(seed).update(head, 0, bytes).value()) {
            throw corrupt("A header is damaged");
        }
        return head;
    }

    private int peekMagic() throws IOException {
        fill(Integer.BYTES);
        return stagingBuffer.getInt(taken, LITTLE_ENDIAN);
    }

    private int takeInt() throws IOException {
        fill(Integer.BYTES);
        final int value = stagingBuffer.getInt(taken, LITTLE_ENDIAN);
        taken += Integer.BYTES;
        position += Integer.BYTES;
        return value;
    }

    /** Makes at least {@code count} bytes lie ready behind {@code taken}. */
    private void fill(int count) throws IOException {
        if (filled - taken >= count) {
            return;
        }
        staging.limit(filled).position(taken);
        staging.compact();
        filled -= taken;
        taken = 0;
        while (filled < count) {
            final int read = channel.read(staging);
            if (read < 0) {
                throw corrupt("A snapshot ends too early");
            }
            filled += read;
        }
    }

    private static String text(UnsafeBuffer head, int offset) {
        final byte[] bytes = new byte[head.capacity() - offset];
        head.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private CorruptJournalException corrupt(String what) {
        return new CorruptJournalException(
                what + "; an older snapshot is used instead, if there is one; file=" + file + POSITION + position);
    }
}
