package io.pelton.testkit.simulation;

import io.pelton.engine.topology.Topology;

/**
 * What is simulated.
 *
 * @param topology      compiled with {@code connector} for the tables that it reads, and for those that it writes
 *                      unless they write to the simulated disk
 * @param files         reads back what was written to the simulated disk
 * @param maxStateBytes operator memory that {@code check} announces
 */
public record SimulatedScript(
        Topology topology, SimulatedConnector connector, Oracle oracle, WrittenFiles files, long maxStateBytes) {
}
