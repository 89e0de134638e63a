package io.pelton.engine.recovery;

import io.pelton.journal.Journal;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.util.ArrayDeque;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes snapshots on the sync thread: sections, blocks as they come, then forces the journals that it counts on,
 * and installs it. On a full disk it gives a snapshot up; a failed force ends the run.
 */
public final class SnapshotWriterAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriterAgent.class);
    private static final int BLOCKS_PER_CYCLE = 8;

    private final SnapshotStore store;
    private final Journal input;
    private final Journal output;
    private final BlockQueue blocks = new BlockQueue();
    private final ArrayDeque<SnapshotHeader> kept = new ArrayDeque<>();

    private volatile SnapshotJob job;
    private volatile long written;
    private SnapshotWriter writer;
    private long arenaBytesLeft;
    private boolean isGivenUp;

    public SnapshotWriterAgent(SnapshotStore store, Journal input, Journal output) {
        this.store = store;
        this.input = input;
        this.output = output;
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
        if (output.lastSequence() < current.header().outputSequence()) {
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
        input.force();
        writer.commit();
        writer = null;
        kept.addLast(current.header());
        while (kept.size() > SnapshotStore.KEPT) {
            kept.removeFirst();
        }
        written = written + 1;
        job = null;
    }

    /** First input that the oldest kept snapshot lacks, 0 until as many are kept as should be; the sync thread. */
    public long inputNeededFrom() {
        return kept.size() < SnapshotStore.KEPT ? 0 : kept.peekFirst().inputSequence() + 1;
    }

    /** As {@link #inputNeededFrom()}, for output. */
    public long outputNeededFrom() {
        return kept.size() < SnapshotStore.KEPT ? 0 : kept.peekFirst().outputSequence() + 1;
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
