package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.SnapshotWriter;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The journal's own code on simulated disks, with the power cut before and during each of its operations. */
class CrashPointsTest {
    private static final int SEEDS = 5;
    private static final long JOURNAL = 4711;

    private interface Script {
        void run(SimulatedDisk disk) throws IOException;
    }

    private interface Check {
        void check(SimulatedDisk found, boolean isComplete) throws IOException;
    }

    /** Runs a script on copies of a disk, to each of its ends, and looks at what each power cut leaves. */
    private static int enumerate(SimulatedDisk golden, Script script, Check check) throws IOException {
        SimulatedDisk undisturbed = golden.copy();
        script.run(undisturbed);
        long first = golden.faults().operations() + 1;
        long last = undisturbed.faults().operations();
        assertEquals(List.of(), undisturbed.openFiles());
        int cuts = cutWithEachVariant(undisturbed, check, true);
        for (long operation = first; operation <= last; operation++) {
            for (boolean isDuring : new boolean[] {false, true}) {
                SimulatedDisk disk = golden.copy();
                if (isDuring) {
                    disk.faults().failPowerDuring(operation);
                } else {
                    disk.faults().failPowerAt(operation);
                }
                assertTrue(isCutOff(script, disk), disk.faults().lastOperation());
                cuts += cutWithEachVariant(disk, check, false);
            }
        }
        return cuts;
    }

    private static boolean isCutOff(Script script, SimulatedDisk disk) throws IOException {
        try {
            script.run(disk);
            return false;
        } catch (PowerCutException | JournalFailedException | UncheckedIOException e) {
            return !disk.isPowerOn();
        }
    }

    private static int cutWithEachVariant(SimulatedDisk disk, Check check, boolean isComplete) throws IOException {
        int cuts = 0;
        for (LossVariant variant : LossVariant.values()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                SimulatedDisk found = disk.copy();
                found.powerCut(variant, seed);
                try {
                    check.check(found, isComplete);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("variant=" + variant + " seed=" + seed + " power failed at "
                            + disk.faults().lastOperation(), e);
                }
                cuts++;
            }
        }
        return cuts;
    }

    private static boolean isCaught(BooleanSupplier isGood) {
        try {
            return !isGood.getAsBoolean();
        } catch (AssertionError expected) {
            return true;
        }
    }

    private static SimulatedDisk withFile(byte[] content) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        DurableFiles.replace(disk.path("/target"), content);
        return disk;
    }

    private static byte[] bytes(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static int enumerateReplace(Script replace, boolean isLying) throws IOException {
        byte[] oldBytes = bytes(1, 5000);
        byte[] newBytes = bytes(2, 9000);
        SimulatedDisk golden = withFile(oldBytes);
        golden.faults().setForceLies(isLying);
        return enumerate(golden, replace, (found, isComplete) -> {
            byte[] content = Files.readAllBytes(found.path("/target"));
            boolean isNew = Arrays.equals(content, newBytes);
            assertTrue(isNew || Arrays.equals(content, oldBytes), "a mixture");
            assertTrue(isNew || !isComplete, "replaced and lost");
        });
    }

    @Test
    void shouldReplaceAFileWhollyOrNotAtAll() throws IOException {
        int cuts = enumerateReplace(disk -> DurableFiles.replace(disk.path("/target"), bytes(2, 9000)), false);
        assertEquals(11 * LossVariant.values().length * SEEDS, cuts,
                "before and during create, write, force, rename and the folder's force, and the end");
    }

    @Test
    void shouldCatchADiskThatLies() {
        Script replace = disk -> DurableFiles.replace(disk.path("/target"), bytes(2, 9000));
        assertTrue(isCaught(() -> isEnumerated(replace, true)));
        assertFalse(isCaught(() -> isEnumerated(replace, false)));
    }

    @Test
    void shouldCatchAReplaceThatForgetsAForce() {
        for (String forgotten : List.of("file", "folder", "name")) {
            assertTrue(isCaught(() -> isEnumerated(disk -> replaceWithout(forgotten, disk), false)), forgotten);
        }
        assertFalse(isCaught(() -> isEnumerated(disk -> replaceWithout("nothing", disk), false)));
    }

    private static boolean isEnumerated(Script replace, boolean isLying) {
        try {
            return enumerateReplace(replace, isLying) > 0;
        } catch (IOException e) {
            throw new AssertionError("a file is missing", e);
        }
    }

    private static void replaceWithout(String forgotten, SimulatedDisk disk) throws IOException {
        Path target = disk.path("/target");
        Path aside = forgotten.equals("name") ? target : DurableFiles.aside(target);
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            DurableFiles.writeFully(channel, ByteBuffer.wrap(bytes(2, 9000)));
            if (!forgotten.equals("file")) {
                channel.force(true);
            }
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        if (!forgotten.equals("folder")) {
            DurableFiles.forceDirectory(disk.root());
        }
    }

    private static SnapshotHeader header(long input) {
        return new SnapshotHeader(JOURNAL, "plan", input, input * 2, input * 1_000);
    }

    private static void writeSnapshot(SimulatedDisk disk, long input) {
        SnapshotStore store = new SnapshotStore(disk.path("/snapshots"), JOURNAL);
        try (SnapshotWriter writer = store.begin(header(input))) {
            byte[] state = bytes((int) input, 20_000);
            writer.beginSection("state", 1, state.length);
            writer.write(new UnsafeBuffer(state), 0, state.length);
            writer.commit();
        }
    }

    @Test
    void shouldKeepTheNewestCommittedSnapshot() throws IOException {
        SimulatedDisk golden = new SimulatedDisk();
        DurableFiles.createDirectories(golden.path("/snapshots"));
        for (int input = 1; input <= 4; input++) {
            writeSnapshot(golden, input);
        }
        int cuts = enumerate(golden, disk -> writeSnapshot(disk, 5), (found, isComplete) -> {
            SnapshotStore store = new SnapshotStore(found.path("/snapshots"), JOURNAL);
            List<SnapshotStore.Entry> kept = store.list();
            assertTrue(kept.size() >= SnapshotStore.KEPT, "kept=" + kept);
            long newest = kept.get(0).header().inputSequence();
            assertTrue(newest == 5 || newest == 4 && !isComplete, "newest=" + newest);
            assertEquals(0, found.openChannels());
        });
        assertEquals(13 * LossVariant.values().length * SEEDS, cuts, "before and during six operations, and the end");
    }

    @Test
    void shouldStartAStateFolderAgainAtEachPoint() throws IOException {
        SimulatedDisk golden = new SimulatedDisk();
        int cuts = enumerate(golden, CrashPointsTest::startStateFolder, (found, isComplete) -> {
            StateFolder folder = StateFolder.open(found.path("/var/state"));
            boolean isNew = folder.isNew();
            int epoch = isNew ? 0 : folder.manifest().epoch();
            folder.close();
            assertTrue(!isComplete || epoch == 1, "epoch=" + epoch);
            assertEquals(0, found.openChannels());
            if (isNew) {
                startStateFolder(found);
            }
        });
        assertTrue(cuts > 1000, "cuts=" + cuts);
    }

    private static void startStateFolder(SimulatedDisk disk) {
        StateFolder folder = StateFolder.open(disk.path("/var/state"));
        try {
            folder.initialise("hash", "SELECT 1", new TreeMap<>(Map.of("a", "b")));
            assertEquals(1, folder.beginEpoch());
        } finally {
            folder.close();
        }
    }

    @Test
    void shouldKeepForcedCursorPositions() throws IOException {
        SimulatedDisk golden = new SimulatedDisk();
        long[] forced = {-1};
        enumerate(golden, disk -> {
            forced[0] = -1;
            CursorFile cursor = CursorFile.open(disk.path("/sink.cursor"), JOURNAL);
            try {
                for (int i = 0; i < 40; i++) {
                    cursor.append(i, i * 2, 1);
                    if (i % 10 == 9) {
                        cursor.force();
                        forced[0] = i;
                    }
                }
            } finally {
                cursor.close();
            }
        }, (found, isComplete) -> {
            long position = CursorFile.read(found.path("/sink.cursor"), JOURNAL).position().outputSequence();
            assertTrue(position >= forced[0], "position=" + position + " forced=" + forced[0]);
            assertTrue(position <= 39, "position=" + position);
        });
        assertEquals(29, forced[0], "the last run is cut during its last force");
    }
}
