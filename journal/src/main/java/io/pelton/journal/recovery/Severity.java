package io.pelton.journal.recovery;

/** How bad a finding is; the exit code of {@code pelton journal verify} is the worst one's. */
public enum Severity {
    /** As it should be. */
    CLEAN(0),
    /** Not as written, or not ours, and nobody needs it. */
    HARMLESS(0),
    /** The next start mends it and loses nothing that had been promised. */
    REPAIRABLE(1),
    /** Something durable is gone or wrong: a start that needs it stops. */
    DAMAGED(2);

    private final int exitCode;

    Severity(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
