package io.pelton.journal.state;

import io.pelton.journal.block.BlockLayout;

/**
 * One decision that every later replay must follow.
 *
 * @param journal      {@link StateFolder#INPUT} or {@link StateFolder#OUTPUT}
 * @param first        first sequence that it is about
 * @param last         last sequence that it is about
 * @param lastOutput   with a loss of input: output sequences up to this one are never given again; otherwise −1
 * @param epochMs      when it was decided, for people
 * @param text         why, for people
 */
public record OverrideRecord(
        Kind kind, String journal, long first, long last, long lastOutput, long epochMs, String text) {

    /** What was decided. */
    public enum Kind {
        /** Rows that had been durable are gone, and going on without them was accepted. */
        ACCEPTED_LOSS,
        /** An input row isn't computed: it becomes a dead letter. */
        SKIPPED_INPUT
    }

    public static OverrideRecord loss(
            String journal, long first, long last, long lastOutput, long epochMs, String why) {
        return new OverrideRecord(Kind.ACCEPTED_LOSS, journal, first, last, lastOutput, epochMs, why);
    }

    public static OverrideRecord skip(long sequence, long epochMs, String why) {
        return new OverrideRecord(
                Kind.SKIPPED_INPUT, StateFolder.INPUT, sequence, sequence, BlockLayout.NO_SEQUENCE, epochMs, why);
    }
}
