package io.pelton.journal.state;

/** Another process, or another engine in this one, is using the state folder; the message names its pid. */
public final class StateLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateLockedException(String message) {
        super(message);
    }
}
