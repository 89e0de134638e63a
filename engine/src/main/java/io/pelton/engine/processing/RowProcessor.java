package io.pelton.engine.processing;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.DeadLetterLayout;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.source.SourceProgress;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import io.pelton.engine.time.RowTimeFunction;
import io.pelton.engine.time.SourceSchedule;
import io.pelton.engine.time.WatermarkTracker;
import io.pelton.engine.topology.PipelineDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.OpenRow;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The deterministic function itself: one journaled input row after the other, live from the ring or replayed from the
 * journal. The processing thread only.
 */
public final class RowProcessor implements AutoCloseable {
    private static final Pipeline[] NOBODY = {};
    private static final long[] NONE_SKIPPED = {};
    private static final long NEVER = -1;

    private final Topology topology;
    private final RowTimeFunction[] times;
    private final WatermarkTracker[] trackers;
    private final SourceProgress[] progress;
    private final SourceSchedule schedule;
    private final Pipeline[] pipelines;
    private final Pipeline[][] readers;
    private final OutputRows rows;

    private OpenRow openRow = OpenRow.inMemory();
    private long[] skipped = NONE_SKIPPED;
    private long lastSkipped = NEVER;
    private long sequence;
    private long timeNs;
    private boolean isOpen;
    private boolean isData;
    private boolean isWatermarkDue;
    private boolean isInvalidDue;
    private boolean isSkipDue;
    private int stream;
    private Pipeline[] due = NOBODY;
    private int cursor;
    private boolean isRowDone;

    /**
     * Opens all operators.
     *
     * @param trackers of the streams, by stream id
     * @param schedule kept up to date for recovery, null when fewer than two bounded sources take turns
     */
    public RowProcessor(
            Topology topology, Arena arena, RowRing outputRing, WatermarkTracker[] trackers, SourceSchedule schedule,
            long lastSequence) {
        this.topology = topology;
        this.trackers = trackers.clone();
        this.schedule = schedule;
        sequence = lastSequence;
        int streams = topology.streams().size();
        rows = new OutputRows(outputRing, topology.sinks().size());
        times = new RowTimeFunction[streams];
        progress = new SourceProgress[streams];
        readers = new Pipeline[streams][];
        pipelines = new Pipeline[topology.pipelines().size()];
        for (int i = 0; i < pipelines.length; i++) {
            PipelineDefinition definition = topology.pipelines().get(i);
            pipelines[i] = new Pipeline(definition, streams, arena, rows, this.trackers);
        }
        for (int i = 0; i < streams; i++) {
            int id = i;
            times[i] = topology.streams().get(i).time();
            progress[i] = new SourceProgress();
            readers[i] = Arrays.stream(pipelines).filter(p -> p.reads(id)).toArray(Pipeline[]::new);
        }
    }

    /**
     * Before the first row.
     *
     * @param notedIn      where the row being computed is noted
     * @param skippedInputs data rows that become dead letters instead of being computed, ascending
     */
    public void guard(OpenRow notedIn, long[] skippedInputs) {
        openRow = notedIn;
        skipped = skippedInputs.clone();
        lastSkipped = skipped.length == 0 ? NEVER : skipped[skipped.length - 1];
    }

    /** Notes that no row is being computed, also when one is half done: what comes next isn't an operator's work. */
    public void pause() {
        openRow.idle();
    }

    /** Output ring slots without which one row might never find enough room. */
    public int requiredSlots() {
        int most = 1;
        for (Pipeline pipeline : pipelines) {
            for (int i = 0; i < progress.length; i++) {
                most = Math.max(most, pipeline.roomPerRow(i));
            }
        }
        return most;
    }

    /**
     * Takes the row after the last one, or goes on with it.
     *
     * @return false when the output ring is full: call again with the same row
     */
    public boolean process(DirectBuffer buffer, int row) {
        openRow.begin(RowHeader.sequence(buffer, row));
        if (!isOpen) {
            begin(buffer, row);
        }
        if (!advance(buffer, row)) {
            return false;
        }
        isOpen = false;
        return true;
    }

    private void begin(DirectBuffer buffer, int row) {
        long rowSequence = RowHeader.sequence(buffer, row);
        if (rowSequence != sequence + 1) {
            throw new IllegalStateException("Input rows must come in order; expected=" + (sequence + 1) + " found="
                    + rowSequence);
        }
        sequence = rowSequence;
        timeNs = RowHeader.ingestTimeNs(buffer, row);
        isOpen = true;
        cursor = 0;
        isRowDone = false;
        isInvalidDue = false;
        isSkipDue = false;
        stream = RowHeader.stream(buffer, row);
        rows.begin(buffer, row);
        int type = RowHeader.type(buffer, row);
        isData = type == RowType.DATA;
        if (isData && sequence <= lastSkipped && isSkipped()) {
            beginSkipped(buffer, row);
        } else if (isData) {
            due = readers[stream];
            progress[stream].onRow(buffer, row, type);
            if (schedule != null) {
                schedule.onRow(stream, RowHeader.isLastOfMessage(buffer, row));
            }
            RowTimeFunction time = times[stream];
            isWatermarkDue = time != null && trackers[stream].onRow(RowHeader.partition(buffer, row),
                    time.watermarkMs(buffer, row), RowHeader.eventTimeMs(buffer, row), timeNs);
        } else {
            beginOther(buffer, row, type);
        }
    }

    private boolean isSkipped() {
        return Arrays.binarySearch(skipped, sequence) >= 0;
    }

    /** As a row that couldn't be decoded: nobody computes it and time doesn't pass by it. */
    private void beginSkipped(DirectBuffer buffer, int row) {
        isData = false;
        isWatermarkDue = false;
        isSkipDue = true;
        due = NOBODY;
        progress[stream].onSkipped(buffer, row);
        if (schedule != null) {
            schedule.onRow(stream, RowHeader.isLastOfMessage(buffer, row));
        }
    }

    private void beginOther(DirectBuffer buffer, int row, int type) {
        due = NOBODY;
        isWatermarkDue = false;
        if (type == RowType.TICK) {
            for (WatermarkTracker tracker : trackers) {
                isWatermarkDue |= tracker.onTick(timeNs);
            }
            due = isWatermarkDue ? pipelines : NOBODY;
            return;
        }
        if (type == RowType.CONFIG) {
            return;
        }
        progress[stream].onRow(buffer, row, type);
        int partition = RowHeader.partition(buffer, row);
        if (type == RowType.OPEN) {
            trackers[stream].onOpen(partition, timeNs);
        } else if (type == RowType.END) {
            isWatermarkDue = trackers[stream].onEnd(partition);
            due = isWatermarkDue ? readers[stream] : NOBODY;
            if (schedule != null) {
                schedule.onEnd(stream);
            }
        } else if (type == RowType.INVALID) {
            isInvalidDue = true;
            if (schedule != null) {
                schedule.onRow(stream, RowHeader.isLastOfMessage(buffer, row));
            }
        }
    }

    private boolean advance(DirectBuffer buffer, int row) {
        if ((isInvalidDue || isSkipDue) && !writeLetter(buffer, row)) {
            return false;
        }
        while (cursor < due.length) {
            Pipeline pipeline = due[cursor];
            if (isData && !isRowDone) {
                if (!rows.hasRoom(pipeline.roomPerRow(stream))) {
                    return false;
                }
                pipeline.onRow(stream, buffer, row);
                isRowDone = true;
            }
            if (isWatermarkDue && !pipeline.onWatermark()) {
                return false;
            }
            isRowDone = false;
            cursor++;
        }
        return true;
    }

    private boolean writeLetter(DirectBuffer buffer, int row) {
        if (!rows.hasRoom(1)) {
            return false;
        }
        if (isInvalidDue) {
            rows.forwardInvalid(buffer, row);
        } else {
            rows.refuse(DeadLetterReason.CRASHED.code(), null, DeadLetterLayout.NO_OPERATOR,
                    DeadLetterLayout.NO_OPERATOR, DeadLetters.NO_WINDOW, DeadLetters.NO_WINDOW,
                    DeadLetterLayout.ORIGIN_STREAM_ROW, buffer, row);
        }
        isInvalidDue = false;
        isSkipDue = false;
        return true;
    }

    /** Hands what was emitted to the output journaler; rows handed over. */
    public int publishOutput() {
        return rows.publish();
    }

    /** True when no row is half done: the only moment for a snapshot. */
    public boolean isBetweenInputs() {
        return !isOpen;
    }

    /** Goes on behind rows that are gone for good; only between inputs, before a snapshot that says so. */
    public void skipTo(long lastLost) {
        sequence = lastLost;
    }

    /** The last row begun, -1 for none. */
    public long sequence() {
        return sequence;
    }

    /** Ingest time of the last row. */
    public long timeNs() {
        return timeNs;
    }

    /** Journal sequence of the last output row emitted, -1 for none. */
    public long outputSequence() {
        return rows.lastSequence();
    }

    public long deadLetters() {
        return rows.deadLetters();
    }

    public SourceProgress progress(int streamId) {
        return progress[streamId];
    }

    public WatermarkTracker tracker(int streamId) {
        return trackers[streamId];
    }

    Pipeline[] pipelines() {
        return pipelines;
    }

    Topology topology() {
        return topology;
    }

    /** All state but the operators': time, positions, counters. */
    public void snapshot(StateWriter writer) {
        writer.putLong(sequence);
        writer.putLong(timeNs);
        writer.putLong(rows.deadLetters());
        for (int i = 0; i < progress.length; i++) {
            progress[i].snapshot(writer);
            trackers[i].snapshot(writer);
        }
        if (schedule != null) {
            schedule.snapshot(writer);
        }
    }

    /** Takes over what {@link #snapshot} wrote; before the first row. */
    public void restore(StateReader reader) {
        sequence = reader.getLong();
        timeNs = reader.getLong();
        rows.deadLetters(reader.getLong());
        for (int i = 0; i < progress.length; i++) {
            progress[i].restore(reader);
            trackers[i].restore(reader);
        }
        if (schedule != null) {
            schedule.restore(reader);
        }
    }

    /** The operators' sections of a snapshot, in order. */
    public OperatorStates operatorStates() {
        return new OperatorStates(pipelines);
    }

    @Override
    public void close() {
        for (int i = pipelines.length - 1; i >= 0; i--) {
            pipelines[i].close();
        }
    }
}
