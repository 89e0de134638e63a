package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/** The first rows of a block as a block of their own, in memory; the rest of its header is the same. */
final class ShortenedBlock {
    private final UnsafeBuffer buffer;
    private final BlockReader reader = new BlockReader();

    private ShortenedBlock(UnsafeBuffer buffer) {
        this.buffer = buffer;
        reader.wrap(buffer, 0);
    }

    static ShortenedBlock of(BlockReader block, JournalCut cut, long journalId) {
        final int rows = Math.toIntExact(cut.lastSequence() - block.firstSequence() + 1);
        int payload = 0;
        for (int i = 0; i < rows; i++) {
            payload += cut.rowLength().bytes(block.buffer(), block.payloadOffset() + payload);
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BlockLayout.blockLength(payload)]);
        BlockLayout.encode(
                buffer, 0, block.type(), block.firstSequence(), rows, payload, block.logicalTimeNs(),
                block.durableSequence());
        BlockLayout.origin(buffer, 0, block.segment(), block.epoch());
        buffer.putBytes(BlockLayout.HEADER_LENGTH, block.buffer(), block.payloadOffset(), payload);
        final int crc = BlockLayout.checksum(new Crc32c(), buffer, 0, payload, journalId, block.segment());
        BlockLayout.crc(buffer, 0, crc);
        return new ShortenedBlock(buffer);
    }

    BlockReader reader() {
        return reader;
    }
}
