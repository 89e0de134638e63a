package io.pelton.operators.window;

/**
 * How windows lie on the time line; half-open, aligned to {@code offsetMs}.
 *
 * @param sizeMs  length, for CUMULATE the longest
 * @param slideMs TUMBLE: the size; HOP: the slide; CUMULATE: the step
 */
public record WindowSpec(Kind kind, long sizeMs, long slideMs, long offsetMs) {

    /** Kinds of windows. ATTACHED: rows carry the bounds of their window (aggregation of a windowed result). */
    public enum Kind {
        TUMBLE, HOP, CUMULATE, ATTACHED
    }

    public static WindowSpec attached() {
        return new WindowSpec(Kind.ATTACHED, 0, 0, 0);
    }
}
