package io.pelton.engine.time;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/**
 * Which bounded source is read next: the one whose watermark is furthest behind, ties in DDL order, for a run of
 * {@value #RUN_ROWS} rows. A function of the journaled rows alone, so two files always interleave the same way,
 * whatever the timing, and also across a restart in the middle of a run. One thread; ingress and processing have one
 * each.
 */
public final class SourceSchedule {
    /** Rows after which the choice is made again, at the end of a message. */
    public static final int RUN_ROWS = 64;
    private static final int NOBODY = -1;

    private final WatermarkTracker[] trackers;
    private final boolean[] bounded;
    private int stream = NOBODY;
    private int rows;

    /** Both arrays are indexed by stream id. */
    public SourceSchedule(WatermarkTracker[] trackers, boolean[] bounded) {
        this.trackers = trackers.clone();
        this.bounded = bounded.clone();
    }

    /** Takes a data or invalid row as it is journaled. */
    public void onRow(int streamId, boolean lastOfMessage) {
        if (!bounded[streamId]) {
            return;
        }
        rows = stream == streamId ? rows + 1 : 1;
        stream = streamId;
        if (lastOfMessage && rows >= RUN_ROWS) {
            stream = NOBODY;
        }
    }

    /** The partition's end or the source's: the run is over. */
    public void onEnd(int streamId) {
        if (stream == streamId) {
            stream = NOBODY;
        }
    }

    /** Rows that the chosen source may still publish in its run. */
    public int rowsLeft(int streamId) {
        return stream == streamId ? RUN_ROWS - rows : RUN_ROWS;
    }

    /**
     * The bounded stream to read now, or -1 when all have finished.
     *
     * @param finished indexed by stream id
     */
    public int choose(boolean[] finished) {
        if (stream != NOBODY && !finished[stream]) {
            return stream;
        }
        int chosen = NOBODY;
        for (int i = 0; i < trackers.length; i++) {
            if (bounded[i] && !finished[i]
                    && (chosen == NOBODY || trackers[i].watermarkMs() < trackers[chosen].watermarkMs())) {
                chosen = i;
            }
        }
        return chosen;
    }

    public void snapshot(StateWriter writer) {
        writer.putInt(stream);
        writer.putInt(rows);
    }

    public void restore(StateReader reader) {
        stream = reader.getInt();
        rows = reader.getInt();
    }
}
