package io.pelton.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleStorageTest {
    private static final int SEGMENT_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheRoomOfASegmentThatIsAboutToBegin() throws IOException {
        try (ChronicleStorage storage = ChronicleStorage.open(directory, SEGMENT_BYTES)) {
            for (int segment = 1; segment <= 3; segment++) {
                assertTrue(storage.canRoll(segment));
                storage.roll(segment);
                storage.prepare();
                assertTrue(Files.exists(SegmentFiles.preparedPath(directory, segment)), "segment=" + segment);
                storage.claim(100);
                storage.buffer().setMemory(storage.offset(), 100, (byte) 1);
                storage.commit();
                assertFalse(Files.exists(SegmentFiles.preparedPath(directory, segment)), "segment=" + segment);
                storage.prepare();
                assertTrue(Files.exists(SegmentFiles.preparedPath(directory, segment + 1)), "segment=" + segment);
            }
        }
    }
}
