package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the segments of one journal folder from outside, for listings and dumps. Changes nothing, needs no lock. */
public final class JournalDump {
    private JournalDump() {
    }

    /**
     * One segment in a listing.
     *
     * @param lastSequence base − 1 when it holds no rows
     * @param isSealed     ended with its trailer, every byte accounted for
     * @param schemas      the engine's bytes from its header
     */
    public record Segment(
            int number,
            Path file,
            long fileBytes,
            int epoch,
            long baseSequence,
            long lastSequence,
            long rowBlocks,
            long usedBytes,
            boolean isSealed,
            byte[] schemas) {
    }

    /** Is shown every good block of a journal, headers and trailers included, in file order. */
    @FunctionalInterface
    public interface BlockVisitor {
        /**
         * @param block    valid during the call
         * @param position where it begins in its file
         * @return false to stop
         */
        boolean block(Path file, BlockReader block, int position);
    }

    /** The segments with a readable header, oldest first. */
    public static List<Segment> segments(Path journalDirectory, long journalId) throws IOException {
        final List<Segment> segments = new ArrayList<>();
        for (final int number : SegmentFiles.list(journalDirectory)) {
            final SegmentScan scan = SegmentScan.of(SegmentFiles.path(journalDirectory, number), journalId);
            if (scan.header() != null) {
                segments.add(new Segment(
                        number, scan.file(), scan.fileBytes(), scan.header().epoch(), scan.baseSequence(),
                        scan.lastSequence(),
                        scan.rowBlocks(), scan.goodEnd(), scan.isSealed(), scan.header().schemas()));
            }
        }
        return segments;
    }

    /** The header of every segment that has a readable one, oldest first; what stands behind it isn't read. */
    public static List<SegmentHeader> headers(Path journalDirectory, long journalId) throws IOException {
        final List<SegmentHeader> headers = new ArrayList<>();
        for (final int number : SegmentFiles.list(journalDirectory)) {
            final SegmentHeader header = SegmentScan.headerOf(SegmentFiles.path(journalDirectory, number), journalId);
            if (header != null) {
                headers.add(header);
            }
        }
        return headers;
    }

    /** The last row of a journal, -1 when it has none; reads the newest segment only. */
    public static long lastSequence(Path journalDirectory, long journalId) throws IOException {
        final List<Integer> numbers = SegmentFiles.list(journalDirectory);
        for (int i = numbers.size() - 1; i >= 0; i--) {
            final SegmentScan scan = SegmentScan.of(SegmentFiles.path(journalDirectory, numbers.get(i)), journalId);
            if (scan.header() != null) {
                return scan.lastSequence();
            }
        }
        return BlockLayout.NO_SEQUENCE;
    }

    /** Shows every good block, also those behind damage: the visitor sees gaps by the sequences. */
    public static void blocks(Path journalDirectory, long journalId, BlockVisitor visitor) throws IOException {
        for (final int number : SegmentFiles.list(journalDirectory)) {
            try (SegmentWalk walk = SegmentWalk.open(SegmentFiles.path(journalDirectory, number), journalId)) {
                while (walk.next()) {
                    if (!visitor.block(walk.file(), walk.block(), walk.blockPosition())) {
                        return;
                    }
                }
            }
        }
    }
}
