package io.pelton.connectors.format;

/** An input as a whole doesn't fit the table (its header does not); single bad rows are no exception. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormatException(String message) {
        super(message);
    }
}
