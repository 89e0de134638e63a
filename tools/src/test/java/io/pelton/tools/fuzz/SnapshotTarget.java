package io.pelton.tools.fuzz;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A snapshot file as such: read through, and section by section. What restores from it is the engine target's. */
final class SnapshotTarget implements FuzzTarget {
    private static final int SECTION_MAGIC = 0x54434553;
    private static final String FILE = "/snapshots";

    private final SimulatedDisk disk = new SimulatedDisk();
    private final byte[] good;
    private final int[] places;

    SnapshotTarget() throws IOException {
        Path folder = disk.path(FILE);
        SnapshotStore store = new SnapshotStore(folder, StateImage.INPUT_ID);
        try (SnapshotWriter writer = store.begin(new SnapshotHeader(StateImage.INPUT_ID, "plan", 41, 17, 5_000))) {
            for (int i = 0; i < 4; i++) {
                UnsafeBuffer bytes = new UnsafeBuffer(new byte[i * 300]);
                writer.beginSection("section-" + i, i, bytes.capacity());
                if (bytes.capacity() > 0) {
                    writer.write(bytes, 0, bytes.capacity());
                }
            }
            writer.commit();
        }
        good = Files.readAllBytes(SnapshotStore.files(folder).get(0));
        places = places(good);
    }

    /** Where a good snapshot's header, sections, their contents and its trailer begin. */
    static int[] places(byte[] file) {
        UnsafeBuffer buffer = new UnsafeBuffer(file);
        List<Integer> places = new ArrayList<>(List.of(0));
        int at = 44 + buffer.getInt(40, LITTLE_ENDIAN) + Integer.BYTES;
        while (buffer.getInt(at, LITTLE_ENDIAN) == SECTION_MAGIC) {
            places.add(at);
            int content = at + 20 + buffer.getInt(at + 16, LITTLE_ENDIAN) + Integer.BYTES;
            places.add(content);
            at = content + (int) buffer.getLong(at + 8, LITTLE_ENDIAN) + Integer.BYTES;
        }
        places.add(at);
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0]));
        for (int sums = 0; sums < 2; sums++) {
            for (int kind = 0; kind < 10; kind++) {
                seeds.add(new byte[] {(byte) sums, 0, (byte) kind, 2, 8, 2, 3, 0, 90, 1});
            }
        }
        return seeds;
    }

    @Override
    public void run(byte[] input) throws IOException {
        FuzzBytes bytes = new FuzzBytes(input);
        boolean hasSums = (bytes.nextByte() & 1) != 0;
        byte[] changed = good;
        for (int left = FileEdits.count(bytes); left > 0 && bytes.hasMore() && changed != null; left--) {
            changed = changed.length == 0 ? changed : FileEdits.apply(changed, places, bytes);
        }
        if (changed == null) {
            return;
        }
        if (hasSums) {
            changed = changed.clone();
            Checksums.snapshot(changed, StateImage.INPUT_ID);
        }
        Path file = disk.path("/changed.pls");
        Files.write(file, changed);
        boolean isGood = verifies(file);
        Findings.require(!isGood || hasSums || java.util.Arrays.equals(changed, good),
                "damage went unnoticed: length=" + changed.length);
        Findings.require(disk.openChannels() == 0, "left open: " + disk.openFiles());
    }

    private static boolean verifies(Path file) throws IOException {
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            while (reader.nextSection()) {
                int count = (int) Math.min(reader.length(), 100);
                reader.read(new UnsafeBuffer(new byte[count]), 0, count);
            }
            SnapshotReader.headerOf(file);
            SnapshotReader.verify(file);
            return true;
        } catch (CorruptJournalException e) {
            return false;
        }
    }
}
