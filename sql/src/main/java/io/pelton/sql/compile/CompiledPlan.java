package io.pelton.sql.compile;

import io.pelton.engine.topology.Topology;
import java.util.List;

/**
 * A plan ready to run.
 *
 * @param operators  memory and limits of each operator, in the topology's order
 * @param allocating functions in it that make objects per row, sorted; the rest of it makes none
 * @param source     the generated Java, for people who debug
 */
public record CompiledPlan(Topology topology, List<OperatorMemory> operators, List<String> allocating, String source) {

    public CompiledPlan {
        operators = List.copyOf(operators);
        allocating = List.copyOf(allocating);
    }
}
