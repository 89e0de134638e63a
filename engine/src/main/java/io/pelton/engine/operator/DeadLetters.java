package io.pelton.engine.operator;

/**
 * Keeps the row that is being processed, with the reason and, for late rows, the window that it missed. The engine
 * holds a slot of the output ring ready for one dead letter per operator and input row. The processing thread only.
 */
public interface DeadLetters {

    /** A window that doesn't apply. */
    long NO_WINDOW = Long.MIN_VALUE;

    /**
     * Dead-letters the current input row; at a watermark there is none, and the letter has no raw bytes.
     *
     * @param detail a constant text, or null; for example the column's name
     */
    void refuse(DeadLetterReason reason, String detail, long windowStartMs, long windowEndMs);
}
