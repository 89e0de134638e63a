package io.pelton.tools.terminal;

import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.gateway.script.ScriptRefusedException;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.state.StateLockedException;
import java.io.PrintWriter;

/**
 * The exit codes, and which failure gets which.
 * <pre>
 *    0  done (also when rows became dead letters)
 *    1  failed
 *    2  wrong usage, or refused by check
 *    3  replay or a diff found a difference
 *   70  storage failed
 * </pre>
 */
public final class Failure {
    /** Done. */
    public static final int DONE = 0;
    /** Failed for a reason that has no code of its own. */
    public static final int FAILED = 1;
    /** Wrong usage, or a script that check refuses. */
    public static final int USAGE = 2;
    /** Replay or a diff found a difference. */
    public static final int DIFFERENT = 3;
    /** The journal or the state could not be written or read back. */
    public static final int STORAGE = 70;

    private Failure() {
    }

    /**
     * Prints what went wrong, the cause last, and returns the exit code. The stack trace comes first with
     * {@code PELTON_TRACE=1} in the environment, and always when the exception tells nothing by itself.
     */
    public static int report(Throwable failure, PrintWriter err) {
        if (failure instanceof ScriptRefusedException) {
            return refused(failure.getMessage(), err);
        }
        boolean mute = failure.getMessage() == null;
        if (mute || failure instanceof InternalError || failure instanceof RuntimeException && isOurDefect(failure)
                || System.getenv("PELTON_TRACE") != null) {
            failure.printStackTrace(err);
        }
        cause(textOf(failure), err);
        return codeOf(failure);
    }

    private static String textOf(Throwable failure) {
        if (failure instanceof InternalError) {
            return "A mapped file can't be read or written; check the disk (space, kernel log) and restart; cause="
                    + failure;
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** All findings as they are, then the first error once more in one line. */
    private static int refused(String findings, PrintWriter err) {
        err.print(findings.endsWith("\n") ? findings : findings + System.lineSeparator());
        cause(findings.lines().filter(line -> line.contains(": error: ")).findFirst().orElse("the script is refused"),
                err);
        return USAGE;
    }

    /** Prints the line that names the cause: nothing may follow it on standard error. */
    public static void cause(String message, PrintWriter err) {
        err.println("pelton: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
        err.flush();
    }

    /** The exit code for a failure: the first of its causes that has a code of its own decides. */
    public static int codeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalFailedException || cause instanceof CorruptJournalException
                    || cause instanceof InternalError) {
                return STORAGE;
            }
            if (cause instanceof StateRefusedException || cause instanceof StateLockedException) {
                return USAGE;
            }
        }
        return FAILED;
    }

    private static boolean isOurDefect(Throwable failure) {
        return failure instanceof NullPointerException || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException;
    }
}
