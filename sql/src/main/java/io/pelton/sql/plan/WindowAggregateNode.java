package io.pelton.sql.plan;

import io.pelton.engine.row.Schema;
import java.util.List;

/**
 * Aggregation by keys and window. Gives: the keys, the aggregates, window_start, window_end, window_time, in this order
 * (the last three TIMESTAMP(3), window_time = window_end - 1 ms).
 *
 * @param window       how rows get their windows, or null when they carry them already (aggregation of a windowed
 *             result)
 * @param startColumn  with {@code window == null}: index of window_start in the input, else -1
 * @param endColumn    with {@code window == null}: index of window_end in the input, else -1
 */
public record WindowAggregateNode(
        PlanNode input,
        Window window,
        int startColumn,
        int endColumn,
        List<Expression> keys,
        List<AggregateCall> aggregates,
        Schema schema) implements PlanNode {

    public WindowAggregateNode {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }
}
