package io.pelton.sql.compile;

import io.pelton.engine.topology.Topology;
import java.util.List;

/**
 * A plan ready to run.
 *
 * @param operators memory and limits of each operator, in the topology's order
 * @param source    the generated Java, for people who debug
 */
public record CompiledPlan(Topology topology, List<OperatorMemory> operators, String source) {

    public CompiledPlan {
        operators = List.copyOf(operators);
    }
}
