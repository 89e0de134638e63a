package io.pelton.engine.row;

import io.pelton.journal.block.CorruptJournalException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The 48 bytes in front of every row, little-endian, in rings and journals alike.
 *
 * <pre>
 *   0        4      6    7    8          16            24              32                40             44     48
 *   +--------+------+----+----+----------+-------------+---------------+-----------------+--------------+------+
 *   | length |stream|type|flag| sequence | eventTimeMs | ingestTimeNs  | sourcePosition  | sourcePartit.| 0    |
 *   +--------+------+----+----+----------+-------------+---------------+-----------------+--------------+------+
 * </pre>
 *
 * Length counts header and body and is a multiple of 8. In the output journal sequence is the output sequence,
 * sourcePosition the input sequence that caused the row, sourcePartition the ordinal of the row among those that this
 * input caused in the same sink, and ingestTimeNs the cause's.
 */
public final class RowHeader {
    public static final int LENGTH_OFFSET = 0;
    public static final int STREAM_OFFSET = 4;
    public static final int TYPE_OFFSET = 6;
    public static final int FLAGS_OFFSET = 7;
    public static final int SEQUENCE_OFFSET = 8;
    public static final int EVENT_TIME_OFFSET = 16;
    public static final int INGEST_TIME_OFFSET = 24;
    public static final int POSITION_OFFSET = 32;
    public static final int PARTITION_OFFSET = 40;
    public static final int RESERVED_OFFSET = 44;
    public static final int BYTES = 48;
    /** Rows begin at multiples of this. */
    public static final int ALIGNMENT = 8;

    private static final int CHANGE_KIND_MASK = 0b11;
    private static final int LAST_OF_MESSAGE = 0b100;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private RowHeader() {
    }

    public static int length(DirectBuffer buffer, int row) {
        return buffer.getInt(row + LENGTH_OFFSET, ORDER);
    }

    /**
     * The length of a journaled row that lies whole before {@code end}, where its block's payload ends. Production runs
     * without Agrona's bounds checks: this is what keeps a reader inside the block.
     *
     * @throws CorruptJournalException when it can't lie there, though the block's checksum is good
     */
    public static int boundedLength(DirectBuffer buffer, int row, int end) {
        int room = end - row;
        int length = room < BYTES ? 0 : length(buffer, row);
        if (length < BYTES || length > room || length % ALIGNMENT != 0) {
            throw new CorruptJournalException("A row's length leads out of its block, though the block's checksum is "
                    + "good: another version of Pelton or a defect wrote it, restore the state folder from a backup or "
                    + "start over with --fresh, and report it; length=" + length + " room=" + room);
        }
        return length;
    }

    public static int stream(DirectBuffer buffer, int row) {
        return buffer.getShort(row + STREAM_OFFSET, ORDER) & 0xFFFF;
    }

    public static int type(DirectBuffer buffer, int row) {
        return buffer.getByte(row + TYPE_OFFSET);
    }

    public static int changeKind(DirectBuffer buffer, int row) {
        return buffer.getByte(row + FLAGS_OFFSET) & CHANGE_KIND_MASK;
    }

    public static boolean isLastOfMessage(DirectBuffer buffer, int row) {
        return (buffer.getByte(row + FLAGS_OFFSET) & LAST_OF_MESSAGE) != 0;
    }

    public static long sequence(DirectBuffer buffer, int row) {
        return buffer.getLong(row + SEQUENCE_OFFSET, ORDER);
    }

    public static long eventTimeMs(DirectBuffer buffer, int row) {
        return buffer.getLong(row + EVENT_TIME_OFFSET, ORDER);
    }

    public static long ingestTimeNs(DirectBuffer buffer, int row) {
        return buffer.getLong(row + INGEST_TIME_OFFSET, ORDER);
    }

    public static long position(DirectBuffer buffer, int row) {
        return buffer.getLong(row + POSITION_OFFSET, ORDER);
    }

    public static int partition(DirectBuffer buffer, int row) {
        return buffer.getInt(row + PARTITION_OFFSET, ORDER);
    }

    public static void length(MutableDirectBuffer buffer, int row, int length) {
        buffer.putInt(row + LENGTH_OFFSET, length, ORDER);
    }

    /** Sets stream, type and flags, and zeroes the reserved word. */
    public static void kind(
            MutableDirectBuffer buffer, int row, int stream, int type, int changeKind, boolean lastOfMessage) {
        buffer.putShort(row + STREAM_OFFSET, (short) stream, ORDER);
        buffer.putByte(row + TYPE_OFFSET, (byte) type);
        buffer.putByte(row + FLAGS_OFFSET, (byte) (changeKind | (lastOfMessage ? LAST_OF_MESSAGE : 0)));
        buffer.putInt(row + RESERVED_OFFSET, 0, ORDER);
    }

    public static void sequence(MutableDirectBuffer buffer, int row, long sequence) {
        buffer.putLong(row + SEQUENCE_OFFSET, sequence, ORDER);
    }

    public static void eventTimeMs(MutableDirectBuffer buffer, int row, long eventTimeMs) {
        buffer.putLong(row + EVENT_TIME_OFFSET, eventTimeMs, ORDER);
    }

    public static void ingestTimeNs(MutableDirectBuffer buffer, int row, long ingestTimeNs) {
        buffer.putLong(row + INGEST_TIME_OFFSET, ingestTimeNs, ORDER);
    }

    public static void position(MutableDirectBuffer buffer, int row, long position) {
        buffer.putLong(row + POSITION_OFFSET, position, ORDER);
    }

    public static void partition(MutableDirectBuffer buffer, int row, int partition) {
        buffer.putInt(row + PARTITION_OFFSET, partition, ORDER);
    }

    /** Marks the row as the last one of its message. */
    public static void lastOfMessage(MutableDirectBuffer buffer, int row) {
        buffer.putByte(row + FLAGS_OFFSET, (byte) (buffer.getByte(row + FLAGS_OFFSET) | LAST_OF_MESSAGE));
    }
}
