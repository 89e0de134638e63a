package io.pelton.engine;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.Topology;
import org.agrona.CloseHelper;

/**
 * The processor with its arena and output ring.
 *
 * @param schedule null when no bounded sources take turns
 */
record ProcessingParts(RowProcessor processor, SnapshotArena arena, RowRing ring, SourceSchedule schedule)
        implements AutoCloseable {

    /**
     * Opens operators over an output ring that has room for the largest answer to one row.
     *
     * @param lastInput  sequence of the last input row that the state to be restored has seen, -1 for none
     * @param lastOutput the same for output rows
     */
    static ProcessingParts open(Topology topology, EngineConfiguration configuration, long lastInput, long lastOutput) {
        int slots = RingSizes.slots(topology, configuration);
        ProcessingParts parts = open(topology, configuration, slots, lastInput, lastOutput);
        int required = parts.processor.requiredSlots();
        if (required <= parts.ring.slots()) {
            return parts;
        }
        parts.close();
        return open(topology, configuration, required, lastInput, lastOutput);
    }

    private static ProcessingParts open(
            Topology topology, EngineConfiguration configuration, int slots, long lastInput, long lastOutput) {
        SnapshotArena arena = null;
        RowRing ring = null;
        try {
            arena = new SnapshotArena(configuration.arenaBytes());
            ring = new RowRing(slots, RingSizes.rowBytes(topology), lastOutput + 1);
            WatermarkTracker[] trackers = Trackers.of(topology, configuration);
            SourceSchedule schedule = Trackers.schedule(topology, trackers);
            RowProcessor processor = new RowProcessor(topology, arena, ring, trackers, schedule, lastInput);
            return new ProcessingParts(processor, arena, ring, schedule);
        } catch (RuntimeException | Error e) {
            CloseHelper.quietCloseAll(ring, arena);
            throw e;
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(processor, ring, arena);
    }
}
