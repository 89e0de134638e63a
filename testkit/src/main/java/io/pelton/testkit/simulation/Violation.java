package io.pelton.testkit.simulation;

/** A promise was broken; the message says which, and the seed that shows it again. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    public Violation(String message) {
        super(message);
    }

    public Violation(String message, Throwable cause) {
        super(message, cause);
    }
}
