package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.state.StateBuffer;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;

/** Makes watermark trackers, and copies of them for the ingress thread. Stateless. */
final class Trackers {
    private Trackers() {
    }

    /** One per stream; bounded sources are never idle. */
    static WatermarkTracker[] of(Topology topology, EngineConfiguration configuration) {
        boolean[] bounded = bounded(topology);
        WatermarkTracker[] trackers = new WatermarkTracker[bounded.length];
        for (int i = 0; i < trackers.length; i++) {
            trackers[i] = new WatermarkTracker(
                    bounded[i] ? WatermarkTracker.OFF : configuration.idleTimeoutNs(), configuration.maxSkewMs());
        }
        return trackers;
    }

    /** Null when fewer than two bounded sources would take turns. */
    static SourceSchedule schedule(Topology topology, WatermarkTracker[] trackers) {
        boolean[] bounded = bounded(topology);
        int count = 0;
        for (boolean isBounded : bounded) {
            count += isBounded ? 1 : 0;
        }
        return count < 2 ? null : new SourceSchedule(trackers, bounded);
    }

    /** Trackers that stand where the processing thread's stand after recovery. */
    static WatermarkTracker[] copies(ProcessingParts processing, Topology topology, EngineConfiguration configuration) {
        WatermarkTracker[] copies = of(topology, configuration);
        StateBuffer state = new StateBuffer();
        for (int i = 0; i < copies.length; i++) {
            state.clear();
            processing.processor().tracker(i).snapshot(state);
            copies[i].restore(state.rewind());
        }
        return copies;
    }

    static SourceSchedule scheduleCopy(ProcessingParts processing, WatermarkTracker[] trackers, Topology topology) {
        SourceSchedule copy = schedule(topology, trackers);
        if (copy != null) {
            StateBuffer state = new StateBuffer();
            processing.schedule().snapshot(state);
            copy.restore(state.rewind());
        }
        return copy;
    }

    private static boolean[] bounded(Topology topology) {
        boolean[] bounded = new boolean[topology.streams().size()];
        for (StreamDefinition stream : topology.streams()) {
            bounded[stream.streamId()] = stream.connector().isBounded(stream.table());
        }
        return bounded;
    }
}
