package io.pelton.journal;

/** When an input counts as safe. What each one promises stands in docs/GUARANTEES.md. */
public enum DurabilityMode {
    /** Never forced on the way: survives kill -9, a power cut loses what the system hadn't written back. */
    NONE,
    /** Forced in groups by a syncer; acknowledged only behind the force. */
    GROUP,
    /** Forced after each block. */
    EACH
}
