package io.pelton.testkit.simulation;

import java.util.List;
import java.util.Map;

/** A naive model of a script, written without the engine: what its sinks must hold. */
@FunctionalInterface
public interface Oracle {

    /**
     * The results of these inputs, all partitions having ended.
     *
     * @return by table, each row's columns as text joined by {@code |} (timestamps in epoch milliseconds), in any order
     */
    Map<String, List<String>> results(List<JournaledInput> inputs);
}
