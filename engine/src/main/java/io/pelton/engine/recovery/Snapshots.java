package io.pelton.engine.recovery;

import io.pelton.engine.processing.OperatorStates;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.state.StateBuffer;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** The newest usable snapshot of a state folder, open for reading. The opening thread. */
public final class Snapshots implements AutoCloseable {
    private final SnapshotReader reader;

    private Snapshots(SnapshotReader reader) {
        this.reader = reader;
    }

    /** @throws StateRefusedException when the newest one belongs to another plan */
    public static Snapshots openNewest(SnapshotStore store, String planHash) {
        Optional<SnapshotReader> newest = store.openNewest();
        Snapshots snapshots = new Snapshots(newest.orElse(null));
        if (newest.isPresent() && !newest.get().header().planHash().equals(planHash)) {
            snapshots.close();
            throw new StateRefusedException("The newest snapshot belongs to another script; start over with --fresh "
                    + "or choose"
                    + " another state folder; planHash=" + newest.get().header().planHash());
        }
        return snapshots;
    }

    /**
     * As {@link #openNewest}, the oldest one that verifies and has seen at least this input: a replay begins there when
     * the first input is pruned or lost.
     */
    public static Snapshots openOldest(SnapshotStore store, String planHash, long inputSequence) {
        List<SnapshotStore.Entry> entries =
                store.list().stream().filter(entry -> entry.header().inputSequence() >= inputSequence).toList();
        if (entries.isEmpty()) {
            throw new StateRefusedException(
                    "The first input was pruned and no snapshot verifies: nothing to replay from");
        }
        SnapshotStore.Entry oldest = entries.get(entries.size() - 1);
        if (!oldest.header().planHash().equals(planHash)) {
            throw new StateRefusedException("The oldest snapshot belongs to another script; planHash="
                    + oldest.header().planHash());
        }
        try {
            return new Snapshots(SnapshotReader.open(oldest.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("A snapshot can't be read; header=" + oldest.header(), e);
        }
    }

    /** Writes a snapshot at once, between two inputs; the journals that it counts on must have been forced. */
    public static void write(SnapshotStore store, SnapshotHeader header, RowProcessor processor, SnapshotArena arena) {
        StateBuffer engine = new StateBuffer();
        processor.snapshot(engine);
        OperatorStates operators = processor.operatorStates();
        try (SnapshotWriter writer = store.begin(header)) {
            SnapshotSections.writeState(writer, SnapshotSections.ENGINE, SnapshotSections.ENGINE_VERSION, engine);
            for (int i = 0; i < operators.size(); i++) {
                StateBuffer state = new StateBuffer();
                operators.snapshot(i, state);
                SnapshotSections.writeState(writer, operators.name(i), operators.version(i), state);
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

    /** Puts the state into a new processor and its new arena; does nothing without a snapshot. */
    public void restore(RowProcessor processor, SnapshotArena arena) {
        if (reader == null) {
            return;
        }
        try {
            SnapshotSections.restore(reader, processor, arena);
        } catch (IOException e) {
            throw new UncheckedIOException("A snapshot can't be read; header=" + reader.header(), e);
        }
    }

    /** Headers of all snapshots that verify, oldest first. */
    public static List<SnapshotHeader> headers(SnapshotStore store) {
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
