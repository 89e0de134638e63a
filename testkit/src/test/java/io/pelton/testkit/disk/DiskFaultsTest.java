package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failing, lying, full and slow disks, and damage. */
class DiskFaultsTest {
    private static final int PAGE = 4096;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path file = disk.path("/f");
    private FileChannel channel;

    @BeforeEach
    void openFile() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        forceRoot();
    }

    @AfterEach
    void closeFile() throws IOException {
        channel.close();
        assertEquals(List.of(), disk.openFiles());
    }

    private void forceRoot() throws IOException {
        try (FileChannel root = FileChannel.open(disk.root(), StandardOpenOption.READ)) {
            root.force(true);
        }
    }

    private int write(int length, long at) throws IOException {
        byte[] bytes = new byte[length];
        new SplittableRandom(at).nextBytes(bytes);
        return channel.write(ByteBuffer.wrap(bytes), at);
    }

    private void write(String text, long at) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), at);
    }

    private String surelyLeft() throws IOException {
        SimulatedDisk copy = disk.copy();
        copy.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        return Files.readString(copy.path("/f"));
    }

    @Test
    void shouldFailTheReadAndTheWriteThatWasAsked() throws IOException {
        write("a", 0);
        disk.faults().failWriteAt(2);
        write("b", 1);
        assertEquals("Input/output error", assertThrows(IOException.class, () -> write("c", 2)).getMessage());
        write("d", 2);
        disk.faults().failReadAt(1);
        assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
        assertEquals("abd", Files.readString(file));
    }

    @Test
    void shouldForgetWhatAFailedForceShouldHaveForced() throws IOException {
        write("aaaa", 0);
        channel.force(true);
        write("b", 1);
        disk.faults().failForceAt(1);
        assertThrows(IOException.class, () -> channel.force(true));
        write("c", 2);
        channel.force(true);
        channel.force(true);
        assertEquals("abca", Files.readString(file), "reads see it");
        assertEquals("aaca", surelyLeft(), "later forces succeed without it");
        SimulatedDisk copy = disk.copy();
        copy.powerCut(LossVariant.NOTHING_LOST, 0);
        assertEquals("aaca", Files.readString(copy.path("/f")));
    }

    @Test
    void shouldForceNamesAtTheNextForceWhenOneFails() throws IOException {
        write("text", 0);
        channel.force(true);
        Files.move(file, disk.path("/g"), StandardCopyOption.ATOMIC_MOVE);
        disk.faults().failForceAt(1);
        assertThrows(IOException.class, this::forceRoot);
        forceRoot();
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals("text", Files.readString(disk.path("/g")));
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldMakeNothingDurableWhenForcesLie() throws IOException {
        disk.faults().setForceLies(true);
        write("text", 0);
        channel.force(true);
        Files.createFile(disk.path("/g"));
        forceRoot();
        assertEquals("", surelyLeft());
        SimulatedDisk copy = disk.copy();
        copy.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertTrue(Files.notExists(copy.path("/g")));
        disk.faults().setForceLies(false);
        channel.force(true);
        assertEquals("text", surelyLeft());
    }

    @Test
    void shouldWriteWhatFitsAndThenBeFull() throws IOException {
        disk.setCapacityBytes(4 * PAGE);
        assertEquals(3 * PAGE, write(3 * PAGE, 0));
        assertEquals(PAGE - 10, write(3 * PAGE, 3 * PAGE + 10));
        IOException full = assertThrows(IOException.class, () -> write(1, 4 * PAGE));
        assertEquals("No space left on device", full.getMessage());
        assertEquals(PAGE, write(PAGE, 0), "what is allocated can be overwritten");
        FileStore store = Files.getFileStore(file);
        assertEquals(4 * PAGE, store.getTotalSpace());
        assertEquals(0, store.getUsableSpace());
        channel.truncate(PAGE);
        assertEquals(3 * PAGE, store.getUsableSpace());
        disk.setReservedBytes(2 * PAGE);
        assertEquals(PAGE, disk.usableBytes());
        assertEquals(PAGE, write(2 * PAGE, PAGE));
        disk.setReservedBytes(0);
        assertEquals(PAGE, write(PAGE, 2 * PAGE));
    }

    @Test
    void shouldCountZerosButNoHoles() throws IOException {
        assertEquals(PAGE, channel.write(ByteBuffer.allocate(PAGE), 10 * PAGE));
        assertEquals(PAGE, disk.usedBytes());
        assertEquals(11 * PAGE, Files.size(file));
        channel.write(ByteBuffer.allocate(10 * PAGE), 0);
        assertEquals(11 * PAGE, disk.usedBytes());
        Files.delete(file);
        assertEquals(11 * PAGE, disk.usedBytes(), "it is open");
        channel.close();
        assertEquals(0, disk.usedBytes());
    }

    @Test
    void shouldCountAnewAfterAPowerCut() throws IOException {
        write(PAGE, 0);
        channel.force(true);
        write(3 * PAGE, PAGE);
        Files.createLink(disk.path("/g"), file);
        forceRoot();
        assertEquals(4 * PAGE, disk.copy().usedBytes());
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals(PAGE, disk.usedBytes());
        Files.delete(file);
        assertEquals(PAGE, disk.usedBytes());
        Files.delete(disk.path("/g"));
        assertEquals(0, disk.usedBytes());
    }

    @Test
    void shouldLetTimePassWithForces() throws IOException {
        ManualClock clock = new ManualClock(0);
        disk.setClock(() -> clock.nanoTime() / 1_000_000);
        disk.faults().setForceDelay(() -> 5_000_000, delayNs -> clock.advance(delayNs, TimeUnit.NANOSECONDS));
        channel.force(true);
        channel.force(false);
        assertEquals(10_000_000, clock.nanoTime());
        write("x", 0);
        assertEquals(10, Files.getLastModifiedTime(file).toMillis());
    }

    @Test
    void shouldDamageForGood() throws IOException {
        write(3 * PAGE, 0);
        channel.force(true);
        byte[] whole = Files.readAllBytes(file);
        DiskDamage.KeptFile kept = disk.damage().keep(file);
        disk.damage().flipBit(file, 8 * 5000 + 3);
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        byte[] flipped = Files.readAllBytes(file);
        assertEquals(5000, Arrays.mismatch(whole, flipped));
        assertEquals(8, whole[5000] ^ flipped[5000]);
        disk.damage().flipBit(file, 8 * 5000 + 3);
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file)));
        disk.damage().zeroPage(file, 1);
        assertEquals(PAGE, Arrays.mismatch(whole, Files.readAllBytes(file)));
        disk.damage().garbleSector(file, 1, new SplittableRandom(1));
        assertEquals(512, Arrays.mismatch(whole, Files.readAllBytes(file)));
        disk.damage().truncate(file, 100);
        assertEquals(100, Files.size(file));
        assertEquals(PAGE, disk.usedBytes());
        disk.damage().delete(file);
        assertThrows(NoSuchFileException.class, () -> disk.damage().flipBit(file, 0));
        SimulatedDisk copy = disk.copy();
        copy.damage().putBack(copy.path("/f"), kept);
        copy.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(copy.path("/f"))));
        assertThrows(IllegalArgumentException.class, () -> copy.damage().zeroPage(copy.path("/f"), 3));
    }

    @Test
    void shouldSwapFiles() throws IOException {
        write("f", 0);
        channel.force(true);
        Files.writeString(disk.path("/g"), "g");
        disk.sync();
        disk.damage().swap(file, disk.path("/g"));
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals("gf", Files.readString(file) + Files.readString(disk.path("/g")));
        assertEquals(2 * PAGE, disk.usedBytes());
    }

    @Test
    void shouldFlipAnyBitOfAnyFile() throws IOException {
        write("12", 0);
        Files.createDirectory(disk.path("/d"));
        Files.writeString(disk.path("/d/g"), "1");
        SplittableRandom random = new SplittableRandom(7);
        TreeSet<String> said = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            said.add(disk.damage().flipRandomBit(disk.root(), random));
        }
        assertEquals(24, said.size());
        assertEquals(List.of(disk.path("/d/g"), file), disk.damage().files(disk.root()));
    }

    @Test
    void shouldKeepCopiesApart() throws IOException {
        write(PAGE, 0);
        byte[] before = Files.readAllBytes(file);
        SimulatedDisk copy = disk.copy();
        write("here", 0);
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(copy.path("/f"))));
        Files.writeString(copy.path("/f"), "there");
        Files.writeString(copy.path("/g"), "only there");
        assertEquals(PAGE, Files.size(file));
        assertEquals("here", Files.readString(file, StandardCharsets.ISO_8859_1).substring(0, 4));
        assertEquals("there", Files.readString(copy.path("/f")));
        assertTrue(Files.notExists(disk.path("/g")));
        copy.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals(0, Files.size(copy.path("/f")));
    }

    @Test
    void shouldListInAnOrderOfTheSeed() throws IOException {
        for (int i = 0; i < 9; i++) {
            Files.createFile(disk.path("/" + i));
        }
        assertEquals("012345678f", names());
        disk.setListingSeed(1);
        String first = names();
        assertNotEquals("012345678f", first);
        assertEquals(first, names());
        disk.setListingSeed(2);
        assertNotEquals(first, names());
    }

    private String names() throws IOException {
        try (Stream<Path> children = Files.list(disk.root())) {
            return String.join("", children.map(child -> child.getFileName().toString()).toList());
        }
    }

    @Test
    void shouldGoToRealFoldersAndBack(@TempDir Path real) throws IOException {
        write(10_000, 2 * PAGE);
        Files.createDirectories(disk.path("/d/e"));
        Files.writeString(disk.path("/d/g"), "text");
        disk.copyTo(real);
        assertEquals(-1, Files.mismatch(real.resolve("f"), file));
        assertEquals("text", Files.readString(real.resolve("d/g")));
        SimulatedDisk back = new SimulatedDisk();
        back.copyFrom(real);
        back.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals(-1, Files.mismatch(back.path("/f"), file));
        assertTrue(Files.isDirectory(back.path("/d/e")));
        assertEquals("text", Files.readString(back.path("/d/g")));
        assertEquals(0, back.faults().operations());
    }
}
