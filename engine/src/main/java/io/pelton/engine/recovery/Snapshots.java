package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest usable snapshot of a state folder, open for reading. The opening thread. */
public final class Snapshots implements AutoCloseable {
    private final SnapshotReader reader;

    private Snapshots(SnapshotReader reader) {
        this.reader = reader;
    }

    /** Those of other plans are passed over. */
    public static Snapshots openNewest(SnapshotStore store, String planHash) {
        return new Snapshots(store.openNewest(planHash).orElse(null));
    }

    /**
     * The plan's oldest one that verifies and has seen at least this input: a replay begins there when the first input
     * is pruned or lost, or was another script's. From outside, nothing is changed.
     *
     * @throws StateRefusedException when there is none
     */
    public static Snapshots openOldest(Path directory, long inputJournalId, String planHash, long inputSequence)
            throws IOException {
        List<SnapshotStore.Entry> entries = SnapshotStore.list(directory, inputJournalId).stream()
                .filter(entry -> entry.header().planHash().equals(planHash)
                        && entry.header().inputSequence() >= inputSequence).toList();
        if (entries.isEmpty()) {
            throw new StateRefusedException("Nothing to replay from: the first input was pruned or belongs to another "
                    + "script, and no snapshot of this one verifies; start it on the folder, it makes one; planHash="
                    + planHash);
        }
        return new Snapshots(SnapshotReader.open(entries.get(entries.size() - 1).file()));
    }

    /** True when there is a snapshot. */
    public boolean isPresent() {
        return reader != null;
    }

    /** Writes a snapshot at once, between two inputs; the journals that it counts on must have been forced. */
    public static void write(SnapshotStore store, SnapshotHeader header, RowProcessor processor, SnapshotArena arena) {
        try (SnapshotWriter writer = store.begin(header)) {
            for (SnapshotJob.Section section : SnapshotSections.take(processor)) {
                SnapshotSections.writeState(writer, section.name(), section.version(), section.state());
            }
            arena.beginSnapshot();
            writer.beginSection(SnapshotSections.ARENA, SnapshotSections.ARENA_VERSION,
                    SnapshotSections.arenaBytes(arena.highWaterBytes()));
            UnsafeBuffer block = new UnsafeBuffer(new byte[SnapshotSections.BLOCK_HEADER_BYTES + Arena.BLOCK_BYTES]);
            while (arena.isSnapshotting()) {
                arena.copyBlocks(1, (number, buffer, offset, length) -> {
                    block.putBytes(SnapshotSections.BLOCK_HEADER_BYTES, buffer, offset, length);
                    SnapshotSections.writeBlock(writer, block, number, length);
                });
            }
            writer.commit();
        }
    }

    /** Input sequence of the snapshot, -1 without one. */
    public long inputSequence() {
        return reader == null ? -1 : reader.header().inputSequence();
    }

    /** Output sequence of the snapshot, -1 without one. */
    public long outputSequence() {
        return reader == null ? -1 : reader.header().outputSequence();
    }

    /** The engine's time at the snapshot, ns since the epoch; the earliest there is without one. */
    public long timeNs() {
        return reader == null ? Long.MIN_VALUE : reader.header().logicalTimeNs();
    }

    /** Puts the state into a new processor and its new arena; does nothing without a snapshot. */
    public void restore(RowProcessor processor, SnapshotArena arena) {
        if (reader == null) {
            return;
        }
        try {
            SnapshotSections.restore(reader, processor, arena);
        } catch (IOException e) {
            throw new UncheckedIOException("A snapshot can't be read; header=" + reader.header(), e);
        } catch (IllegalStateException | IllegalArgumentException | ArithmeticException
                | IndexOutOfBoundsException e) {
            throw new StateRefusedException("A snapshot can't be taken over, though its checksums are good: another "
                    + "version of Pelton or a defect wrote it; remove it and an older one is used, or start over with "
                    + "--fresh, and report it; cause=" + e + " header=" + reader.header(), e);
        }
    }

    /** Headers of the snapshots that verify, oldest first. */
    static List<SnapshotHeader> headers(SnapshotStore store) {
        return store.list().stream().map(SnapshotStore.Entry::header)
                .sorted((a, b) -> Long.compare(a.inputSequence(), b.inputSequence())).toList();
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("A snapshot can't be closed; header=" + reader.header(), e);
        }
    }
}
