package io.pelton.engine.recovery;

import io.pelton.engine.ring.DurableGate;
import io.pelton.journal.Journal;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;

/**
 * Writes snapshots on a thread of their own: sections, blocks as they come; waits until the input that it counts on is
 * durable, forces the output, installs the snapshot and prunes what no kept snapshot and no sink needs.
 */
public final class SnapshotWriterAgent implements Agent {
    private static final int BLOCKS_PER_CYCLE = 8;

    private final SnapshotStore store;
    private final Journal input;
    private final Journal output;
    private final DurableGate gate;
    private final LongSupplier slowestCursor;
    private final BlockQueue blocks = new BlockQueue();
    private final ArrayDeque<SnapshotHeader> kept = new ArrayDeque<>();

    private volatile SnapshotJob job;
    private volatile long written;
    private SnapshotWriter writer;
    private long arenaBytesLeft;
    private boolean isKeptKnown;

    /**
     * @param gate          says when input is durable; null when nobody else forces it, then it is forced here
     * @param slowestCursor output sequence that every sink has for good, power cuts included
     */
    public SnapshotWriterAgent(
            SnapshotStore store, Journal input, Journal output, DurableGate gate, LongSupplier slowestCursor) {
        this.store = store;
        this.input = input;
        this.output = output;
        this.gate = gate;
        this.slowestCursor = slowestCursor;
    }

    BlockQueue blocks() {
        return blocks;
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
        if (!isKeptKnown) {
            // Those from before this run are read through here, where the start doesn't wait for it.
            kept.addAll(Snapshots.headers(store));
            isKeptKnown = true;
            return 1;
        }
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
        if (output.lastSequence() < current.header().outputSequence() || !isInputDurable(current)) {
            return 0;
        }
        install(current);
        return 1;
    }

    private boolean isInputDurable(SnapshotJob current) {
        if (gate == null || gate.durableSequence() >= current.header().inputSequence()) {
            return true;
        }
        gate.want();
        return false;
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
        if (gate == null) {
            input.force();
        }
        writer.commit();
        writer = null;
        kept.addLast(current.header());
        while (kept.size() > SnapshotStore.KEPT) {
            kept.removeFirst();
        }
        prune();
        written = written + 1;
        job = null;
    }

    private void prune() {
        SnapshotHeader oldest = kept.peekFirst();
        if (kept.size() < SnapshotStore.KEPT) {
            return;
        }
        input.deleteBefore(oldest.inputSequence() + 1);
        output.deleteBefore(Math.min(oldest.outputSequence(), slowestCursor.getAsLong()) + 1);
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
