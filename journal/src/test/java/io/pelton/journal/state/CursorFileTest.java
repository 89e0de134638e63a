package io.pelton.journal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.OpenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorFileTest {
    private static final long JOURNAL_ID = 77;

    @TempDir
    private Path directory;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(directory);
    }

    @Test
    void shouldRememberTheLastPosition() throws IOException {
        final Path file = directory.resolve("sink.cursor");
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            assertEquals(CursorFile.Position.NOTHING, cursor.position());
            for (int i = 0; i < 70_000; i++) {
                cursor.append(i, i * 2L, 1);
            }
            cursor.force();
        }
        assertTrue(Files.size(file) < 3 << 20);
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            assertEquals(new CursorFile.Position(69_999, 139_998, 1), cursor.position());
        }
        assertEquals(CursorFile.RECORD_BYTES, Files.size(file));
        assertEquals(CursorFile.Position.NOTHING, CursorFile.read(file, JOURNAL_ID + 1).position());
    }

    @Test
    void shouldIgnoreATornTailWhereverItIsTorn() throws IOException {
        final Path file = directory.resolve("sink.cursor");
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            for (int i = 0; i < 4; i++) {
                cursor.append(i, i, 1);
            }
        }
        final byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals(length / CursorFile.RECORD_BYTES - 1,
                    CursorFile.read(file, JOURNAL_ID).position().outputSequence());
        }
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            final byte[] bad = whole.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, bad);
            final CursorFile.Content content = CursorFile.read(file, JOURNAL_ID);
            assertEquals(3, content.goodRecords());
            assertEquals(bit / Byte.SIZE / CursorFile.RECORD_BYTES == 3 ? 2 : 3, content.position().outputSequence());
        }
    }

    @Test
    void shouldRememberWhatWasGivenUp() throws IOException {
        final Path file = directory.resolve("sink.cursor");
        final CursorFile.Gaps gaps = new CursorFile.Gaps(8, 90, 5_000_000_000L);
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            assertEquals(CursorFile.Gaps.NONE, cursor.gaps());
            cursor.append(7, 7, 1);
            cursor.appendGaps(new CursorFile.Gaps(8, 9, 2));
            cursor.appendGaps(gaps);
            cursor.append(90, 45, 1);
        }
        assertEquals(new CursorFile.Content(new CursorFile.Position(90, 45, 1), gaps, 4, 0, -1, false),
                CursorFile.read(file, JOURNAL_ID));
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            assertEquals(gaps, cursor.gaps());
        }
        assertEquals(2L * CursorFile.RECORD_BYTES, Files.size(file));
        assertEquals(gaps, CursorFile.read(file, JOURNAL_ID).gaps());
    }

    /** The device that is always full stands where the file is written anew. */
    @Test
    void shouldWaitForRoomOnAFullDisk() throws IOException {
        final Path file = directory.resolve("sink.cursor");
        final Path aside = directory.resolve("sink.cursor.tmp");
        final int records = 1 << 16;
        try (CursorFile cursor = CursorFile.open(file, JOURNAL_ID)) {
            for (int i = 0; i < records; i++) {
                cursor.append(i, i, 1);
            }
            assertTrue(cursor.force());
            Files.createSymbolicLink(aside, Path.of("/dev/full"));
            cursor.append(records, records, 1);
            assertFalse(cursor.force());
            assertEquals(records - 1, CursorFile.read(file, JOURNAL_ID).position().outputSequence());
            Files.delete(aside);
            assertTrue(cursor.force());
            assertEquals(records, CursorFile.read(file, JOURNAL_ID).position().outputSequence());
            cursor.append(records + 1, records, 1);
        }
        assertEquals(records + 1, CursorFile.read(file, JOURNAL_ID).position().outputSequence());
    }
}
