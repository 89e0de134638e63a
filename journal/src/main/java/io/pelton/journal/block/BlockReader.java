package io.pelton.journal.block;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Flyweight over one block. {@link #check} says what is wrong with the bytes before anything else may be asked. Not
 * thread safe; one object per thread.
 */
public final class BlockReader {
    private final Crc32c crc = new Crc32c();
    private DirectBuffer buffer;
    private int offset;

    /** What {@link #check} found. */
    public enum Verdict {
        GOOD,
        /** Too short for a frame, or for the payload that the frame claims. */
        BAD_LENGTH,
        BAD_MAGIC,
        /** Written by a newer Pelton, or damaged. */
        BAD_VERSION,
        BAD_TYPE,
        /** The frame names another segment: a stale or misplaced block. */
        BAD_SEGMENT,
        BAD_CHECKSUM
    }

    /** Points at the bytes of one block without looking at them. */
    public BlockReader wrap(DirectBuffer newBuffer, int newOffset) {
        this.buffer = newBuffer;
        this.offset = newOffset;
        return this;
    }

    /** Points at {@code length} bytes and checks everything that a block says about itself, checksum included. */
    public Verdict check(DirectBuffer newBuffer, int newOffset, int length, long journalId, int segment) {
        final Verdict frame = checkFrame(newBuffer, newOffset, length, segment);
        if (frame != Verdict.GOOD) {
            return frame;
        }
        final int expected = BlockLayout.checksum(crc, buffer, offset, payloadLength(), journalId, segment);
        return expected == storedCrc() ? Verdict.GOOD : Verdict.BAD_CHECKSUM;
    }

    /** As {@link #check}, without reading the payload. */
    public Verdict checkFrame(DirectBuffer newBuffer, int newOffset, int length, int segment) {
        wrap(newBuffer, newOffset);
        if (length < BlockLayout.HEADER_LENGTH) {
            return Verdict.BAD_LENGTH;
        }
        if (buffer.getInt(offset + BlockLayout.MAGIC_OFFSET, LITTLE_ENDIAN) != BlockLayout.MAGIC) {
            return Verdict.BAD_MAGIC;
        }
        if (buffer.getByte(offset + BlockLayout.VERSION_OFFSET) != BlockLayout.VERSION) {
            return Verdict.BAD_VERSION;
        }
        if (type() == null) {
            return Verdict.BAD_TYPE;
        }
        final int payload = payloadLength();
        if (payload < 0 || payload > length - BlockLayout.HEADER_LENGTH || rowCount() < 0 || firstSequence() < 0) {
            return Verdict.BAD_LENGTH;
        }
        return segment() == segment ? Verdict.GOOD : Verdict.BAD_SEGMENT;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public BlockType type() {
        return BlockType.ofCode(buffer.getByte(offset + BlockLayout.TYPE_OFFSET));
    }

    public long firstSequence() {
        return buffer.getLong(offset + BlockLayout.FIRST_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public int rowCount() {
        return buffer.getInt(offset + BlockLayout.ROW_COUNT_OFFSET, LITTLE_ENDIAN);
    }

    /** Sequence of the block's last row; first sequence − 1 for a block without rows. */
    public long lastSequence() {
        return firstSequence() + rowCount() - 1;
    }

    public int payloadLength() {
        return buffer.getInt(offset + BlockLayout.PAYLOAD_LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    public int payloadOffset() {
        return offset + BlockLayout.HEADER_LENGTH;
    }

    public long logicalTimeNs() {
        return buffer.getLong(offset + BlockLayout.LOGICAL_TIME_OFFSET, LITTLE_ENDIAN);
    }

    public long durableSequence() {
        return buffer.getLong(offset + BlockLayout.DURABLE_SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    public int segment() {
        return buffer.getInt(offset + BlockLayout.SEGMENT_OFFSET, LITTLE_ENDIAN);
    }

    public int epoch() {
        return buffer.getInt(offset + BlockLayout.EPOCH_OFFSET, LITTLE_ENDIAN);
    }

    public int storedCrc() {
        return BlockLayout.crc(buffer, offset);
    }
}
