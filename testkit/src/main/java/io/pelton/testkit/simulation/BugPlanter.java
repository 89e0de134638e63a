package io.pelton.testkit.simulation;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowType;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts in the seeded bugs that live in the disk; the others live in the source and the sink. */
final class BugPlanter {
    private final SeededBug bug;
    private final Topology topology;
    private boolean isDone;

    BugPlanter(SeededBug bug, SimulatedDisk disk, Topology topology) {
        this.bug = bug;
        this.topology = topology;
        disk.faults().setForceLies(bug == SeededBug.SKIPPED_FORCE);
        disk.faults().setFolderForceLies(bug == SeededBug.FORGOTTEN_FOLDER);
    }

    void betweenLives(Path state) {
        if (bug != SeededBug.IGNORED_CHECKSUM || isDone || !Files.exists(state.resolve(StateFolder.MANIFEST))) {
            return;
        }
        try {
            Optional<Manifest> manifest = StateFolder.readManifest(state);
            if (manifest.isPresent()) {
                long journalId = manifest.get().inputJournalId();
                JournalDump.blocks(state.resolve(StateFolder.INPUT), journalId, (file, block, position) ->
                        block.type() != BlockType.ROWS || !change(file, block, position, journalId));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the value of the block's first reading and makes the checksum fit; false when it has none. */
    private boolean change(Path file, BlockReader block, int position, long journalId) {
        int bytes = BlockLayout.blockLength(block.payloadLength());
        UnsafeBuffer copy = new UnsafeBuffer(new byte[bytes]);
        copy.putBytes(0, block.buffer(), block.offset(), bytes);
        int row = BlockLayout.HEADER_LENGTH;
        for (int i = 0; i < block.rowCount(); i++) {
            if (RowHeader.type(copy, row) == RowType.DATA) {
                RowLayout layout = topology.streams().get(RowHeader.stream(copy, row)).layout();
                int value = row + layout.offset(SimulatedTable.VALUE);
                copy.putLong(value, copy.getLong(value, LITTLE_ENDIAN) + 1, LITTLE_ENDIAN);
                BlockLayout.crc(copy, 0, BlockLayout.checksum(
                        new Crc32c(), copy, 0, block.payloadLength(), journalId, block.segment()));
                write(file, position, copy.byteArray());
                isDone = true;
                return true;
            }
            row += RowHeader.length(copy, row);
        }
        return false;
    }

    private static void write(Path file, int position, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
