package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.recovery.HoldingsKeeper;
import io.pelton.journal.DurabilityMode;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalAppender;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.Journals;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.Severity;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.StorageKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A manifest that finds no room ends nothing: old segments stay until it does. */
class HoldingsOnFullDiskTest {
    private static final int PAYLOAD_BYTES = 4096;
    private static final JournalOptions OPTIONS = JournalOptions.defaults().withStorage(StorageKind.PLAIN)
            .withSegmentBytes(JournalOptions.MIN_SEGMENT_BYTES).withDurability(DurabilityMode.GROUP);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path state = disk.path("/state");

    private static void appendToNextSegment(Journal journal) {
        JournalAppender appender = journal.appender();
        int segments = journal.segments().size();
        while (journal.segments().size() == segments) {
            assertTrue(appender.claim(BlockType.ROWS, appender.lastSequence() + 1, 1, PAYLOAD_BYTES, 1, Journal.NONE));
            appender.commit();
        }
        journal.force();
    }

    @Test
    void shouldKeepSegmentsUntilTheManifestFindsRoom() {
        try (StateFolder folder = StateFolder.open(state)) {
            folder.initialise("plan", "script", Map.of());
            folder.beginEpoch();
            try (Journal input = Journals.openInput(folder, OPTIONS);
                    Journal output = Journals.openOutput(folder, OPTIONS)) {
                appendToNextSegment(output);
                HoldingsKeeper keeper = new HoldingsKeeper(folder, input, output, TreeMap::new);
                long before = output.segments().get(1).baseSequence();

                disk.setReservedBytes(disk.usableBytes());
                assertFalse(keeper.isPruningKnown(0, before));
                assertEquals(0, Holdings.of(folder.manifest()).output().baseSequence());

                disk.setReservedBytes(0);
                assertTrue(keeper.isPruningKnown(0, before));
                assertEquals(1, output.deleteBefore(before));
                assertEquals(before, Holdings.of(folder.manifest()).output().baseSequence());
            }
        }
        assertTrue(Journals.verify(state, DurabilityMode.GROUP).severity() != Severity.DAMAGED);
        assertEquals(0, disk.openChannels());
    }
}
