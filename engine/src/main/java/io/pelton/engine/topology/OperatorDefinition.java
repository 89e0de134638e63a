package io.pelton.engine.topology;

import io.pelton.engine.operator.Operator;
import io.pelton.engine.row.RowLayout;
import java.util.List;
import java.util.function.Supplier;

/**
 * One operator of a pipeline.
 *
 * @param name     stable inside the pipeline, for example {@code 2-window-aggregate}: names its snapshot section and
 *     counters
 * @param factory  makes a fresh, unopened operator
 * @param inputs   input n of the operator; UNION ALL lists several, all of the same layout
 * @param output   layout of the rows that it emits
 */
public record OperatorDefinition(
        String name, Supplier<Operator> factory, List<OperatorInput> inputs, RowLayout output) {

    public OperatorDefinition {
        inputs = List.copyOf(inputs);
    }
}
