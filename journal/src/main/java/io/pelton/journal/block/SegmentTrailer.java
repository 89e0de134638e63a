package io.pelton.journal.block;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Payload of the last block of a cleanly ended segment; this record owns its layout.
 *
 * <pre>
 *   0 i64 blocks of rows      8 i64 last sequence of the journal so far, -1 for none
 *  16 u32 XOR of their CRCs  20 u32 reserved, zero
 * </pre>
 */
public record SegmentTrailer(long blockCount, long lastSequence, int crcXor) {

    public static final int ENCODED_LENGTH = 24;

    public void encode(MutableDirectBuffer buffer, int offset) {
        buffer.putLong(offset, blockCount, LITTLE_ENDIAN);
        buffer.putLong(offset + 8, lastSequence, LITTLE_ENDIAN);
        buffer.putInt(offset + 16, crcXor, LITTLE_ENDIAN);
        buffer.putInt(offset + 20, 0, LITTLE_ENDIAN);
    }

    /** Reads a payload whose block has been checked; null when it isn't one. */
    public static SegmentTrailer decode(DirectBuffer buffer, int offset, int length) {
        if (length < ENCODED_LENGTH) {
            return null;
        }
        return new SegmentTrailer(
                buffer.getLong(offset, LITTLE_ENDIAN),
                buffer.getLong(offset + 8, LITTLE_ENDIAN),
                buffer.getInt(offset + 16, LITTLE_ENDIAN));
    }
}
