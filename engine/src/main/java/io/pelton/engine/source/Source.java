package io.pelton.engine.source;

/**
 * Reads one table's rows from the outside. The contract:
 *
 * <ol>
 *   <li>{@link #open(SourceContext)} once, with the positions that the input journal already holds;
 *   <li>then {@link #poll(SourceOutput, int)} again and again from one ingress thread. It never blocks, sleeps or
 *       allocates per row; it claims slots only with a whole message in memory, decodes straight into them and
 *       publishes
 *       all rows of one message together. A claim that is refused means the ring is full: keep the state, return, and
 *       go
 *       on at the next poll. That is back-pressure; nothing is ever dropped because of it;
 *   <li>{@link #onDurable(int, long)} from the same thread when rows became durable: only now may the sender be told;
 *   <li>{@link #close()} once.
 * </ol>
 *
 * A message that can't be decoded is published with {@link SourceOutput#invalid}, never skipped. All that a source
 * knows and that influences rows goes through the output (file names, ends, positions), since replay sees nothing else.
 */
public interface Source extends AutoCloseable {

    /**
     * Opens the outside world and resumes.
     *
     * @throws SourceException when it can't be opened or is not the input that the journal knows
     */
    void open(SourceContext context);

    /**
     * Publishes up to about {@code rowLimit} rows.
     *
     * @return rows published, 0 when there was nothing or no room
     */
    int poll(SourceOutput output, int rowLimit);

    /** True when the source is bounded, has published its ends and will never publish again. */
    boolean isFinished();

    /** The input rows of this partition up to and including {@code position} are durable. */
    default void onDurable(int partition, long position) {
    }

    @Override
    void close();
}
