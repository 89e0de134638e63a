package io.pelton.testkit.simulation;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sink has delivered to, outside the gateway: power cuts of the gateway don't touch it. Rows are kept by their
 * output sequence; one that comes again must be the same.
 */
final class SinkTarget {
    private static final long NOTHING = -1L;

    private final String table;
    private final boolean isTransactional;
    private final SortedMap<Long, byte[]> rows = new TreeMap<>();
    private long lastCause = NOTHING;
    private long repeats;

    /** @param isTransactional keeps its own position, so that nothing may ever come twice */
    SinkTarget(String table, boolean isTransactional) {
        this.table = table;
        this.isTransactional = isTransactional;
    }

    SinkTarget copy() {
        SinkTarget copy = new SinkTarget(table, isTransactional);
        copy.rows.putAll(rows);
        copy.lastCause = lastCause;
        copy.repeats = repeats;
        return copy;
    }

    String table() {
        return table;
    }

    boolean isTransactional() {
        return isTransactional;
    }

    void take(long sequence, long cause, byte[] row) {
        byte[] before = rows.put(sequence, row);
        if (before != null) {
            if (isTransactional) {
                throw new Violation("A result was delivered twice; sink=" + table + " sequence=" + sequence);
            }
            if (!Arrays.equals(before, row)) {
                throw new Violation("A result was delivered again with another content; sink=" + table + " sequence="
                        + sequence);
            }
            repeats++;
        }
        lastCause = Math.max(lastCause, cause);
    }

    /** Rows in order of their output sequences. */
    SortedMap<Long, byte[]> rows() {
        return rows;
    }

    long lastSequence() {
        return rows.isEmpty() ? NOTHING : rows.lastKey();
    }

    /** The newest input that any delivered row came from, −1 for none. */
    long lastCause() {
        return lastCause;
    }

    /** Rows that came again. */
    long repeats() {
        return repeats;
    }
}
