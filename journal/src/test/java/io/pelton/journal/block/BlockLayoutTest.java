package io.pelton.journal.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BlockLayoutTest {
    private static final long JOURNAL_ID = 0x0102030405060708L;
    private static final int SEGMENT = 9;
    private static final byte[] PAYLOAD = "eleven rows".getBytes(StandardCharsets.US_ASCII);

    /** These bytes are the file format: a change here needs a new version number and a reader for the old one. */
    @Test
    void shouldKeepTheGoldenBytes() {
        final byte[] bytes = new byte[BlockLayout.blockLength(PAYLOAD.length)];
        encode(new UnsafeBuffer(bytes));
        assertEquals(
                "504c543101010000" + "2a00000000000000" + "0b000000" + "0b000000" + "15cd5b0700000000"
                        + "2900000000000000" + "09000000" + "03000000" + "00000000" + "738dbb2c"
                        + "656c6576656e20726f7773" + "0000000000",
                HexFormat.of().formatHex(bytes));
    }

    @Test
    void shouldReadWhatItWrote() {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(200));
        encode(buffer);
        final BlockReader block = new BlockReader();
        assertEquals(BlockReader.Verdict.GOOD, block.check(buffer, 0, 72, JOURNAL_ID, SEGMENT));
        assertEquals(BlockType.ROWS, block.type());
        assertEquals(42, block.firstSequence());
        assertEquals(52, block.lastSequence());
        assertEquals(41, block.durableSequence());
        assertEquals(123_456_789, block.logicalTimeNs());
        assertEquals(3, block.epoch());
        assertEquals(PAYLOAD.length, block.payloadLength());
    }

    @Test
    void shouldRefuseEveryFlippedBit() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BlockLayout.blockLength(PAYLOAD.length)]);
        encode(buffer);
        final BlockReader block = new BlockReader();
        for (int bit = 0; bit < (BlockLayout.HEADER_LENGTH + PAYLOAD.length) * Byte.SIZE; bit++) {
            final int at = bit / Byte.SIZE;
            buffer.putByte(at, (byte) (buffer.getByte(at) ^ 1 << bit % Byte.SIZE));
            final BlockReader.Verdict verdict = block.check(buffer, 0, buffer.capacity(), JOURNAL_ID, SEGMENT);
            assertEquals(true, verdict != BlockReader.Verdict.GOOD, "bit " + bit);
            buffer.putByte(at, (byte) (buffer.getByte(at) ^ 1 << bit % Byte.SIZE));
        }
    }

    @Test
    void shouldRefuseBlocksOfOtherJournalsAndSegments() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BlockLayout.blockLength(PAYLOAD.length)]);
        encode(buffer);
        final BlockReader block = new BlockReader();
        final int length = buffer.capacity();
        assertEquals(BlockReader.Verdict.BAD_CHECKSUM, block.check(buffer, 0, length, JOURNAL_ID + 1, SEGMENT));
        assertEquals(BlockReader.Verdict.BAD_SEGMENT, block.check(buffer, 0, length, JOURNAL_ID, SEGMENT + 1));
        assertEquals(BlockReader.Verdict.BAD_LENGTH, block.check(buffer, 0, 20, JOURNAL_ID, SEGMENT));
        assertEquals(BlockReader.Verdict.BAD_LENGTH, block.check(buffer, 0, 60, JOURNAL_ID, SEGMENT));
    }

    @Test
    void shouldSumAsTheJdkDoes() {
        final CRC32C jdk = new CRC32C();
        jdk.update(PAYLOAD);
        final Crc32c crc = new Crc32c();
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        direct.putBytes(5, PAYLOAD);
        assertEquals((int) jdk.getValue(), crc.begin().update(direct, 5, PAYLOAD.length).value());
        assertEquals((int) jdk.getValue(), crc.begin().update(new UnsafeBuffer(PAYLOAD), 0, PAYLOAD.length).value());
        final UnsafeBuffer slice = new UnsafeBuffer(PAYLOAD, 3, 5);
        jdk.reset();
        jdk.update(PAYLOAD, 4, 4);
        assertEquals((int) jdk.getValue(), crc.begin().update(slice, 1, 4).value());
        assertEquals((int) jdk.getValue(), crc.begin().update(direct, 9, 4).update(direct, 0, 0).value());
    }

    @Test
    void shouldReadSegmentHeadersAndTrailersBack() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final SegmentHeader header = new SegmentHeader(1, 7, JOURNAL_ID, 100, 99, 0xCAFE, 4, new byte[] {1, 2, 3});
        header.encode(buffer, 8);
        final SegmentHeader decoded = SegmentHeader.decode(buffer, 8, header.encodedLength());
        assertEquals(100, decoded.baseSequence());
        assertEquals(0xCAFE, decoded.previousLastCrc());
        assertArrayEquals(header.schemas(), decoded.schemas());
        assertNull(SegmentHeader.decode(buffer, 8, header.encodedLength() - 1));
        final SegmentTrailer trailer = new SegmentTrailer(5, 149, 0xBEEF);
        trailer.encode(buffer, 8);
        assertEquals(trailer, SegmentTrailer.decode(buffer, 8, SegmentTrailer.ENCODED_LENGTH));
    }

    private static void encode(UnsafeBuffer buffer) {
        BlockLayout.encode(buffer, 0, BlockType.ROWS, 42, 11, PAYLOAD.length, 123_456_789, 41);
        BlockLayout.origin(buffer, 0, SEGMENT, 3);
        buffer.putBytes(BlockLayout.HEADER_LENGTH, PAYLOAD);
        BlockLayout.crc(buffer, 0, BlockLayout.checksum(new Crc32c(), buffer, 0, PAYLOAD.length, JOURNAL_ID, SEGMENT));
    }
}
