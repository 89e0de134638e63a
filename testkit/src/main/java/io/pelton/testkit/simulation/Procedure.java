package io.pelton.testkit.simulation;

/** What a gateway does besides running: each takes several steps on the disk, and power may fail between any two. */
public enum Procedure {
    /** A start after a kill. */
    START,
    /** A clean stop. */
    STOP,
    /** A changed script takes the folder over. */
    REBUILD,
    /** A changed script that delivers to other tables takes the folder over. */
    REBUILD_FOR_NEW_SINKS,
    /** All old state is removed. */
    FRESH,
    /** The third start at a row that ended the process twice. */
    LEAVE_OUT,
    /** The repair of damage to input with accepted losses, and the start behind it. */
    ACCEPT_LOSS
}
