package io.pelton.journal.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.OpenFiles;
import io.pelton.journal.block.CorruptJournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideLogTest {
    private static final OverrideRecord LOSS =
            OverrideRecord.loss(StateFolder.INPUT, 10, 20, 99, 1_700_000_000_000L, "a hole");
    private static final OverrideRecord SKIP = OverrideRecord.skip(33, 1_700_000_000_001L, "died\ntwice");

    @TempDir
    private Path directory;
    private long journalId;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(directory);
    }

    private byte[] write() throws IOException {
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.initialise("hash", "script", Map.of());
            journalId = folder.manifest().inputJournalId();
            folder.override(LOSS);
            folder.override(SKIP);
            assertEquals(2, Holdings.of(folder.manifest()).overrides());
        }
        return Files.readAllBytes(directory.resolve(OverrideLog.FILE));
    }

    private OverrideLog.Content read(byte[] bytes) throws IOException {
        Files.write(directory.resolve(OverrideLog.FILE), bytes);
        return OverrideLog.read(directory, journalId);
    }

    @Test
    void shouldReadBackWhatWasDecided() throws IOException {
        final OverrideLog.Content content = read(write());
        assertEquals(List.of(LOSS), content.losses(StateFolder.INPUT));
        assertEquals(List.of(), content.losses(StateFolder.OUTPUT));
        assertArrayEquals(new long[] {33}, content.skippedInputs());
        assertEquals("died twice", content.records().get(1).text());
        assertFalse(content.isDamaged());
    }

    @Test
    void shouldIgnoreAnUnfinishedRecordAndWriteOverIt() throws IOException {
        final byte[] whole = write();
        final int secondAt = new String(whole).indexOf("SKIPPED");
        for (int end = 0; end < whole.length; end++) {
            final OverrideLog.Content content = read(Arrays.copyOf(whole, end));
            assertEquals(end < secondAt ? 0 : 1, content.records().size());
            assertFalse(content.isDamaged());
        }
        try (StateFolder folder = StateFolder.open(directory)) {
            folder.override(SKIP);
        }
        assertArrayEquals(whole, Files.readAllBytes(directory.resolve(OverrideLog.FILE)));
    }

    @Test
    void shouldNeverReadAFlippedBitAsADecision() throws IOException {
        final byte[] whole = write();
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            final byte[] bad = whole.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            final OverrideLog.Content content = read(bad);
            assertTrue(content.records().size() < 2, "bit " + bit);
            assertTrue(content.isDamaged() || content.isTorn(), "bit " + bit);
        }
    }

    @Test
    void shouldRefuseTheLogOfAnotherFolderAndALineThatIsGone() throws IOException {
        final byte[] whole = write();
        final int secondAt = new String(whole).indexOf("SKIPPED");
        assertEquals(0, read(Arrays.copyOfRange(whole, secondAt, whole.length)).records().size());
        journalId++;
        assertThrows(CorruptJournalException.class, () -> OverrideLog.require(directory, journalId));
    }
}
