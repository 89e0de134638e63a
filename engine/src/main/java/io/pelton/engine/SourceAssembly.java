package io.pelton.engine;

import io.pelton.engine.disk.Intake;
import io.pelton.engine.ingress.OpenSourceContext;
import io.pelton.engine.ingress.SourceInput;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Opens the sources where the input journal ended. */
final class SourceAssembly {
    private final Topology topology;
    private final EngineOptions options;
    private final RowProcessor processor;
    private final ResourceStack resources;

    SourceAssembly(Topology topology, EngineOptions options, RowProcessor processor, ResourceStack resources) {
        this.topology = topology;
        this.options = options;
        this.processor = processor;
        this.resources = resources;
    }

    List<SourceInput> open(RowRing ring, int maxBlockBytes, Intake intake) {
        List<SourceInput> inputs = new ArrayList<>();
        for (StreamDefinition stream : topology.streams()) {
            List<ResumePosition> positions = processor.progress(stream.streamId()).resumePositions();
            Source source = resources.add(stream.connector().createSource(stream.table()));
            source.open(new OpenSourceContext(stream.layout(), options.epochClock(), positions));
            inputs.add(new SourceInput(source, stream, stream.connector().isBounded(stream.table()), ring,
                    positions.size(), maxBlockBytes, intake));
        }
        return inputs;
    }
}
