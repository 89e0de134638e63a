package io.pelton.engine.metrics;

/**
 * How far a sink is.
 *
 * @param delivered rows that it took in this run
 * @param refused   tries that it answered with "not now"
 * @param cursor    last output sequence that needs no second delivery, -1 for none
 * @param lag       output rows journaled and not yet passed by this sink, those of other sinks included
 * @param expired   its rows that were given up since the first start because it was too far behind
 */
public record SinkMetrics(String table, long delivered, long refused, long cursor, long lag, long expired) {
}
