package io.pelton.journal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of two plans side by side, as they lie while one takes a folder over from the other. */
class SnapshotPlansTest {
    private static final long JOURNAL_ID = 77;

    @TempDir
    Path directory;

    private static void write(SnapshotStore store, String plan, long input) {
        try (SnapshotWriter writer = store.begin(new SnapshotHeader(JOURNAL_ID, plan, input, 5, 0))) {
            writer.commit();
        }
    }

    private List<String> kept() throws Exception {
        return SnapshotStore.headers(directory, JOURNAL_ID).stream()
                .map(header -> header.planHash() + header.inputSequence()).toList();
    }

    @Test
    void shouldPassOverAndNotCountThoseOfAnotherPlan() throws Exception {
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        for (long input = 10; input < 15; input++) {
            write(store, "old", input);
        }
        write(store, "new", 11);
        assertEquals(List.of("old14", "old13", "old12", "new11"), kept());
        try (SnapshotReader reader = store.openNewest("new").orElseThrow()) {
            assertEquals(11, reader.header().inputSequence());
        }
        for (long input = 20; input < 25; input++) {
            write(store, "new", input);
        }
        assertEquals(List.of("new24", "new23", "new22", "old14", "old13", "old12"), kept());
        assertTrue(store.openNewest("third").isEmpty());
    }

    @Test
    void shouldRemoveThoseOfOtherPlansAndNoOtherJournals() throws Exception {
        final SnapshotStore other = new SnapshotStore(directory, JOURNAL_ID + 1);
        try (SnapshotWriter writer = other.begin(new SnapshotHeader(JOURNAL_ID + 1, "old", 3, 0, 0))) {
            writer.commit();
        }
        final SnapshotStore store = new SnapshotStore(directory, JOURNAL_ID);
        write(store, "old", 10);
        write(store, "new", 9);
        Files.write(directory.resolve("snapshot-00000000000000000099.pls"), new byte[] {1, 2, 3});
        store.removeOthers("new");
        assertEquals(List.of("new9"), kept());
        assertEquals(1, other.list().size());
        assertEquals(3, SnapshotStore.files(directory).size(), "what can't be read isn't ours to remove");
    }
}
