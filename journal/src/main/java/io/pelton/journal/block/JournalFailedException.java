package io.pelton.journal.block;

/** Storage failed (I/O error, full disk, failed force). The journal takes nothing more and the process must stop. */
public class JournalFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFailedException(String message) {
        super(message);
    }

    public JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
