package io.pelton.engine.topology;

import java.util.List;
import java.util.Map;

/**
 * Everything the engine runs.
 *
 * @param name     the script's name, for messages and the dead-letter file
 * @param planHash hash of the plan: state of another plan is refused
 * @param planText the serialised plan, kept in the state folder as long as a retained segment names it
 * @param settings the script's SET values
 */
public record Topology(
        String name,
        String planHash,
        String planText,
        Map<String, String> settings,
        List<StreamDefinition> streams,
        List<SinkDefinition> sinks,
        List<PipelineDefinition> pipelines) {

    public Topology {
        settings = Map.copyOf(settings);
        streams = List.copyOf(streams);
        sinks = List.copyOf(sinks);
        pipelines = List.copyOf(pipelines);
    }
}
