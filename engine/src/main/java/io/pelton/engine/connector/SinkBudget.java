package io.pelton.engine.connector;

/**
 * How far a sink may fall behind, in bytes of the output journal, and what happens then.
 *
 * @param bytes      Long.MAX_VALUE for no limit
 * @param isExpiring true to give up the oldest undelivered rows, false to slow the sources
 */
public record SinkBudget(long bytes, boolean isExpiring) {
    /** Without a limit. */
    public static final SinkBudget NONE = new SinkBudget(Long.MAX_VALUE, false);

    /** As in {@code 'sink.disk-policy'}. */
    public String policy() {
        return isExpiring ? TablePolicy.EXPIRE : TablePolicy.BLOCK;
    }
}
