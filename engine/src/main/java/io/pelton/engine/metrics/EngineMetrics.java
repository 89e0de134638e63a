package io.pelton.engine.metrics;

import java.util.List;

/**
 * A reading of all counters, at one moment but without stopping anything: numbers of different stages may differ by
 * what was on its way.
 *
 * @param inputSequence     last input row processed
 * @param journaledSequence last input row journaled
 * @param durableSequence   last input row durable
 * @param outputSequence    last output row journaled
 * @param deadLetters       dead letters since the first start
 */
public record EngineMetrics(
        List<SourceMetrics> sources,
        List<OperatorMetrics> operators,
        List<SinkMetrics> sinks,
        long inputSequence,
        long journaledSequence,
        long durableSequence,
        long outputSequence,
        long deadLetters,
        long inputRingUsed,
        long outputRingUsed,
        long inputBytes,
        long snapshots,
        DiskMetrics disk) {

    /** Law 9: nothing came in or went into an operator that isn't accounted for. */
    public boolean isBalanced() {
        return sources.stream().allMatch(SourceMetrics::isBalanced)
                && operators.stream().allMatch(OperatorMetrics::isBalanced);
    }
}
