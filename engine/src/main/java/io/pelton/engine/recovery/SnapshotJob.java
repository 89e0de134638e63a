package io.pelton.engine.recovery;

import io.pelton.engine.state.StateBuffer;
import io.pelton.journal.state.SnapshotHeader;
import java.util.List;

/**
 * A snapshot on its way from the processing thread to the snapshot thread; the arena's blocks follow through the queue.
 */
record SnapshotJob(SnapshotHeader header, List<Section> sections, int arenaImageBytes) {

    /** State outside the arena. */
    record Section(String name, int version, StateBuffer state) {
    }
}
