package io.pelton.tools.fuzz;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.block.SegmentTrailer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** One block on its own, and the payloads of headers and trailers with any bytes behind a good checksum. */
final class BlockTarget implements FuzzTarget {
    private static final int SEGMENT = 7;

    private final BlockReader reader = new BlockReader();
    private final Crc32c crc = new Crc32c();

    @Override
    public List<byte[]> seeds() {
        byte[] header = new byte[64];
        new SegmentHeader(SegmentHeader.FORMAT_VERSION, SEGMENT, StateImage.INPUT_ID, 0, -1, 0, 1, new byte[20])
                .encode(new UnsafeBuffer(header), 0);
        byte[] trailer = new byte[SegmentTrailer.ENCODED_LENGTH];
        new SegmentTrailer(3, 99, 5).encode(new UnsafeBuffer(trailer), 0);
        return List.of(
                block(BlockType.SEGMENT_HEADER, header), block(BlockType.SEGMENT_TRAILER, trailer),
                block(BlockType.ROWS, new byte[96]), new byte[BlockLayout.HEADER_LENGTH]);
    }

    private byte[] block(BlockType type, byte[] payload) {
        byte[] bytes = new byte[BlockLayout.blockLength(payload.length)];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        BlockLayout.encode(buffer, 0, type, 5, 1, payload.length, 1_000, 4);
        BlockLayout.origin(buffer, 0, SEGMENT, 1);
        buffer.putBytes(BlockLayout.HEADER_LENGTH, payload);
        Checksums.blocks(bytes, new int[] {0}, StateImage.INPUT_ID, SEGMENT);
        return bytes;
    }

    @Override
    public void run(byte[] input) {
        UnsafeBuffer buffer = new UnsafeBuffer(input);
        if (reader.check(buffer, 0, input.length, StateImage.INPUT_ID, SEGMENT) == BlockReader.Verdict.GOOD) {
            decode(buffer);
        }
        if (input.length >= BlockLayout.HEADER_LENGTH) {
            byte[] summed = input.clone();
            Checksums.blocks(summed, new int[] {0}, StateImage.INPUT_ID, SEGMENT);
            UnsafeBuffer good = new UnsafeBuffer(summed);
            if (reader.check(good, 0, summed.length, StateImage.INPUT_ID, SEGMENT) == BlockReader.Verdict.GOOD) {
                decode(good);
            }
        }
        SegmentHeader.decode(buffer, 0, input.length);
        SegmentTrailer.decode(buffer, 0, input.length);
    }

    private void decode(UnsafeBuffer buffer) {
        int expected = BlockLayout.checksum(crc, buffer, 0, reader.payloadLength(), StateImage.INPUT_ID, SEGMENT);
        Findings.require(expected == reader.storedCrc(), "a block passed without its checksum");
        SegmentHeader.decode(buffer, reader.payloadOffset(), reader.payloadLength());
        SegmentTrailer.decode(buffer, reader.payloadOffset(), reader.payloadLength());
    }
}
