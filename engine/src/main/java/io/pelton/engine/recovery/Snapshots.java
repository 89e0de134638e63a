package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

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
     * The plan's oldest one that verifies: a replay begins there when the first input is pruned, or was another
     * script's. From outside, nothing is changed.
     *
     * @throws StateRefusedException when there is none
     */
    public static Snapshots openOldest(Path directory, long inputJournalId, String planHash) throws IOException {
        List<SnapshotStore.Entry> entries = SnapshotStore.list(directory, inputJournalId).stream()
                .filter(entry -> entry.header().planHash().equals(planHash)).toList();
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

    /** Headers of the plan's snapshots that verify, oldest first. */
    public static List<SnapshotHeader> headers(SnapshotStore store, String planHash) {
        return store.list().stream().map(SnapshotStore.Entry::header)
                .filter(header -> header.planHash().equals(planHash))
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
