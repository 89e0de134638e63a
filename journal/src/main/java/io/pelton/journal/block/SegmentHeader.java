package io.pelton.journal.block;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Payload of the first block of a segment; this record owns its layout.
 *
 * <pre>
 *   0 u32 format version     4 i32 segment number
 *   8 i64 journal id        16 i64 base sequence (of the first row to come)
 *  24 i64 last sequence of the previous segment, -1 for none
 *  32 u32 CRC of the last rows block before this segment, 0 for none
 *  36 i32 epoch
 *  40 i32 length of the schemas    44 … schemas: bytes of the engine's, never looked into here
 * </pre>
 */
public record SegmentHeader(
        int formatVersion,
        int segment,
        long journalId,
        long baseSequence,
        long previousLastSequence,
        int previousLastCrc,
        int epoch,
        byte[] schemas) {

    public static final int FORMAT_VERSION = 1;
    private static final int SCHEMAS_LENGTH_OFFSET = 40;
    private static final int FIXED_LENGTH = 44;

    public int encodedLength() {
        return FIXED_LENGTH + schemas.length;
    }

    public void encode(MutableDirectBuffer buffer, int offset) {
        buffer.putInt(offset, formatVersion, LITTLE_ENDIAN);
        buffer.putInt(offset + 4, segment, LITTLE_ENDIAN);
        buffer.putLong(offset + 8, journalId, LITTLE_ENDIAN);
        buffer.putLong(offset + 16, baseSequence, LITTLE_ENDIAN);
        buffer.putLong(offset + 24, previousLastSequence, LITTLE_ENDIAN);
        buffer.putInt(offset + 32, previousLastCrc, LITTLE_ENDIAN);
        buffer.putInt(offset + 36, epoch, LITTLE_ENDIAN);
        buffer.putInt(offset + SCHEMAS_LENGTH_OFFSET, schemas.length, LITTLE_ENDIAN);
        buffer.putBytes(offset + FIXED_LENGTH, schemas);
    }

    /** Reads a payload whose block has been checked; null when it isn't one. */
    public static SegmentHeader decode(DirectBuffer buffer, int offset, int length) {
        if (length < FIXED_LENGTH) {
            return null;
        }
        final int schemasLength = buffer.getInt(offset + SCHEMAS_LENGTH_OFFSET, LITTLE_ENDIAN);
        if (schemasLength < 0 || schemasLength > length - FIXED_LENGTH) {
            return null;
        }
        final byte[] schemas = new byte[schemasLength];
        buffer.getBytes(offset + FIXED_LENGTH, schemas);
        return new SegmentHeader(
                buffer.getInt(offset, LITTLE_ENDIAN),
                buffer.getInt(offset + 4, LITTLE_ENDIAN),
                buffer.getLong(offset + 8, LITTLE_ENDIAN),
                buffer.getLong(offset + 16, LITTLE_ENDIAN),
                buffer.getLong(offset + 24, LITTLE_ENDIAN),
                buffer.getInt(offset + 32, LITTLE_ENDIAN),
                buffer.getInt(offset + 36, LITTLE_ENDIAN),
                schemas);
    }
}
