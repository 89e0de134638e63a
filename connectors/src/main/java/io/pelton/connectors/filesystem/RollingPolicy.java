package io.pelton.connectors.filesystem;

/**
 * When a part is finished, by its content alone.
 *
 * @param maxBytes   of a part
 * @param maxRows    of a part, 0 for no limit
 * @param intervalMs of event time that a part covers, 0 for no limit
 */
record RollingPolicy(long maxBytes, long maxRows, long intervalMs) {

    /** The interval that a row belongs to. */
    long interval(long eventTimeMs) {
        return intervalMs == 0 || eventTimeMs == Long.MIN_VALUE ? 0 : Math.floorDiv(eventTimeMs, intervalMs);
    }
}
