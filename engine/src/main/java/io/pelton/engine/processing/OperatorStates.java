package io.pelton.engine.processing;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** The operators of all pipelines as a numbered list of snapshot sections. The processing thread only. */
public final class OperatorStates {
    private final List<OperatorNode> nodes = new ArrayList<>();

    OperatorStates(Pipeline[] pipelines) {
        for (Pipeline pipeline : pipelines) {
            nodes.addAll(List.of(pipeline.nodes()));
        }
    }

    public int size() {
        return nodes.size();
    }

    /** Stable over restarts of the same plan. */
    public String name(int operator) {
        return nodes.get(operator).stateName();
    }

    public int version(int operator) {
        return nodes.get(operator).operator().stateVersion();
    }

    public void snapshot(int operator, StateWriter writer) {
        OperatorNode node = nodes.get(operator);
        writer.putLong(node.watermarkMs());
        node.counters().snapshot(writer);
        node.operator().snapshot(writer);
    }

    /** The arena must be restored already. */
    public void restore(int operator, StateReader reader) {
        OperatorNode node = nodes.get(operator);
        node.watermarkMs(reader.getLong());
        node.counters().restore(reader);
        node.operator().restore(reader);
    }
}
