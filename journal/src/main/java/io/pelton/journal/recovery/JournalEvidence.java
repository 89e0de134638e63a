package io.pelton.journal.recovery;

import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.OverrideRecord;
import java.util.List;

/**
 * What the other files of a state folder say about one journal.
 *
 * @param proof      the highest sequence that they prove durable
 * @param neededFrom the first sequence that the newest good snapshot lacks, 0 without one
 * @param held       what the manifest says must be there
 * @param losses     what is gone and was accepted as such
 */
public record JournalEvidence(
        DurabilityProof proof, long neededFrom, Holdings.Segments held, List<OverrideRecord> losses) {

    public JournalEvidence {
        losses = List.copyOf(losses);
    }

    /** A journal about which nothing is known from outside. */
    public static final JournalEvidence NOTHING =
            new JournalEvidence(DurabilityProof.NONE, 0, Holdings.Segments.UNKNOWN, List.of());

    /**
     * The last sequence that counts as given when the journal's rows end before {@code firstMissing}: the accepted
     * loss that begins there decides. {@code firstMissing − 1} without one.
     *
     * @param counted numbers up to this one have been counted on by a snapshot
     */
    long endBehind(long firstMissing, boolean isInput, long counted) {
        long end = firstMissing - 1;
        for (final OverrideRecord loss : losses) {
            final boolean isHere = loss.first() <= firstMissing && firstMissing <= loss.last();
            if (isHere && (isInput || counted >= loss.last())) {
                end = Math.max(end, loss.last());
            }
        }
        return end;
    }

    /** True when all of these rows are known to be gone. */
    boolean isAccepted(long first, long last) {
        for (final OverrideRecord loss : losses) {
            if (loss.first() <= first && last <= loss.last()) {
                return true;
            }
        }
        return false;
    }
}
