package io.pelton.journal.block;

import java.io.IOException;
import java.util.Locale;

/**
 * A file outside the journals could not be written because the disk is full. Nothing was forced and nothing counts on
 * it: the caller may give the file up and try again later. A caller that doesn't know it treats it as any
 * other failure.
 */
public final class DiskFullException extends JournalFailedException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, IOException cause) {
        super(message, cause);
    }

    /** True when a write was refused for want of room; Java has no exception of its own for that, only the text. */
    public static boolean isFull(IOException e) {
        final String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded")
                || text.contains("not enough space");
    }
}
