package io.pelton.journal.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.BlockLayout;
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
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How far one sink is in the output journal: an append-only file of records, of which the last good one counts.
 * Written anew, with what counts, at each start and after 65,536 records. Not thread safe; it belongs to the sink's
 * thread.
 *
 * <pre>
 *   0 i64 output sequence, all up to it delivered     8 i64 input sequence that caused it
 *  16 i32 epoch    20 u32 magic "PLTC"    24 i32 reserved    28 u32 CRC32C of 0..27
 * </pre>
 *
 * <p>Checksums are seeded with the output journal's id and the file's name: another sink's cursor can't pass.
 *
 * <p>A record of another kind says what the sink was not given; the last one of them counts, too:
 *
 * <pre>
 *   0 i64 first output sequence of the newest gap     8 i64 its last
 *  16 u32 rows in all gaps, low half    20 u32 magic "PLTX"    24 u32 high half    28 u32 CRC32C as above
 * </pre>
 *
 * <p>Records lie at multiples of their length, so one that a full disk has torn is overwritten by the next try.
 */
public final class CursorFile implements AutoCloseable {
    public static final String SUFFIX = ".cursor";
    public static final int RECORD_BYTES = 32;
    private static final int MAGIC = 0x43544C50;
    private static final int GAP_MAGIC = 0x58544C50;
    private static final int MAGIC_OFFSET = 20;
    private static final int HALF_BITS = Integer.SIZE;
    private static final int CRC_OFFSET = 28;
    private static final int MAX_RECORDS = 1 << 16;
    /** No cursor file is longer: what is, isn't one. */
    private static final long MAX_BYTES = 2L * MAX_RECORDS * RECORD_BYTES;

    private final Path file;
    private final long seed;
    private final Crc32c crc = new Crc32c();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private FileChannel channel;
    private int records;
    private long outputSequence;
    private long causeSequence;
    private int epoch;
    private Gaps gaps;
    private boolean isDue;
    private boolean isGapDue;

    /** Where a sink stands; {@link BlockLayout#NO_SEQUENCE} in both for one that has delivered nothing. */
    public record Position(long outputSequence, long causeSequence, int epoch) {
        public static final Position NOTHING = new Position(BlockLayout.NO_SEQUENCE, BlockLayout.NO_SEQUENCE, 0);
    }

    /**
     * What a sink was not given because it was too far behind.
     *
     * @param first of the newest gap, an output sequence
     * @param last  of the newest gap, -1 when there was none
     * @param rows  the sink's rows in all gaps together
     */
    public record Gaps(long first, long last, long rows) {
        public static final Gaps NONE = new Gaps(BlockLayout.NO_SEQUENCE, BlockLayout.NO_SEQUENCE, 0);
    }

    /**
     * What a cursor file says: the last good records.
     *
     * @param badBytes    bytes that are no good records
     * @param badPosition where the first of them is, −1 for none
     * @param isTailBad   the last record of the file is among them
     */
    public record Content(
            Position position, Gaps gaps, int goodRecords, long badBytes, long badPosition, boolean isTailBad) {
    }

    private CursorFile(Path file, long journalId, Content content) {
        this.file = file;
        this.seed = seed(file, journalId);
        final Position position = content.position();
        gaps = content.gaps();
        outputSequence = position.outputSequence();
        causeSequence = position.causeSequence();
        epoch = position.epoch();
    }

    /** Reads the last good record, ignores a torn tail and leaves a file with that one record. */
    public static CursorFile open(Path file, long outputJournalId) {
        try {
            final CursorFile cursor = new CursorFile(file, outputJournalId, read(file, outputJournalId));
            cursor.compact();
            return cursor;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Reads a file without changing it; a missing one says that nothing was delivered. */
    public static Content read(Path file, long outputJournalId) throws IOException {
        if (!Files.exists(file)) {
            return new Content(Position.NOTHING, Gaps.NONE, 0, 0, -1, false);
        }
        final long size = Files.size(file);
        if (size > MAX_BYTES) {
            return new Content(Position.NOTHING, Gaps.NONE, 0, size, 0, true);
        }
        final UnsafeBuffer content = new UnsafeBuffer(Files.readAllBytes(file));
        final Crc32c crc = new Crc32c();
        final long seed = seed(file, outputJournalId);
        Position last = Position.NOTHING;
        Gaps gaps = Gaps.NONE;
        int good = 0;
        int end = 0;
        int firstBad = -1;
        for (int at = 0; at + RECORD_BYTES <= content.capacity(); at += RECORD_BYTES) {
            final int sum = crc.begin(seed).update(content, at, CRC_OFFSET).value();
            final int magic = content.getInt(at + MAGIC_OFFSET, LITTLE_ENDIAN);
            final boolean isSound = content.getInt(at + CRC_OFFSET, LITTLE_ENDIAN) == sum
                    && (magic == GAP_MAGIC || magic == MAGIC);
            if (!isSound) {
                firstBad = firstBad < 0 ? at : firstBad;
                continue;
            }
            good++;
            end = at + RECORD_BYTES;
            if (magic == GAP_MAGIC) {
                gaps = new Gaps(content.getLong(at, LITTLE_ENDIAN), content.getLong(at + 8, LITTLE_ENDIAN),
                        (long) content.getInt(at + 24, LITTLE_ENDIAN) << HALF_BITS
                        | Integer.toUnsignedLong(content.getInt(at + 16, LITTLE_ENDIAN)));
            } else {
                last = new Position(
                        content.getLong(at, LITTLE_ENDIAN),
                        content.getLong(at + 8, LITTLE_ENDIAN),
                        content.getInt(at + 16, LITTLE_ENDIAN));
            }
        }
        final boolean isTailBad = end < content.capacity();
        final int badPosition = firstBad < 0 && isTailBad ? end : firstBad;
        return new Content(
                last, gaps, good, content.capacity() - (long) good * RECORD_BYTES, badPosition, isTailBad);
    }

    /** Another sink's cursor, copied under this name, must not pass: the name is in what a checksum starts from. */
    private static long seed(Path file, long outputJournalId) {
        final byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        final long sum = new Crc32c().begin().update(name, 0, name.length).value();
        return outputJournalId ^ sum << Integer.SIZE ^ sum;
    }

    public String fileName() {
        return file.getFileName().toString();
    }

    /** The last position appended, forced or not. */
    public Position position() {
        return new Position(outputSequence, causeSequence, epoch);
    }

    /** The last gaps that were said. */
    public Gaps gaps() {
        return gaps;
    }

    /**
     * Writes a position; it survives this process, and a power cut after {@link #force()}. On a full disk it is
     * written with a later one: a cursor that lags behind loses nothing.
     */
    public void append(long newOutputSequence, long newCauseSequence, int newEpoch) {
        outputSequence = newOutputSequence;
        causeSequence = newCauseSequence;
        epoch = newEpoch;
        isDue = true;
        writeDue();
    }

    /** Writes what was not delivered; call it before the position behind the gap. As {@link #append} otherwise. */
    public void appendGaps(Gaps newGaps) {
        gaps = newGaps;
        isGapDue = true;
        writeDue();
    }

    private boolean writeDue() {
        try {
            if (records >= MAX_RECORDS && (isDue || isGapDue)) {
                compact();
            }
            if (isGapDue) {
                writeGaps(channel, records);
                records++;
                isGapDue = false;
            }
            if (isDue) {
                write(channel, records);
                records++;
                isDue = false;
            }
            return true;
        } catch (IOException e) {
            if (DiskFullException.isFull(e)) {
                return false;
            }
            throw failed(file, e);
        }
    }

    /**
     * Makes the last position durable.
     *
     * @return false when the disk is full and it isn't even written: ask again later
     */
    public boolean force() {
        if (!writeDue()) {
            return false;
        }
        try {
            channel.force(false);
            return true;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void compact() throws IOException {
        final Path aside = DurableFiles.aside(file);
        final FileChannel fresh = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        int written = 0;
        try {
            if (gaps.last() != BlockLayout.NO_SEQUENCE) {
                writeGaps(fresh, written++);
            }
            if (outputSequence != BlockLayout.NO_SEQUENCE) {
                write(fresh, written++);
            }
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        final FileChannel old = channel;
        channel = fresh;
        records = written;
        isDue = false;
        isGapDue = false;
        if (old != null) {
            old.close();
        }
        try {
            channel.force(true);
            DurableFiles.install(aside, file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void writeGaps(FileChannel target, int at) throws IOException {
        record.putLong(0, gaps.first(), LITTLE_ENDIAN);
        record.putLong(8, gaps.last(), LITTLE_ENDIAN);
        record.putInt(16, (int) gaps.rows(), LITTLE_ENDIAN);
        record.putInt(MAGIC_OFFSET, GAP_MAGIC, LITTLE_ENDIAN);
        record.putInt(24, (int) (gaps.rows() >>> HALF_BITS), LITTLE_ENDIAN);
        writeRecord(target, at);
    }

    private void write(FileChannel target, int at) throws IOException {
        record.putLong(0, outputSequence, LITTLE_ENDIAN);
        record.putLong(8, causeSequence, LITTLE_ENDIAN);
        record.putInt(16, epoch, LITTLE_ENDIAN);
        record.putInt(MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
        record.putInt(24, 0, LITTLE_ENDIAN);
        writeRecord(target, at);
    }

    private void writeRecord(FileChannel target, int at) throws IOException {
        record.putInt(CRC_OFFSET, crc.begin(seed).update(record, 0, CRC_OFFSET).value(), LITTLE_ENDIAN);
        bytes.clear();
        long position = (long) at * RECORD_BYTES;
        while (bytes.hasRemaining()) {
            position += target.write(bytes, position);
        }
    }

    private static JournalFailedException failed(Path file, IOException e) {
        return new JournalFailedException("A sink's cursor can't be kept; check the disk; file=" + file + " cause="
                + e, e);
    }
}
