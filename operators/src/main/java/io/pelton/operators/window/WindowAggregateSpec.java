package io.pelton.operators.window;

/**
 * The shape of a window aggregation.
 *
 * @param keyBytes          most bytes of an encoded key; 0 for an aggregation without keys
 * @param accumulatorBytes  bytes of one accumulator, a multiple of 8
 * @param maxKeys           pelton.keys.max: a row of a further key is dead-lettered
 * @param keyGroups         pelton.key-groups: number of key groups, a power of two
 * @param aheadMaxMs        rows further ahead of the watermark are dead-lettered; Long.MAX_VALUE for no limit
 * @param allowedLatenessMs table.exec.emit.allow-lateness; results come at window end plus this
 */
public record WindowAggregateSpec(
        WindowSpec window,
        int keyBytes,
        int accumulatorBytes,
        int maxKeys,
        int keyGroups,
        long aheadMaxMs,
        long allowedLatenessMs) {
}
