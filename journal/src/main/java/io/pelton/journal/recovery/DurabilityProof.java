package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;

/** The highest sequence that something outside the journal's blocks proves to have been durable, and what proves it. */
public record DurabilityProof(long sequence, String source) {
    public static final DurabilityProof NONE = new DurabilityProof(BlockLayout.NO_SEQUENCE, "nothing");

    /** The stronger of two. */
    public DurabilityProof or(DurabilityProof other) {
        return other.sequence > sequence ? other : this;
    }
}
