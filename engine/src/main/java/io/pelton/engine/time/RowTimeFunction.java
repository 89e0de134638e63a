package io.pelton.engine.time;

import org.agrona.DirectBuffer;

/**
 * Event time and watermark of a stream's rows, generated from {@code WATERMARK FOR … AS …}. A pure function of the
 * row's physical columns; any thread.
 */
public interface RowTimeFunction {

    /** Given for a row whose time attribute is NULL or can't be computed. */
    long NO_TIME = Long.MIN_VALUE;

    /** Event time in epoch milliseconds, or {@link #NO_TIME}. {@code row} is the offset of the row's header. */
    long eventTimeMs(DirectBuffer buffer, int row);

    /**
     * The watermark that this row, with its header's event time set, justifies for its partition; {@link #NO_TIME} for
     * none.
     */
    long watermarkMs(DirectBuffer buffer, int row);
}
