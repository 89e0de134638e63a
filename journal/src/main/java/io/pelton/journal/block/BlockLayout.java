package io.pelton.journal.block;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The frame of every block, the only owner of its offsets. Little-endian, {@link #HEADER_LENGTH} bytes, then the
 * payload, then zeros up to a multiple of {@link #ALIGNMENT}.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+   0
 *  |                        magic  "PLT1"                          |
 *  +---------------+---------------+-------------------------------+   4
 *  |    version    |     type      |             flags             |
 *  +---------------+---------------+-------------------------------+   8
 *  |                       first sequence (64)                     |
 *  +---------------------------------------------------------------+  16
 *  |                           row count                           |
 *  +---------------------------------------------------------------+  20
 *  |                     payload length, bytes                     |
 *  +---------------------------------------------------------------+  24
 *  |           logical time (64), nanoseconds since the epoch      |
 *  +---------------------------------------------------------------+  32
 *  |     durable input sequence known at that time (64), -1 none   |
 *  +---------------------------------------------------------------+  40
 *  |                        segment number                         |
 *  +---------------------------------------------------------------+  44
 *  |                            epoch                              |
 *  +---------------------------------------------------------------+  48
 *  |                        reserved, zero                         |
 *  +---------------------------------------------------------------+  52
 *  |   CRC32C of bytes 0..51 and the payload, seeded with          |
 *  |   journal id XOR segment number: a stale block can't pass     |
 *  +---------------------------------------------------------------+  56
 *  |                           payload …                           |
 * </pre>
 */
public final class BlockLayout {
    /** "No sequence": before the first row. */
    public static final long NO_SEQUENCE = -1L;

    public static final int MAGIC = 0x31544C50;
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 4;
    public static final int TYPE_OFFSET = 5;
    public static final int FLAGS_OFFSET = 6;
    public static final int FIRST_SEQUENCE_OFFSET = 8;
    public static final int ROW_COUNT_OFFSET = 16;
    public static final int PAYLOAD_LENGTH_OFFSET = 20;
    public static final int LOGICAL_TIME_OFFSET = 24;
    public static final int DURABLE_SEQUENCE_OFFSET = 32;
    public static final int SEGMENT_OFFSET = 40;
    public static final int EPOCH_OFFSET = 44;
    public static final int RESERVED_OFFSET = 48;
    public static final int CRC_OFFSET = 52;
    public static final int HEADER_LENGTH = 56;

    /** Blocks are padded with zeros to a multiple of this. */
    public static final int ALIGNMENT = 8;

    private BlockLayout() {
    }

    /** Bytes that a block with this payload takes, padding included. */
    public static int blockLength(int payloadLength) {
        return BitUtil.align(HEADER_LENGTH + payloadLength, ALIGNMENT);
    }

    /** What a block's checksum starts from. */
    public static long seed(long journalId, int segment) {
        return journalId ^ segment;
    }

    /** Writes the frame but for {@link #origin} and {@link #crc}, and zeroes the padding behind the payload. */
    public static void encode(
            MutableDirectBuffer buffer,
            int offset,
            BlockType type,
            long firstSequence,
            int rowCount,
            int payloadLength,
            long logicalTimeNs,
            long durableSequence) {
        buffer.putInt(offset + MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
        buffer.putByte(offset + VERSION_OFFSET, (byte) VERSION);
        buffer.putByte(offset + TYPE_OFFSET, (byte) type.code());
        buffer.putShort(offset + FLAGS_OFFSET, (short) 0, LITTLE_ENDIAN);
        buffer.putLong(offset + FIRST_SEQUENCE_OFFSET, firstSequence, LITTLE_ENDIAN);
        buffer.putInt(offset + ROW_COUNT_OFFSET, rowCount, LITTLE_ENDIAN);
        buffer.putInt(offset + PAYLOAD_LENGTH_OFFSET, payloadLength, LITTLE_ENDIAN);
        buffer.putLong(offset + LOGICAL_TIME_OFFSET, logicalTimeNs, LITTLE_ENDIAN);
        buffer.putLong(offset + DURABLE_SEQUENCE_OFFSET, durableSequence, LITTLE_ENDIAN);
        buffer.putInt(offset + RESERVED_OFFSET, 0, LITTLE_ENDIAN);
        final int end = offset + HEADER_LENGTH + payloadLength;
        for (int i = end; i < offset + blockLength(payloadLength); i++) {
            buffer.putByte(i, (byte) 0);
        }
    }

    /** Writes where the block belongs. */
    public static void origin(MutableDirectBuffer buffer, int offset, int segment, int epoch) {
        buffer.putInt(offset + SEGMENT_OFFSET, segment, LITTLE_ENDIAN);
        buffer.putInt(offset + EPOCH_OFFSET, epoch, LITTLE_ENDIAN);
    }

    /** The checksum that the block at {@code offset} should carry; its payload length must have been checked before. */
    public static int checksum(Crc32c crc, DirectBuffer buffer, int offset, int payloadLength, long journalId,
            int segment) {
        return crc.begin(seed(journalId, segment))
                .update(buffer, offset, CRC_OFFSET)
                .update(buffer, offset + HEADER_LENGTH, payloadLength)
                .value();
    }

    public static void crc(MutableDirectBuffer buffer, int offset, int value) {
        buffer.putInt(offset + CRC_OFFSET, value, LITTLE_ENDIAN);
    }

    public static int crc(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN);
    }
}
