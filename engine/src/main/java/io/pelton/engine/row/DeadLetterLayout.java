package io.pelton.engine.row;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The body of INVALID and DEAD_LETTER rows, little-endian. Offsets from the start of the row.
 *
 * <pre>
 *   48       50     51     52          56              64          68         70         72
 *   +--------+------+------+-----------+---------------+-----------+----------+----------+-----------+
 *   | reason |origin| 0    | stream    | causeSequence | partition | pipeline | operator | position  |
 *   +--------+------+------+-----------+---------------+-----------+----------+----------+-----------+
 *   80             88           96           100       104           106        108
 *   +--------------+------------+------------+---------+-------------+----------+--------+-----------+
 *   | windowStart  | windowEnd  | fullLength | crc32c  | detailBytes | rawBytes | detail | raw bytes |
 *   +--------------+------------+------------+---------+-------------+----------+--------+-----------+
 * </pre>
 *
 * Full length and CRC32C are those of the whole original; the raw bytes may be only its beginning.
 */
public final class DeadLetterLayout {
    public static final int REASON_OFFSET = RowHeader.BYTES;
    public static final int ORIGIN_OFFSET = 50;
    public static final int STREAM_OFFSET = 52;
    public static final int CAUSE_OFFSET = 56;
    public static final int PARTITION_OFFSET = 64;
    public static final int PIPELINE_OFFSET = 68;
    public static final int OPERATOR_OFFSET = 70;
    public static final int POSITION_OFFSET = 72;
    public static final int WINDOW_START_OFFSET = 80;
    public static final int WINDOW_END_OFFSET = 88;
    public static final int FULL_LENGTH_OFFSET = 96;
    public static final int CRC_OFFSET = 100;
    public static final int DETAIL_BYTES_OFFSET = 104;
    public static final int RAW_BYTES_OFFSET = 106;
    public static final int DETAIL_OFFSET = 108;

    /** The raw bytes are what came from outside; none when a result was refused at a watermark. */
    public static final int ORIGIN_BYTES = 0;
    /** The raw bytes are a row of the stream, header included. */
    public static final int ORIGIN_STREAM_ROW = 1;
    /** The raw bytes are a row that an earlier operator made. */
    public static final int ORIGIN_OPERATOR_ROW = 2;

    /** Pipeline and operator of a letter that no operator wrote. */
    public static final int NO_OPERATOR = -1;
    /** A detail longer than this is cut. */
    public static final int MAX_DETAIL_BYTES = 160;
    /** Bytes that a slot must have so that a letter keeps a useful part of what was refused. */
    public static final int MIN_ROW_BYTES = DETAIL_OFFSET + MAX_DETAIL_BYTES + 244;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private DeadLetterLayout() {
    }

    public static int reason(DirectBuffer buffer, int row) {
        return buffer.getShort(row + REASON_OFFSET, ORDER);
    }

    public static int origin(DirectBuffer buffer, int row) {
        return buffer.getByte(row + ORIGIN_OFFSET);
    }

    public static int stream(DirectBuffer buffer, int row) {
        return buffer.getInt(row + STREAM_OFFSET, ORDER);
    }

    public static long causeSequence(DirectBuffer buffer, int row) {
        return buffer.getLong(row + CAUSE_OFFSET, ORDER);
    }

    public static int partition(DirectBuffer buffer, int row) {
        return buffer.getInt(row + PARTITION_OFFSET, ORDER);
    }

    public static int pipeline(DirectBuffer buffer, int row) {
        return buffer.getShort(row + PIPELINE_OFFSET, ORDER);
    }

    public static int operator(DirectBuffer buffer, int row) {
        return buffer.getShort(row + OPERATOR_OFFSET, ORDER);
    }

    public static long position(DirectBuffer buffer, int row) {
        return buffer.getLong(row + POSITION_OFFSET, ORDER);
    }

    public static long windowStartMs(DirectBuffer buffer, int row) {
        return buffer.getLong(row + WINDOW_START_OFFSET, ORDER);
    }

    public static long windowEndMs(DirectBuffer buffer, int row) {
        return buffer.getLong(row + WINDOW_END_OFFSET, ORDER);
    }

    public static int fullLength(DirectBuffer buffer, int row) {
        return buffer.getInt(row + FULL_LENGTH_OFFSET, ORDER);
    }

    public static int crc32c(DirectBuffer buffer, int row) {
        return buffer.getInt(row + CRC_OFFSET, ORDER);
    }

    public static int detailBytes(DirectBuffer buffer, int row) {
        return buffer.getShort(row + DETAIL_BYTES_OFFSET, ORDER) & 0xFFFF;
    }

    public static int rawBytes(DirectBuffer buffer, int row) {
        return buffer.getShort(row + RAW_BYTES_OFFSET, ORDER) & 0xFFFF;
    }

    /** Offset of the raw bytes from the row's start. */
    public static int rawOffset(DirectBuffer buffer, int row) {
        return DETAIL_OFFSET + detailBytes(buffer, row);
    }

    /** The detail as a new string, "" for none; for sinks and tools. */
    public static String detail(DirectBuffer buffer, int row) {
        return buffer.getStringWithoutLengthAscii(row + DETAIL_OFFSET, detailBytes(buffer, row));
    }
}
