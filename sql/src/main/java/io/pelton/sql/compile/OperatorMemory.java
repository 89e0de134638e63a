package io.pelton.sql.compile;

/**
 * What check says about an operator.
 *
 * @param insert           ordinal of the INSERT
 * @param name             as in the topology
 * @param keyBytes         most bytes of a key; 0 without keys
 * @param accumulatorBytes bytes per key and pane; 0 for an operator without state
 * @param maxKeys          pelton.keys.max; 0 for an operator without state
 * @param maxDistinct      pelton.distinct.max when something is counted distinct, else 0
 * @param maxStateBytes    memory at these limits
 */
public record OperatorMemory(
        int insert, String name, int keyBytes, int accumulatorBytes, int maxKeys, int maxDistinct, long maxStateBytes) {
}
