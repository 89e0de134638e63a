package io.pelton.testkit.simulation;

/**
 * The columns of every table that a {@link SimulatedConnector} reads: {@code device STRING, v BIGINT, ts TIMESTAMP(3)}.
 * A table that it writes may have any.
 */
public final class SimulatedTable {
    /** Column numbers. */
    public static final int DEVICE = 0;
    public static final int VALUE = 1;
    public static final int TIME = 2;

    private SimulatedTable() {
    }
}
