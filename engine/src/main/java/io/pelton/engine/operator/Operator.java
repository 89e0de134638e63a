package io.pelton.engine.operator;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import org.agrona.DirectBuffer;

/**
 * One step of a pipeline. The contract, which the hostile harness of testkit checks sentence by sentence:
 *
 * <ol>
 *   <li>{@link #open(OperatorContext)} once; then, when there is a snapshot, {@link #restore(StateReader)};
 *   <li>{@link #onRow} only when the output has room for {@link #maxRowsPerRow()} rows. It finishes at once, and it
 *       validates before it changes state: a row is used as a whole or refused as a whole;
 *   <li>{@link #onWatermark} with a value that never falls. It returns false when the output is full: what is left to
 *   emit is kept
 *       as a cursor, and {@code onWatermark} is called again with the same value, and nothing else before it returned
 *       true;
 *   <li>{@link #snapshot(StateWriter)} only between inputs, that is, never while onWatermark is unfinished;
 *   <li>{@link #close()} once.
 * </ol>
 *
 * The same calls in the same order give the same rows, byte for byte. No call allocates once warm, blocks, or reads a
 * clock.
 */
public interface Operator extends AutoCloseable {

    void open(OperatorContext context);

    /** The most rows that one {@link #onRow} can emit. */
    int maxRowsPerRow();

    /**
     * Takes one row.
     *
     * @param input  which input it comes from, 0 for an operator with one
     * @param buffer holds the row
     * @param row    offset of its header; valid during the call
     */
    void onRow(int input, DirectBuffer buffer, int row);

    /** Event time of this operator's input has reached {@code watermarkMs}; true when all that was due is emitted. */
    boolean onWatermark(long watermarkMs);

    /** Writes what isn't in the arena (roots, counters); the arena itself is copied by the engine. */
    void snapshot(StateWriter writer);

    /** Reads what {@link #snapshot} wrote; the arena is restored already. */
    void restore(StateReader reader);

    /** Version of what {@link #snapshot} writes; a snapshot of another version is not loaded. */
    int stateVersion();

    /** Memory at the declared limits, for check: the arena bytes this operator can come to need. */
    long maxStateBytes();

    @Override
    default void close() {
    }
}
