package io.pelton.journal.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How far one sink is in the output journal: an append-only file of records, of which the last good one counts.
 * Written anew, with one record, at each start and after 65,536 records. Not thread safe; it belongs to the sink's
 * thread.
 *
 * <pre>
 *   0 i64 output sequence, all up to it delivered     8 i64 input sequence that caused it
 *  16 i32 epoch    20 u32 magic "PLTC"    24 i32 reserved    28 u32 CRC32C of 0..27, seeded with the output journal id
 * </pre>
 */
public final class CursorFile implements AutoCloseable {
    public static final String SUFFIX = ".cursor";
    public static final int RECORD_BYTES = 32;
    private static final int MAGIC = 0x43544C50;
    private static final int MAGIC_OFFSET = 20;
    private static final int CRC_OFFSET = 28;
    private static final int MAX_RECORDS = 1 << 16;
    /** No cursor file is longer: what is, isn't one. */
    private static final long MAX_BYTES = 2L * MAX_RECORDS * RECORD_BYTES;

    private final Path file;
    private final long journalId;
    private final Crc32c crc = new Crc32c();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private FileChannel channel;
    private int records;
    private long outputSequence;
    private long causeSequence;
    private int epoch;

    /** Where a sink stands; {@link BlockLayout#NO_SEQUENCE} in both for one that has delivered nothing. */
    public record Position(long outputSequence, long causeSequence, int epoch) {
        public static final Position NOTHING = new Position(BlockLayout.NO_SEQUENCE, BlockLayout.NO_SEQUENCE, 0);
    }

    /**
     * What a cursor file says.
     *
     * @param position    the last good record
     * @param badBytes    bytes that are no good records
     * @param badPosition where the first of them is, −1 for none
     * @param isTailBad   the last record of the file is among them
     */
    public record Content(Position position, int goodRecords, long badBytes, long badPosition, boolean isTailBad) {
    }

    private CursorFile(Path file, long journalId, Position position) {
        this.file = file;
        this.journalId = journalId;
        outputSequence = position.outputSequence();
        causeSequence = position.causeSequence();
        epoch = position.epoch();
    }

    /** Reads the last good record, ignores a torn tail and leaves a file with that one record. */
    public static CursorFile open(Path file, long outputJournalId) {
        try {
            final CursorFile cursor = new CursorFile(file, outputJournalId, read(file, outputJournalId).position());
            cursor.compact();
            return cursor;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Reads a file without changing it; a missing one says that nothing was delivered. */
    public static Content read(Path file, long outputJournalId) throws IOException {
        if (!Files.exists(file)) {
            return new Content(Position.NOTHING, 0, 0, -1, false);
        }
        final long size = Files.size(file);
        if (size > MAX_BYTES) {
            return new Content(Position.NOTHING, 0, size, 0, true);
        }
        final UnsafeBuffer content = new UnsafeBuffer(Files.readAllBytes(file));
        final Crc32c crc = new Crc32c();
        Position last = Position.NOTHING;
        int good = 0;
        int end = 0;
        int firstBad = -1;
        for (int at = 0; at + RECORD_BYTES <= content.capacity(); at += RECORD_BYTES) {
            final int sum = crc.begin(outputJournalId).update(content, at, CRC_OFFSET).value();
            if (content.getInt(at + MAGIC_OFFSET, LITTLE_ENDIAN) == MAGIC
                    && content.getInt(at + CRC_OFFSET, LITTLE_ENDIAN) == sum) {
                last = new Position(
                        content.getLong(at, LITTLE_ENDIAN),
                        content.getLong(at + 8, LITTLE_ENDIAN),
                        content.getInt(at + 16, LITTLE_ENDIAN));
                good++;
                end = at + RECORD_BYTES;
            } else if (firstBad < 0) {
                firstBad = at;
            }
        }
        final boolean isTailBad = end < content.capacity();
        final int badPosition = firstBad < 0 && isTailBad ? end : firstBad;
        return new Content(
                last, good, content.capacity() - (long) good * RECORD_BYTES, badPosition, isTailBad);
    }

    public String fileName() {
        return file.getFileName().toString();
    }

    /** The last position appended, forced or not. */
    public Position position() {
        return new Position(outputSequence, causeSequence, epoch);
    }

    /** Writes a position; it survives this process, and a power cut after {@link #force()}. */
    public void append(long newOutputSequence, long newCauseSequence, int newEpoch) {
        outputSequence = newOutputSequence;
        causeSequence = newCauseSequence;
        epoch = newEpoch;
        try {
            if (records >= MAX_RECORDS) {
                compact();
            } else {
                write(channel);
                records++;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    public void force() {
        try {
            channel.force(false);
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
        if (channel != null) {
            channel.close();
        }
        final Path aside = DurableFiles.aside(file);
        channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        records = 0;
        if (outputSequence != BlockLayout.NO_SEQUENCE) {
            write(channel);
            records = 1;
        }
        channel.force(true);
        DurableFiles.install(aside, file);
    }

    private void write(FileChannel target) throws IOException {
        record.putLong(0, outputSequence, LITTLE_ENDIAN);
        record.putLong(8, causeSequence, LITTLE_ENDIAN);
        record.putInt(16, epoch, LITTLE_ENDIAN);
        record.putInt(MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
        record.putInt(24, 0, LITTLE_ENDIAN);
        record.putInt(CRC_OFFSET, crc.begin(journalId).update(record, 0, CRC_OFFSET).value(), LITTLE_ENDIAN);
        bytes.clear();
        DurableFiles.writeFully(target, bytes);
    }

    private static JournalFailedException failed(Path file, IOException e) {
        return new JournalFailedException("A sink's cursor can't be kept; check the disk; file=" + file + " cause="
                + e, e);
    }
}
