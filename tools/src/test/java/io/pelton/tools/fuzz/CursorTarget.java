package io.pelton.tools.fuzz;

import io.pelton.journal.state.CursorFile;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A sink's cursor file, as it is and with its sums put right: read, opened, appended to, read again. */
final class CursorTarget implements FuzzTarget {
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path file = disk.path("/0-sink" + CursorFile.SUFFIX);
    private final byte[] good;

    CursorTarget() throws IOException {
        try (CursorFile cursor = CursorFile.open(file, StateImage.OUTPUT_ID)) {
            cursor.appendGaps(new CursorFile.Gaps(3, 9, 1L << 33));
            for (int i = 0; i < 5; i++) {
                cursor.append(10 + i, 7 + i, 2);
            }
            cursor.force();
        }
        good = Files.readAllBytes(file);
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(good, new byte[0], new byte[CursorFile.RECORD_BYTES + 3]);
    }

    @Override
    public void run(byte[] input) throws IOException {
        read(input);
        byte[] summed = input.clone();
        Checksums.cursor(summed, StateImage.OUTPUT_ID);
        read(summed);
    }

    private void read(byte[] content) throws IOException {
        Files.write(file, content);
        CursorFile.Content read = CursorFile.read(file, StateImage.OUTPUT_ID);
        Findings.require(read.badBytes() >= 0, "bad bytes below 0: " + read);
        try (CursorFile cursor = CursorFile.open(file, StateImage.OUTPUT_ID)) {
            Findings.require(cursor.position().equals(read.position()), "opened elsewhere than read: " + read);
            cursor.append(1_000, 900, 3);
            cursor.force();
        }
        CursorFile.Content again = CursorFile.read(file, StateImage.OUTPUT_ID);
        Findings.require(again.position().outputSequence() == 1_000 && again.badBytes() == 0, "not clean: " + again);
        Findings.require(disk.openChannels() == 0, "left open: " + disk.openFiles());
    }
}
