package io.pelton.engine.recovery;

/** The state folder belongs to something else or says something impossible; the message has the choices. */
public final class StateRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateRefusedException(String message) {
        super(message);
    }

    public StateRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
