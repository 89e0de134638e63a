package io.pelton.engine.sink;

import org.agrona.DirectBuffer;

/**
 * Delivers one table's output rows in order. One egress thread; a sink may block there (it delays nobody but itself).
 *
 * <ol>
 *   <li>{@link #open(SinkContext)} tells where the target stands, so that nothing is delivered twice;
 *   <li>{@link #deliver} once per row, in output order; only rows whose causing input is durable;
 *   <li>{@link #flush()} after a run of rows: what the target has for good by now;
 *   <li>{@link #finish()} once at the end of bounded input or at a clean stop; {@link #close()} always.
 * </ol>
 */
public interface Sink extends AutoCloseable {

    /** Given by {@link #open} when the target keeps no position: the engine's own cursor file counts. */
    long UNKNOWN = -2L;

    /**
     * Opens the target and finishes or removes what an interrupted run left there.
     *
     * @return the last output sequence that the target holds for good, -1 for none, or {@link #UNKNOWN}
     * @throws SinkException when the target can't be opened
     */
    long open(SinkContext context);

    /**
     * Takes one row.
     *
     * @param buffer holds the row
     * @param row    offset of its header ({@link io.pelton.engine.row.RowHeader}); valid during the call
     * @return false when the target can't take it now: the same row comes again later, or, when the sink has fallen
     *     behind its disk budget and its policy is to expire, a newer one
     */
    boolean deliver(DirectBuffer buffer, int row);

    /**
     * Pushes out what may be pushed out.
     *
     * @return the last output sequence that needs no second delivery after a crash from here on, -1 for none
     */
    long flush();

    /**
     * Everything delivered so far is to be visible at the target for good; the input ended or the process stops
     * cleanly.
     */
    long finish();

    @Override
    void close();
}
