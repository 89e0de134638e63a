package io.pelton.sql.compile;

/** The plan asks for something that this version can't run. The message says what, and what to write instead. */
public final class CompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CompileException(String message) {
        super(message);
    }

    CompileException(String message, Throwable cause) {
        super(message, cause);
    }
}
