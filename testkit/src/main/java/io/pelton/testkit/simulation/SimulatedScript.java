package io.pelton.testkit.simulation;

import io.pelton.engine.topology.Topology;

/**
 * What is simulated.
 *
 * @param topology      compiled with {@code connector} for all its tables
 * @param maxStateBytes operator memory that {@code check} announces
 */
public record SimulatedScript(Topology topology, SimulatedConnector connector, Oracle oracle, long maxStateBytes) {
}
