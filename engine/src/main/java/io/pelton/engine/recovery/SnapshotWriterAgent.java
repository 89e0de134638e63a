package io.pelton.engine.recovery;

import io.pelton.engine.ring.DurableGate;
import io.pelton.journal.Journal;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots on a thread of their own: sections, blocks as they come; waits until the input that it counts on is
 * durable, forces the output, installs the snapshot. On a full disk it gives a snapshot up; a failed force ends the
 * run.
 */
public final class SnapshotWriterAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriterAgent.class);
    private static final int BLOCKS_PER_CYCLE = 8;

    private final SnapshotStore store;
    private final Journal input;
    private final Journal output;
    private final DurableGate gate;
    private final String planHash;
    private final HoldingsKeeper holdings;
    private final BlockQueue blocks = new BlockQueue();
    private final ArrayDeque<SnapshotHeader> kept = new ArrayDeque<>();

    private volatile SnapshotJob job;
    private volatile long written;
    private SnapshotWriter writer;
    private long arenaBytesLeft;
    private boolean isGivenUp;
    private boolean isKeptKnown;
    private volatile long inputNeededFrom;
    private volatile long outputNeededFrom;

    /** @param gate says when input is durable; null when nobody else forces it, then it is forced here */
    public SnapshotWriterAgent(
            SnapshotStore store, Journal input, Journal output, DurableGate gate, String planHash,
            HoldingsKeeper holdings) {
        this.store = store;
        this.input = input;
        this.output = output;
        this.gate = gate;
        this.planHash = planHash;
        this.holdings = holdings;
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
            List<SnapshotHeader> found = Snapshots.headers(store);
            holdings.found(found);
            found.stream().filter(header -> header.planHash().equals(planHash)).forEach(kept::addLast);
            isKeptKnown = true;
            publishNeeded();
            return 1;
        }
        SnapshotJob current = job;
        if (current == null) {
            return 0;
        }
        try {
            return write(current);
        } catch (DiskFullException e) {
            giveUp(e);
            return 1;
        }
    }

    private int write(SnapshotJob current) {
        if (writer == null && !isGivenUp) {
            start(current);
            return 1;
        }
        if (arenaBytesLeft > 0) {
            return writeBlocks();
        }
        if (isGivenUp) {
            isGivenUp = false;
            job = null;
            return 1;
        }
        if (output.lastSequence() < current.header().outputSequence() || !isInputDurable(current)) {
            return 0;
        }
        install(current);
        return 1;
    }

    /** The older snapshots stay, and the journals behind them; the blocks on their way are taken and dropped. */
    private void giveUp(DiskFullException cause) {
        LOG.warn("A snapshot was given up because the disk is full, the next one tries again. {}", cause.getMessage());
        isGivenUp = true;
        onClose();
    }

    private boolean isInputDurable(SnapshotJob current) {
        if (gate == null || gate.durableSequence() >= current.header().inputSequence()) {
            return true;
        }
        gate.want();
        return false;
    }

    private void start(SnapshotJob current) {
        arenaBytesLeft = SnapshotSections.arenaBytes(current.arenaImageBytes());
        writer = store.begin(current.header());
        for (SnapshotJob.Section section : current.sections()) {
            SnapshotSections.writeState(writer, section.name(), section.version(), section.state());
        }
        writer.beginSection(SnapshotSections.ARENA, SnapshotSections.ARENA_VERSION, arenaBytesLeft);
    }

    private int writeBlocks() {
        int count = 0;
        while (count < BLOCKS_PER_CYCLE && arenaBytesLeft > 0) {
            BlockQueue.Copy copy = blocks.poll();
            if (copy == null) {
                break;
            }
            arenaBytesLeft -= SnapshotSections.BLOCK_HEADER_BYTES + copy.length;
            try {
                if (!isGivenUp) {
                    SnapshotSections.writeBlock(writer, copy.buffer, copy.block, copy.length);
                }
            } finally {
                blocks.giveBack(copy);
            }
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
        holdings.installed(kept);
        publishNeeded();
        written = written + 1;
        job = null;
    }

    private void publishNeeded() {
        if (kept.size() >= SnapshotStore.KEPT) {
            inputNeededFrom = kept.peekFirst().inputSequence() + 1;
            outputNeededFrom = kept.peekFirst().outputSequence() + 1;
        }
    }

    /** First input that the oldest kept snapshot lacks, 0 until as many are kept as should be; any thread. */
    public long inputNeededFrom() {
        return inputNeededFrom;
    }

    /** As {@link #inputNeededFrom()}, for output. */
    public long outputNeededFrom() {
        return outputNeededFrom;
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
