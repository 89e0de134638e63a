package io.pelton.journal;

/**
 * A dense, append-only sequence of rows, packed into blocks.
 *
 * <p>Threading: one thread appends, one thread (the syncer) forces, each tailer belongs to one thread; {@link #lastSequence()}
 * and {@link #firstSequence()} may be read by any thread.
 */
public interface Journal extends AutoCloseable {

    /** The sequence that {@link #firstSequence()} and {@link #lastSequence()} give for a journal with no rows. */
    long NONE = -1L;

    /** The single appender; the same object on each call. */
    JournalAppender appender();

    /** A new tailer at the first retained block. Closing the journal closes it. */
    JournalTailer newTailer();

    /** The first sequence still retained, or {@link #NONE}. */
    long firstSequence();

    /** The last sequence appended, durable or not, or {@link #NONE}. */
    long lastSequence();

    /**
     * Makes everything appended before this call durable and returns the last sequence covered. Blocks on the device;
     * called by the syncer thread only.
     *
     * @throws JournalFailedException when the device reports an error: the process must stop, a retry proves nothing
     */
    long force();

    /** True when {@link #force()} really reaches a device; false for a journal that lives in memory. */
    boolean isDurable();

    @Override
    void close();
}
