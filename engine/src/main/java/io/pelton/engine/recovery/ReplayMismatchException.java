package io.pelton.engine.recovery;

/** The same input gave another output than before: a broken law 2, a defect of Pelton or of a function it was given. */
public final class ReplayMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayMismatchException(String message) {
        super(message);
    }
}
