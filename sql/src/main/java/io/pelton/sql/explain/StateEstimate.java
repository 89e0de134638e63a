package io.pelton.sql.explain;

/** What the compiler knows about the memory of a plan's aggregations. */
@FunctionalInterface
public interface StateEstimate {
    /** Without a compiler: nothing is said about memory. */
    StateEstimate UNKNOWN = (insert, aggregation) -> null;

    /**
     * @param insert      ordinal of the INSERT
     * @param aggregation ordinal of the aggregation in that INSERT: inputs first, the inputs of a UNION ALL in order
     * @return null when unknown
     */
    Bytes of(int insert, int aggregation);

    /**
     * @param maxKeys  most keys, pelton.keys.max
     * @param maxBytes memory with that many keys
     */
    record Bytes(long maxKeys, long maxBytes) {
    }
}
