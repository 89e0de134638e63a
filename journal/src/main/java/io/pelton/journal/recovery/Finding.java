package io.pelton.journal.recovery;

import java.nio.file.Path;

/**
 * One thing that a check found.
 *
 * @param file        the file, or the folder when a file is missing
 * @param position    first byte concerned, {@link #NO_POSITION} when the finding isn't about one
 * @param message     what was found
 * @param consequence what follows from it; empty for a file that is as it should be
 */
public record Finding(Severity severity, Path file, long position, String message, String consequence) {
    public static final long NO_POSITION = -1;

    /** A file that is as it should be. */
    public static Finding clean(Path file, String message) {
        return new Finding(Severity.CLEAN, file, NO_POSITION, message, "");
    }

    /** What nobody needs. */
    public static Finding harmless(Path file, String message, String consequence) {
        return new Finding(Severity.HARMLESS, file, NO_POSITION, message, consequence);
    }

    /** One line for a person. */
    public String text() {
        return file + (position < 0 ? "" : " at byte " + position) + "  " + message
                + (consequence.isEmpty() ? "" : " → " + consequence);
    }
}
