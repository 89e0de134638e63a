package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.block.SegmentTrailer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one segment file holds.
 *
 * @param header             the header block, null when the file doesn't begin with a good one
 * @param lastSequence       last row of the dense part, base − 1 for none
 * @param lastCrc            checksum of the last rows block in the dense part, 0 for none
 * @param rowBlocks          rows blocks in the dense part
 * @param goodEnd            where the dense part ends in the file
 * @param hasTrailer         it ends with a trailer that agrees with it
 * @param hasBadBytes        there is something that is neither a good block nor Chronicle's own
 * @param firstBadSequence   what was expected where the dense part broke off with good blocks behind it, -1 when it
 *                           didn't
 * @param blocksBehind       good blocks behind the break
 * @param provenDurable      highest durable sequence that any good block names, -1 for none
 * @param badPosition        first byte that is wrong or where the dense part broke off, −1 for none
 * @param shortened          what a cut leaves of the block behind the dense part, null for none; it counts as dense
 */
record SegmentScan(
        Path file,
        int number,
        long fileBytes,
        SegmentHeader header,
        long lastSequence,
        int lastCrc,
        long rowBlocks,
        int goodEnd,
        boolean hasTrailer,
        boolean hasBadBytes,
        long firstBadSequence,
        long blocksBehind,
        long provenDurable,
        long badPosition,
        ShortenedBlock shortened) {

    static SegmentScan of(Path file, long journalId) throws IOException {
        return of(file, journalId, JournalCut.NOWHERE);
    }

    /** What stands behind the cut counts as broken off there. */
    static SegmentScan of(Path file, long journalId, JournalCut cut) throws IOException {
        try (SegmentWalk walk = SegmentWalk.open(file, journalId)) {
            return new Scanner(walk, journalId, cut).scan();
        }
    }

    /** Only the header block; null when there is none. */
    static SegmentHeader headerOf(Path file, long journalId) throws IOException {
        try (SegmentWalk walk = SegmentWalk.open(file, journalId)) {
            if (!walk.next() || walk.hasBadBytes() || walk.block().type() != BlockType.SEGMENT_HEADER) {
                return null;
            }
            final BlockReader block = walk.block();
            return SegmentHeader.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
        }
    }

    /**
     * A segment that isn't read through, because a good snapshot is newer than all of it: taken at its successor's
     * word.
     */
    static SegmentScan unread(Path file, SegmentHeader header, SegmentHeader successor) throws IOException {
        return new SegmentScan(
                file, header.segment(), Files.size(file), header, successor.previousLastSequence(),
                successor.previousLastCrc(),
                successor.previousLastSequence() >= header.baseSequence() ? 1 : 0, 0, true, false,
                BlockLayout.NO_SEQUENCE, 0, BlockLayout.NO_SEQUENCE, Finding.NO_POSITION, null);
    }

    long baseSequence() {
        return header.baseSequence();
    }

    boolean hasHole() {
        return firstBadSequence >= 0;
    }

    /** Nothing to mend: it ends as the journal ended it. */
    boolean isSealed() {
        return hasTrailer && !hasBadBytes && !hasHole();
    }

    /** One pass over a file. */
    private static final class Scanner {
        private final SegmentWalk walk;
        private final long journalId;
        private final JournalCut cut;
        private SegmentHeader header;
        private long expected;
        private int lastCrc;
        private int crcXor;
        private long rowBlocks;
        private int goodEnd;
        private boolean hasTrailer;
        private long firstBadSequence = BlockLayout.NO_SEQUENCE;
        private long blocksBehind;
        private long provenDurable = BlockLayout.NO_SEQUENCE;
        private boolean isContainerSuspect;
        private long breakPosition = Finding.NO_POSITION;
        private ShortenedBlock shortened;

        private Scanner(SegmentWalk walk, long journalId, JournalCut cut) {
            this.walk = walk;
            this.journalId = journalId;
            this.cut = cut;
        }

        private SegmentScan scan() {
            while (walk.next()) {
                final BlockReader block = walk.block();
                provenDurable = Math.max(provenDurable, block.durableSequence());
                if (firstBadSequence >= 0 || !continues(block)) {
                    if (firstBadSequence < 0) {
                        firstBadSequence = expected;
                        breakPosition = walk.hasBadBytes() ? walk.badPosition() : walk.blockPosition();
                    }
                    blocksBehind++;
                } else {
                    goodEnd = walk.blockEnd();
                }
            }
            return new SegmentScan(
                    walk.file(), walk.segment(), walk.fileBytes(), header, expected - 1, lastCrc, rowBlocks, goodEnd,
                    hasTrailer, walk.hasBadBytes() || isContainerSuspect, firstBadSequence, blocksBehind,
                    provenDurable, breakPosition < 0 ? walk.badPosition() : breakPosition, shortened);
        }

        /** True when this block belongs where it stands; takes it into account. */
        private boolean continues(BlockReader block) {
            return switch (block.type()) {
                case SEGMENT_HEADER -> acceptHeader(block);
                case SEGMENT_TRAILER -> acceptTrailer(block);
                case ROWS, REFERENCE -> acceptRows(block);
            };
        }

        private boolean acceptHeader(BlockReader block) {
            if (header != null || goodEnd > 0) {
                return false;
            }
            header = SegmentHeader.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
            if (header == null || header.segment() != walk.segment()) {
                header = null;
                return false;
            }
            expected = header.baseSequence();
            return true;
        }

        private boolean acceptRows(BlockReader block) {
            if (header == null || hasTrailer || block.firstSequence() != expected) {
                return false;
            }
            if (block.lastSequence() > cut.lastSequence()) {
                if (block.firstSequence() <= cut.lastSequence()) {
                    shorten(block);
                }
                return false;
            }
            expected += block.rowCount();
            lastCrc = block.storedCrc();
            crcXor ^= lastCrc;
            rowBlocks++;
            return true;
        }

        private void shorten(BlockReader block) {
            shortened = ShortenedBlock.of(block, cut, journalId);
            expected += shortened.reader().rowCount();
            lastCrc = shortened.reader().storedCrc();
            crcXor ^= lastCrc;
            rowBlocks++;
        }

        private boolean acceptTrailer(BlockReader block) {
            final SegmentTrailer trailer =
                    SegmentTrailer.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
            hasTrailer = header != null && trailer != null && trailer.lastSequence() == expected - 1
                    && trailer.blockCount() == rowBlocks && trailer.crcXor() == crcXor;
            isContainerSuspect = !walk.isWritePositionSound();
            return hasTrailer;
        }
    }
}
