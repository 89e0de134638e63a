package io.pelton.engine.recovery;

import io.pelton.journal.Journal;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;

/**
 * Writes snapshots on the sync thread: sections, blocks as they come, then forces the journals that it counts on,
 * installs it and prunes what no kept snapshot and no sink needs.
 */
public final class SnapshotWriterAgent implements Agent {
    private static final int BLOCKS_PER_CYCLE = 8;

    private final SnapshotStore store;
    private final Journal input;
    private final Journal output;
    private final LongSupplier slowestCursor;
    private final HoldingsKeeper holdings;
    private final BlockQueue blocks = new BlockQueue();
    private final ArrayDeque<SnapshotHeader> kept = new ArrayDeque<>();

    private volatile SnapshotJob job;
    private volatile long written;
    private SnapshotWriter writer;
    private long arenaBytesLeft;

    /** @param slowestCursor output sequence that every sink has for good, power cuts included */
    public SnapshotWriterAgent(
            SnapshotStore store, Journal input, Journal output, LongSupplier slowestCursor, HoldingsKeeper holdings) {
        this.store = store;
        this.input = input;
        this.output = output;
        this.slowestCursor = slowestCursor;
        this.holdings = holdings;
    }

    BlockQueue blocks() {
        return blocks;
    }

    /** A snapshot that was there before this run. */
    public void addKept(SnapshotHeader header) {
        kept.addLast(header);
    }

    /** True when the next snapshot may begin; any thread. */
    boolean isIdle() {
        return job == null;
    }

    /** Snapshots installed in this run; any thread. */
    public long written() {
        return written;
    }

    /** Takes a snapshot over; the processing thread, only when idle. */
    void begin(SnapshotJob next) {
        job = next;
    }

    @Override
    public int doWork() {
        SnapshotJob current = job;
        if (current == null) {
            return 0;
        }
        if (writer == null) {
            start(current);
            return 1;
        }
        if (arenaBytesLeft > 0) {
            return writeBlocks();
        }
        if (output.lastSequence() < current.header().outputSequence()) {
            return 0;
        }
        install(current);
        return 1;
    }

    private void start(SnapshotJob current) {
        writer = store.begin(current.header());
        for (SnapshotJob.Section section : current.sections()) {
            SnapshotSections.writeState(writer, section.name(), section.version(), section.state());
        }
        arenaBytesLeft = SnapshotSections.arenaBytes(current.arenaImageBytes());
        writer.beginSection(SnapshotSections.ARENA, SnapshotSections.ARENA_VERSION, arenaBytesLeft);
    }

    private int writeBlocks() {
        int count = 0;
        while (count < BLOCKS_PER_CYCLE && arenaBytesLeft > 0) {
            BlockQueue.Copy copy = blocks.poll();
            if (copy == null) {
                break;
            }
            SnapshotSections.writeBlock(writer, copy.buffer, copy.block, copy.length);
            arenaBytesLeft -= SnapshotSections.BLOCK_HEADER_BYTES + copy.length;
            blocks.giveBack(copy);
            count++;
        }
        return count;
    }

    private void install(SnapshotJob current) {
        output.force();
        input.force();
        writer.commit();
        writer = null;
        kept.addLast(current.header());
        while (kept.size() > SnapshotStore.KEPT) {
            kept.removeFirst();
        }
        holdings.installed(kept);
        prune();
        written = written + 1;
        job = null;
    }

    private void prune() {
        SnapshotHeader oldest = kept.peekFirst();
        if (kept.size() < SnapshotStore.KEPT) {
            return;
        }
        long inputBefore = oldest.inputSequence() + 1;
        long outputBefore = Math.min(oldest.outputSequence(), slowestCursor.getAsLong()) + 1;
        holdings.pruning(inputBefore, outputBefore);
        input.deleteBefore(inputBefore);
        output.deleteBefore(outputBefore);
    }

    @Override
    public void onClose() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public String roleName() {
        return "snapshot-writer";
    }
}
