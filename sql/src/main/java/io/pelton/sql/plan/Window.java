package io.pelton.sql.plan;

/**
 * How rows are assigned to windows; all windows are half-open.
 *
 * @param timeColumn index of the time attribute in the input
 * @param sizeMs     length of a window, for CUMULATE the longest one
 * @param slideMs    TUMBLE: the size; HOP: the slide; CUMULATE: the step
 * @param offsetMs   shift of all window starts
 */
public record Window(WindowKind kind, int timeColumn, long sizeMs, long slideMs, long offsetMs) {
}
