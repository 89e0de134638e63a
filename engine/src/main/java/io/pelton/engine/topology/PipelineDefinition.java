package io.pelton.engine.topology;

import java.util.List;

/**
 * One INSERT: operators in topological order; the last one's rows go to the sink.
 *
 * @param insert ordinal of the INSERT in the script, dense from 0
 */
public record PipelineDefinition(int insert, int sinkId, List<OperatorDefinition> operators) {

    public PipelineDefinition {
        operators = List.copyOf(operators);
    }
}
