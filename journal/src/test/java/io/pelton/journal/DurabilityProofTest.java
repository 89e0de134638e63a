package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.recovery.JournalDump;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the files beside a journal prove about its lost rows. Blocks hold one row each and name no durable sequence. */
@ParameterizedClass
@EnumSource(StorageKind.class)
class DurabilityProofTest {
    @Parameter
    private StorageKind storage;

    private static final JournalOptions OPTIONS =
            JournalOptions.defaults().withSegmentBytes(1 << 20).withBlockBytes(64 << 10);

    @TempDir
    private Path state;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(state);
    }

    @Test
    void shouldStopWhenASnapshotCountsOnLostRows() throws IOException {
        writeBoth(20);
        snapshot(15, 9);
        damage(StateFolder.INPUT, 16);
        damage(StateFolder.OUTPUT, 10);
        assertEquals(1, verify(DurabilityMode.GROUP).exitCode());
        damage(StateFolder.OUTPUT, 9);
        assertTrue(verify(DurabilityMode.GROUP).text().contains("proof: snapshot"));
        assertRefused(false, DurabilityMode.GROUP);
        assertOpens(true, DurabilityMode.GROUP, 16);
        damage(StateFolder.INPUT, 15);
        assertEquals(2, verify(DurabilityMode.NONE).exitCode());
    }

    @Test
    void shouldTakeACursorForProofUnlessInputsAreNotWaitedFor() throws IOException {
        writeBoth(20);
        cursor(12, 17);
        damage(StateFolder.INPUT, 17);
        damage(StateFolder.OUTPUT, 3);
        assertEquals(2, verify(DurabilityMode.GROUP).exitCode());
        assertRefused(true, DurabilityMode.GROUP);
        assertEquals(1, verify(DurabilityMode.NONE).exitCode());
        assertOpens(true, DurabilityMode.NONE, 17);
        assertOpens(false, DurabilityMode.GROUP, 3);
    }

    @Test
    void shouldNoticeThatTheWholeEndIsGone() throws IOException {
        writeBoth(20);
        snapshot(15, 9);
        Files.delete(SegmentFiles.path(state.resolve(StateFolder.INPUT), 1));
        assertEquals(2, verify(DurabilityMode.GROUP).exitCode());
        assertRefused(true, DurabilityMode.GROUP);
    }

    @Test
    void shouldReadOnlyWhatIsNewerThanTheSnapshotAndStillCatchTheRestLater() throws IOException {
        writeBoth(20);
        assertOpens(true, DurabilityMode.GROUP, 20);
        snapshot(19, 19);
        damage(StateFolder.INPUT, 5);
        assertEquals(2, verify(DurabilityMode.GROUP).exitCode());
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openInput(folder, OPTIONS); JournalTailer tailer = journal.newTailer()) {
                assertEquals(19, journal.lastSequence());
                for (int i = 0; i < 5; i++) {
                    assertTrue(tailer.next());
                }
                assertThrows(CorruptJournalException.class, tailer::next);
            }
        }
    }

    @Test
    void shouldNotBelieveBlocksWrittenWithoutWaiting() throws IOException {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("hash", "script.sql", Map.of());
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, OPTIONS.withDurability(DurabilityMode.NONE))) {
                for (int i = 0; i < 20; i++) {
                    append(input, i, i - 1);
                }
            }
        }
        cursor(5, 15);
        damage(StateFolder.INPUT, 7);
        assertEquals(1, verify(DurabilityMode.GROUP).exitCode());
        assertOpens(true, DurabilityMode.GROUP, 7);
    }

    private void writeBoth(int blocks) {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("hash", "script.sql", Map.of());
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, OPTIONS);
                    Journal output = Journals.openOutput(folder, OPTIONS)) {
                for (int i = 0; i < blocks; i++) {
                    append(input, i, Journal.NONE);
                    append(output, i, Journal.NONE);
                }
            }
        }
    }

    private static void append(Journal journal, int sequence, long durable) {
        final JournalAppender appender = journal.appender();
        assertTrue(appender.claim(BlockType.ROWS, sequence, 1, 100, 0, durable));
        appender.buffer().setMemory(appender.payloadOffset(), 100, (byte) sequence);
        appender.commit();
    }

    private void snapshot(long inputSequence, long outputSequence) {
        try (StateFolder folder = StateFolder.open(state)) {
            final long id = folder.manifest().inputJournalId();
            try (SnapshotWriter writer = new SnapshotStore(folder.snapshots(), id)
                    .begin(new SnapshotHeader(id, "hash", inputSequence, outputSequence, 0))) {
                writer.commit();
            }
        }
    }

    private void cursor(long outputSequence, long cause) {
        try (StateFolder folder = StateFolder.open(state);
                CursorFile file = CursorFile.open(
                        folder.cursors().resolve("sink.cursor"), folder.manifest().outputJournalId())) {
            file.append(outputSequence, cause, 1);
        }
    }

    private void damage(String journal, long sequence) throws IOException {
        final long id = journal.equals(StateFolder.INPUT)
                ? StateFolder.readManifest(state).orElseThrow().inputJournalId()
                : StateFolder.readManifest(state).orElseThrow().outputJournalId();
        final int[] at = {-1};
        JournalDump.blocks(state.resolve(journal), id, (file, block, position) -> {
            if (block.type() == BlockType.ROWS && block.firstSequence() == sequence) {
                at[0] = position;
            }
            return at[0] < 0;
        });
        assertTrue(at[0] > 0, "sequence " + sequence);
        try (FileChannel channel = FileChannel.open(
                SegmentFiles.path(state.resolve(journal), 1), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {99}), at[0] + 100L);
        }
    }

    private VerifyReport verify(DurabilityMode mode) {
        return Journals.verify(state, mode);
    }

    private void assertRefused(boolean isInput, DurabilityMode mode) {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            final JournalOptions options = OPTIONS.withDurability(mode);
            assertThrows(CorruptJournalException.class, () -> open(folder, isInput, options).close());
        }
    }

    private void assertOpens(boolean isInput, DurabilityMode mode, long rows) {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = open(folder, isInput, OPTIONS.withDurability(mode))) {
                assertEquals(rows - 1, journal.lastSequence());
            }
        }
    }

    private static Journal open(StateFolder folder, boolean isInput, JournalOptions options) {
        return isInput ? Journals.openInput(folder, options) : Journals.openOutput(folder, options);
    }
}
