package io.pelton.journal.state;

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
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final long JOURNAL_ID = 5;

    @TempDir
    private Path directory;

    @AfterEach
    void shouldLeaveNothingOpen() {
        OpenFiles.assertNoneBelow(directory);
    }

    @Test
    void shouldGiveSectionsBack() throws IOException {
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        assertTrue(store.openNewest().isEmpty());
        final byte[] big = new byte[3_000_000];
        new Random(1).nextBytes(big);
        final UnsafeBuffer source = new UnsafeBuffer(big);
        try (SnapshotWriter writer = store.begin(new SnapshotHeader(JOURNAL_ID, "hash", 10, 20, 30))) {
            writer.beginSection("empty", 1, 0);
            writer.beginSection("big", 2, big.length);
            for (int at = 0; at < big.length; at += 100_000) {
                writer.write(source, at, 100_000);
            }
            writer.commit();
        }
        try (SnapshotReader reader = store.openNewest().orElseThrow()) {
            assertEquals(new SnapshotHeader(JOURNAL_ID, "hash", 10, 20, 30), reader.header());
            assertTrue(reader.nextSection());
            assertEquals("empty", reader.name());
            assertEquals(0, reader.length());
            reader.read(new UnsafeBuffer(new byte[0]), 0, 0);
            assertTrue(reader.nextSection());
            assertEquals("big", reader.name());
            assertEquals(2, reader.version());
            final byte[] back = new byte[big.length];
            reader.read(new UnsafeBuffer(back), 0, 1_234_567);
            reader.read(new UnsafeBuffer(back), 1_234_567, big.length - 1_234_567);
            assertTrue(Arrays.equals(big, back));
            assertFalse(reader.nextSection());
        }
    }

    @Test
    void shouldKeepThreeAndPassOverADamagedNewestOne() throws IOException {
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        for (int i = 0; i < 5; i++) {
            write(store, i * 100L, i);
        }
        assertEquals(SnapshotStore.KEPT, SnapshotStore.files(directory).size());
        assertEquals(200, store.oldestInputSequence());
        final Path newest = SnapshotStore.files(directory).get(0);
        final byte[] good = Files.readAllBytes(newest);
        for (int at = 0; at < good.length; at++) {
            final byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(newest, bad);
            assertThrows(CorruptJournalException.class, () -> SnapshotReader.verify(newest), "byte " + at);
            Files.write(newest, Arrays.copyOf(good, at));
            assertThrows(CorruptJournalException.class, () -> SnapshotReader.verify(newest), "length " + at);
        }
        try (SnapshotReader reader = store.openNewest().orElseThrow()) {
            assertEquals(300, reader.header().inputSequence());
        }
        Files.write(newest, good);
        assertEquals(3, store.list().size());
    }

    @Test
    void shouldNotLetSnapshotsOfAnotherJournalPushOursOut() throws IOException {
        final SnapshotStore other = new SnapshotStore(directory, JOURNAL_ID + 1);
        for (int i = 0; i < SnapshotStore.KEPT; i++) {
            write(other, JOURNAL_ID + 1, 1_000L + i, i);
        }
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        assertEquals(-1, store.oldestInputSequence());
        for (int i = 0; i < SnapshotStore.KEPT + 1; i++) {
            write(store, 10L + i, i);
        }
        assertEquals(SnapshotStore.KEPT, store.list().size());
        assertEquals(11, store.oldestInputSequence());
    }

    @Test
    void shouldLeaveNothingOfAnUnfinishedSnapshot() throws IOException {
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        write(store, 1, 1);
        try (SnapshotWriter writer = store.begin(new SnapshotHeader(JOURNAL_ID, "hash", 2, 2, 2))) {
            writer.beginSection("a", 1, 100);
            assertThrows(IllegalStateException.class, writer::commit);
        }
        Files.write(directory.resolve("snapshot-x.pls.tmp"), new byte[10]);
        assertEquals(1, new SnapshotStore(directory, JOURNAL_ID).list().get(0).header().inputSequence());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    private static void write(SnapshotStore store, long inputSequence, int value) {
        write(store, JOURNAL_ID, inputSequence, value);
    }

    private static void write(SnapshotStore store, long journalId, long inputSequence, int value) {
        try (SnapshotWriter writer = store.begin(new SnapshotHeader(journalId, "hash", inputSequence, 1, 1))) {
            writer.beginSection("value", 1, 4);
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[4]);
            bytes.putInt(0, value);
            writer.write(bytes, 0, 4);
            writer.commit();
        }
    }
}
