package io.pelton.engine.metrics;

/**
 * What keeps sources from being polled, or soon will.
 *
 * @param level       NORMAL, WARN, SHED or STOP
 * @param usedPercent of the state folder's disk, 0 in an ephemeral run
 * @param heldBy      sinks beyond their disk budgets, with commas between; empty for none
 */
public record DiskMetrics(String level, int usedPercent, String heldBy) {
    /** Nothing does. */
    public static final DiskMetrics NOTHING = new DiskMetrics("NORMAL", 0, "");
}
