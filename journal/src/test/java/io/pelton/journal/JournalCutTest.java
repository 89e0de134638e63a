package io.pelton.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.BlockType;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Three segments of 35 rows in blocks of 7, the last one left as a kill leaves it. */
@ParameterizedClass
@EnumSource(StorageKind.class)
class JournalCutTest {
    @Parameter
    private StorageKind storage;

    private static final int ROW_BYTES = 24;
    private static final int BLOCK_ROWS = 7;
    private static final int SEGMENT_ROWS = 35;
    private static final int SEGMENTS = 3;
    private static final int ROWS = SEGMENTS * SEGMENT_ROWS;

    @TempDir
    private Path directory;

    private void writeGolden(Path golden) throws IOException {
        for (int i = 0; i < SEGMENTS; i++) {
            try (StateFolder folder = StateFolder.open(directory.resolve("live"))) {
                if (i == 0) {
                    folder.initialise("hash", "script.sql", Map.of());
                }
                folder.beginEpoch();
                try (Journal journal = Journals.openOutput(folder, options())) {
                    for (int row = 0; row < SEGMENT_ROWS; row += BLOCK_ROWS) {
                        append(journal, BLOCK_ROWS);
                    }
                    journal.force();
                    if (i == SEGMENTS - 1) {
                        copy(directory.resolve("live"), golden);
                    }
                }
            }
        }
    }

    private static void append(Journal journal, int rows) {
        JournalAppender appender = journal.appender();
        long first = appender.lastSequence() + 1;
        assertTrue(appender.claim(BlockType.ROWS, first, rows, rows * ROW_BYTES, first, Journal.NONE));
        for (int i = 0; i < rows; i++) {
            int offset = appender.payloadOffset() + i * ROW_BYTES;
            appender.buffer().putLong(offset, first + i);
            appender.buffer().putLong(offset + 8, (first + i) * 31);
            appender.buffer().putLong(offset + 16, ~(first + i));
        }
        appender.commit();
    }

    private static void assertHoldsRowsTo(Journal journal, long last) {
        assertEquals(last, journal.lastSequence());
        long expected = 0;
        try (JournalTailer tailer = journal.newTailer()) {
            while (tailer.next()) {
                assertEquals(expected, tailer.firstSequence());
                assertEquals(tailer.rowCount() * ROW_BYTES, tailer.payloadBytes());
                for (int i = 0; i < tailer.rowCount(); i++, expected++) {
                    int offset = tailer.payloadOffset() + i * ROW_BYTES;
                    assertEquals(expected, tailer.buffer().getLong(offset));
                    assertEquals(expected * 31, tailer.buffer().getLong(offset + 8));
                }
            }
        }
        assertEquals(last + 1, expected);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void shouldEndAnywhereAndGoOnThere() throws IOException {
        Path golden = directory.resolve("golden");
        writeGolden(golden);
        for (int cut : List.of(-1, 0, 5, 6, 7, 33, 34, 35, 36, 69, 70, 100, 103, 104, 1_000)) {
            Path state = directory.resolve("cut" + cut);
            copy(golden, state);
            long last = Math.min(cut, ROWS - 1);
            try (StateFolder folder = StateFolder.open(state)) {
                folder.beginEpoch();
                try (Journal journal = Journals.openOutput(folder, options(), cutBehind(cut))) {
                    assertHoldsRowsTo(journal, last);
                    append(journal, 3);
                    assertHoldsRowsTo(journal, last + 3);
                }
            }
            assertEquals(0, Journals.verify(state, DurabilityMode.GROUP).exitCode(), "cut " + cut);
            try (StateFolder folder = StateFolder.open(state)) {
                folder.beginEpoch();
                try (Journal journal = Journals.openOutput(folder, options())) {
                    assertHoldsRowsTo(journal, last + 3);
                }
            }
        }
    }

    @Test
    void shouldKeepWhatItCutsAndFinishACutThatWasInterrupted() throws IOException {
        Path state = directory.resolve("golden");
        writeGolden(state);
        Path output = state.resolve(StateFolder.OUTPUT);
        List<Integer> segments = SegmentFiles.list(output);
        Path newest = SegmentFiles.path(output, segments.get(segments.size() - 1));
        Files.move(newest, state.resolve(StateFolder.QUARANTINE).resolve("output-" + newest.getFileName()));
        try (StateFolder folder = StateFolder.open(state)) {
            folder.beginEpoch();
            try (Journal journal = Journals.openOutput(folder, options(), cutBehind(40))) {
                assertHoldsRowsTo(journal, 40);
                assertFalse(SegmentFiles.list(output).contains(segments.get(segments.size() - 1)),
                        "the number of a segment in quarantine is not given again");
            }
        }
        try (Stream<Path> kept = Files.list(state.resolve(StateFolder.QUARANTINE))) {
            assertEquals(2, kept.count());
        }
    }

    private static JournalCut cutBehind(long sequence) {
        return new JournalCut(sequence, (buffer, offset) -> ROW_BYTES);
    }

    private JournalOptions options() {
        return JournalOptions.defaults().withSegmentBytes(1 << 20).withStorage(storage);
    }
}
