package io.pelton.testkit.simulation;

/**
 * A defect put in on purpose: a simulation that doesn't notice it proves nothing. Results in an order that differs from
 * run to run need no place here: an operator that does so can be given with the topology.
 */
public enum SeededBug {
    NONE,
    /** Forces of files do nothing. */
    SKIPPED_FORCE,
    /** Forces of folders do nothing. */
    FORGOTTEN_FOLDER,
    /** A source is told that its rows are safe when they are only published. */
    EARLY_ACKNOWLEDGEMENT,
    /** A block's content is changed and its checksum made to fit, as if nobody looked at it. */
    IGNORED_CHECKSUM,
    /** A sink's position is one too far: one result too many is suppressed. */
    SUPPRESSED_RESULT
}
