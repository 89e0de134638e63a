package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.topology.SinkDefinition;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;

/** How large rings are. Row sizes depend on the topology alone: how much of a refused row is kept must not vary. */
final class RingSizes {
    private static final int AUTO_BYTES = 512 << 10;
    private static final int MIN_AUTO_SLOTS = 256;
    private static final int MAX_AUTO_SLOTS = 4096;

    private RingSizes() {
    }

    /** Bytes of the widest row of any table, and room for dead letters. */
    static int rowBytes(Topology topology) {
        int widest = DeadLetterLayout.MIN_ROW_BYTES;
        for (StreamDefinition stream : topology.streams()) {
            widest = Math.max(widest, stream.layout().maxBytes());
        }
        for (SinkDefinition sink : topology.sinks()) {
            widest = Math.max(widest, sink.layout().maxBytes());
        }
        return widest;
    }

    static int slots(Topology topology, EngineConfiguration configuration) {
        return configuration.ringSlots() > 0 ? configuration.ringSlots()
                : Math.max(MIN_AUTO_SLOTS, Math.min(MAX_AUTO_SLOTS, AUTO_BYTES / rowBytes(topology)));
    }
}
