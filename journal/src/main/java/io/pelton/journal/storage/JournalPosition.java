package io.pelton.journal.storage;

import io.pelton.journal.block.BlockLayout;
import java.util.List;

/**
 * Where a journal stands when it is opened: found by recovery, or {@link #fresh} for a new one.
 *
 * @param journalId    random, for ever; seeds all checksums
 * @param epoch        grows by one at each start
 * @param nextSegment  the number that the first segment of this run gets; higher than any ever used
 * @param lastSequence last sequence given, -1 for none
 * @param denseEnd     last row before it that is there; less than {@code lastSequence} behind an accepted loss
 * @param lastCrc      checksum of the last block of rows, 0 for none
 * @param segments     the segments that exist, oldest first
 * @param mending      what recovery had to do
 */
public record JournalPosition(
        long journalId, int epoch, int nextSegment, long lastSequence, long denseEnd, int lastCrc,
        List<SegmentInfo> segments, JournalMending mending) {

    public JournalPosition {
        segments = List.copyOf(segments);
    }

    public static JournalPosition fresh(long journalId, int epoch) {
        return new JournalPosition(journalId, epoch, 1, BlockLayout.NO_SEQUENCE, BlockLayout.NO_SEQUENCE, 0, List.of(),
                JournalMending.NONE);
    }
}
