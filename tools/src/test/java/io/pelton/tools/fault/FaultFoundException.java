package io.pelton.tools.fault;

/** A promise was broken: the message says which one. */
final class FaultFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultFoundException(String message) {
        super(message);
    }

    /** Checks a promise. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new FaultFoundException(otherwise);
        }
    }
}
