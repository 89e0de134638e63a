package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.journal.state.SnapshotHeader;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Takes snapshots between two inputs: by time, by input bytes, and when the run stops. Runs on the processing thread,
 * behind its agent; blocks are copied a few at a time while the stream goes on.
 */
public final class SnapshotCoordinator implements Agent {
    /** One: rows that came in meanwhile wait for the copying of 64 KB at most. */
    private static final int BLOCKS_PER_CYCLE = 1;

    private final RowProcessor processor;
    private final SnapshotArena arena;
    private final SnapshotWriterAgent writer;
    private final long inputJournalId;
    private final String planHash;
    private final NanoClock clock;
    private final long intervalNs;
    private final long intervalBytes;
    private final LongSupplier inputBytes;

    private long lastNs;
    private long lastBytes;
    private long lastSequence;
    private boolean isCopying;
    private volatile boolean isWanted;
    private volatile boolean isLastTaken;

    /**
     * @param lastSequence input sequence of the newest snapshot, -1 for none
     * @param inputBytes   bytes journaled in this run; read from any thread
     */
    public SnapshotCoordinator(
            RowProcessor processor, SnapshotArena arena, SnapshotWriterAgent writer, long inputJournalId,
            String planHash,
            NanoClock clock, long intervalNs, long intervalBytes, LongSupplier inputBytes, long lastSequence) {
        this.processor = processor;
        this.arena = arena;
        this.writer = writer;
        this.inputJournalId = inputJournalId;
        this.planHash = planHash;
        this.clock = clock;
        this.intervalNs = intervalNs;
        this.intervalBytes = intervalBytes;
        this.inputBytes = inputBytes;
        this.lastSequence = lastSequence;
        lastNs = clock.nanoTime();
    }

    @Override
    public int doWork() {
        if (isCopying) {
            int copied = arena.copyBlocks(Math.min(BLOCKS_PER_CYCLE, writer.blocks().room()), writer.blocks());
            isCopying = arena.isSnapshotting();
            return copied;
        }
        boolean isLast = isWanted;
        if (!isLast && !isDue() || isLastTaken || !processor.isBetweenInputs() || !writer.isIdle()) {
            return 0;
        }
        begin(isLast);
        return 1;
    }

    private boolean isDue() {
        if (processor.sequence() == lastSequence) {
            return false;
        }
        return inputBytes.getAsLong() - lastBytes >= intervalBytes || clock.nanoTime() - lastNs >= intervalNs;
    }

    private void begin(boolean isLast) {
        lastNs = clock.nanoTime();
        lastBytes = inputBytes.getAsLong();
        if (processor.sequence() == lastSequence) {
            isLastTaken = isLast;
            return;
        }
        lastSequence = processor.sequence();
        List<SnapshotJob.Section> sections = SnapshotSections.take(processor);
        SnapshotHeader header = new SnapshotHeader(
                inputJournalId, planHash, processor.sequence(), processor.outputSequence(), processor.timeNs());
        arena.beginSnapshot();
        isCopying = true;
        writer.begin(new SnapshotJob(header, sections, arena.highWaterBytes()));
        isLastTaken = isLast;
    }

    /** Asks for the snapshot that ends a run; when no row is on its way any more. Any thread. */
    public void takeLast() {
        isWanted = true;
    }

    /** True when the snapshot that {@link #takeLast()} asked for is on disk; any thread. */
    public boolean isLastDone() {
        return isLastTaken && writer.isIdle();
    }

    @Override
    public String roleName() {
        return "snapshot";
    }
}
