package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a power cut leaves: each rule of the model. */
class PowerCutTest {
    private static final int SEEDS = 200;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path folder = disk.root();
    private final Path file = disk.path("/f");

    /** What there is to be found after a cut, as one text. */
    private interface Look {
        String at(SimulatedDisk found) throws IOException;
    }

    /** All that is found with any seed, sorted. */
    private Set<String> found(LossVariant variant, Look look) throws IOException {
        Set<String> all = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk copy = disk.copy();
            copy.powerCut(variant, seed);
            all.add(look.at(copy));
        }
        return all;
    }

    private Set<String> namesFound(LossVariant variant) throws IOException {
        return found(variant, PowerCutTest::names);
    }

    private static String names(SimulatedDisk found) throws IOException {
        try (Stream<Path> all = Files.walk(found.root())) {
            return String.join(" ", all.filter(path -> path.getNameCount() > 0).map(Path::toString).toList());
        }
    }

    private static String text(SimulatedDisk found) throws IOException {
        return Files.exists(found.path("/f")) ? Files.readString(found.path("/f")) : "missing";
    }

    private void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void durable(Path path, String text) throws IOException {
        Files.writeString(path, text);
        force(path);
        force(path.getParent());
    }

    /** Sectors full of one letter each. */
    private static String sectors(String letters) {
        StringBuilder text = new StringBuilder();
        letters.chars().forEach(letter -> text.append(Character.toString(letter).repeat(512)));
        return text.toString();
    }

    private static String lettersOf(String text) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < text.length(); i += 512) {
            String sector = text.substring(i, Math.min(text.length(), i + 512));
            boolean isWhole = sector.chars().distinct().count() == 1;
            letters.append(isWhole ? sector.charAt(0) == 0 ? '0' : sector.charAt(0) : '?');
        }
        return letters.toString();
    }

    private Set<String> lettersFound(LossVariant variant) throws IOException {
        return found(variant, copy -> lettersOf(text(copy)));
    }

    private void write(long at, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), at);
        }
    }

    @Test
    void shouldKeepWhatWasForcedInEachVariant() throws IOException {
        durable(file, "forced");
        for (LossVariant variant : LossVariant.values()) {
            assertEquals(Set.of("forced"), found(variant, PowerCutTest::text), variant.name());
        }
    }

    @Test
    void shouldLoseAllOrNothing() throws IOException {
        durable(file, "forced");
        Files.writeString(file, "longer and not forced");
        Files.createDirectory(disk.path("/d"));
        assertEquals(Set.of("longer and not forced"), found(LossVariant.NOTHING_LOST, PowerCutTest::text));
        assertEquals(Set.of("forced"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
        assertEquals(Set.of("/d /f"), namesFound(LossVariant.NOTHING_LOST));
        assertEquals(Set.of("/f"), namesFound(LossVariant.ALL_UNFORCED_LOST));
        assertEquals("longer and not forced", Files.readString(file), "copies are cut, not this one");
    }

    @Test
    void shouldNeedTheFoldersForceForANewName() throws IOException {
        Files.writeString(file, "forced");
        force(file);
        assertEquals(Set.of("missing"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
        assertEquals(Set.of("missing", "forced"), found(LossVariant.SECTORS_AT_RANDOM, PowerCutTest::text));
        force(folder);
        assertEquals(Set.of("forced"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
    }

    @Test
    void shouldNeedTheFilesForceForItsContent() throws IOException {
        Files.writeString(file, "text");
        force(folder);
        assertEquals(Set.of(""), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
        assertEquals(Set.of("", "\0\0\0\0"), found(LossVariant.NAMES_WITHOUT_CONTENT, PowerCutTest::text));
        assertEquals(Set.of("", "\0\0\0\0", "text"), found(LossVariant.SECTORS_AT_RANDOM, PowerCutTest::text));
    }

    @Test
    void shouldTearBySectorsInAnyOrder() throws IOException {
        durable(file, sectors("abc"));
        write(0, sectors("ABC"));
        assertEquals(Set.of("abc", "abC", "aBc", "aBC", "Abc", "AbC", "ABc", "ABC"),
                lettersFound(LossVariant.SECTORS_AT_RANDOM));
        assertEquals(Set.of("abc", "ABC"), lettersFound(LossVariant.PAGES_AT_RANDOM));
        assertEquals(8, lettersFound(LossVariant.TORN_LAST_WRITE).size());
        assertEquals(8, lettersFound(LossVariant.PREFIX).size());
    }

    @Test
    void shouldFindASectorAsItWasBetweenTwoWrites() throws IOException {
        durable(file, sectors("a"));
        write(0, sectors("b"));
        write(0, sectors("c"));
        assertEquals(Set.of("a", "b", "c"), lettersFound(LossVariant.SECTORS_AT_RANDOM));
    }

    @Test
    void shouldLoseTheEndOfAPrefixOnly() throws IOException {
        durable(file, sectors("abcd"));
        write(0, sectors("A"));
        write(1024, sectors("C"));
        write(512, sectors("B"));
        assertEquals(Set.of("abcd", "Abcd", "AbCd", "ABCd"), lettersFound(LossVariant.PREFIX));
        assertEquals(Set.of("AbCd", "ABCd"), lettersFound(LossVariant.TORN_LAST_WRITE));
    }

    @Test
    void shouldCutAPrefixAcrossFilesAndFolders() throws IOException {
        durable(file, "-");
        Files.createFile(disk.path("/1"));
        write(0, "2");
        Files.createFile(disk.path("/3"));
        assertEquals(Set.of("/f-", "/1 /f-", "/1 /f2", "/1 /3 /f2"),
                found(LossVariant.PREFIX, copy -> names(copy) + text(copy)));
    }

    @Test
    void shouldLoseALengthOrFillItWithZeros() throws IOException {
        durable(file, sectors("a"));
        write(512, sectors("B"));
        assertEquals(Set.of("a", "a0", "aB"), lettersFound(LossVariant.SECTORS_AT_RANDOM));
        assertEquals(Set.of("a", "a0"), lettersFound(LossVariant.NAMES_WITHOUT_CONTENT));
    }

    @Test
    void shouldLoseATruncationWithAllThatFollowsIt() throws IOException {
        durable(file, sectors("abc"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(512);
        }
        write(512, sectors("X"));
        assertEquals(Set.of("abc", "a", "a0", "aX"), lettersFound(LossVariant.SECTORS_AT_RANDOM));
        force(file);
        assertEquals(Set.of("aX"), lettersFound(LossVariant.ALL_UNFORCED_LOST));
        write(2048, sectors("Y"));
        force(file);
        assertEquals(Set.of("aX00Y"), lettersFound(LossVariant.ALL_UNFORCED_LOST));
    }

    @Test
    void shouldUndoARenameThatTheFolderWasNotForcedAfter() throws IOException {
        durable(file, "old");
        durable(disk.path("/f.tmp"), "new");
        Files.move(disk.path("/f.tmp"), file, StandardCopyOption.ATOMIC_MOVE);
        Look look = copy -> names(copy) + " " + text(copy);
        assertEquals(Set.of("/f /f.tmp old"), found(LossVariant.ALL_UNFORCED_LOST, look));
        for (LossVariant variant : List.of(LossVariant.SECTORS_AT_RANDOM, LossVariant.NAMES_WITHOUT_CONTENT)) {
            assertEquals(Set.of("/f /f.tmp old", "/f new"), found(variant, look), variant.name());
        }
        force(folder);
        assertEquals(Set.of("/f new"), found(LossVariant.ALL_UNFORCED_LOST, look));
    }

    @Test
    void shouldKeepTheOrderOfOneNameAndNotOfOthers() throws IOException {
        Files.createFile(disk.path("/a"));
        Files.createFile(disk.path("/b"));
        Files.move(disk.path("/a"), disk.path("/c"), StandardCopyOption.ATOMIC_MOVE);
        Set<String> all = Set.of("", "/a", "/b", "/a /b", "/c", "/b /c");
        assertEquals(all, namesFound(LossVariant.NAMES_WITHOUT_CONTENT));
        assertEquals(Set.of("", "/a", "/a /b", "/b /c"), namesFound(LossVariant.PREFIX));
    }

    @Test
    void shouldNotLoseAFileThatMovesBetweenFolders() throws IOException {
        Path from = disk.path("/from/f");
        Path to = disk.path("/to/f");
        Files.createDirectory(from.getParent());
        Files.createDirectory(to.getParent());
        force(folder);
        durable(from, "text");
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        SimulatedDisk unforced = disk.copy();
        assertEquals(Set.of("/from /from/f /to", "/from /to /to/f"), namesFound(LossVariant.NAMES_WITHOUT_CONTENT));
        force(to.getParent());
        assertEquals(Set.of("/from /from/f /to /to/f", "/from /to /to/f"),
                namesFound(LossVariant.NAMES_WITHOUT_CONTENT));
        try (FileChannel channel = FileChannel.open(unforced.path("/from"), StandardOpenOption.READ)) {
            channel.force(true);
        }
        unforced.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals("/from /to /to/f", names(unforced));
        assertEquals("text", Files.readString(unforced.path("/to/f")));
    }

    @Test
    void shouldNotLetAnOlderOperationWinOverAForcedOne() throws IOException {
        Files.createDirectory(disk.path("/from"));
        Files.createDirectory(disk.path("/to"));
        force(folder);
        durable(disk.path("/from/f"), "text");
        Files.createFile(disk.path("/to/f"));
        Files.move(disk.path("/from/f"), disk.path("/to/f"), StandardCopyOption.ATOMIC_MOVE);
        force(disk.path("/from"));
        for (LossVariant variant : LossVariant.values()) {
            assertEquals(Set.of("text"), found(variant, copy -> Files.readString(copy.path("/to/f"))), variant.name());
        }
    }

    @Test
    void shouldBringBackWhatWasDeleted() throws IOException {
        durable(file, "text");
        Files.delete(file);
        assertEquals(Set.of("missing", "text"), found(LossVariant.SECTORS_AT_RANDOM, PowerCutTest::text));
        force(folder);
        assertEquals(Set.of("missing"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
    }

    @Test
    void shouldKeepLinksApartFromContent() throws IOException {
        durable(file, "text");
        Files.createLink(disk.path("/g"), file);
        assertEquals(Set.of("/f", "/f /g"), namesFound(LossVariant.NAMES_WITHOUT_CONTENT));
        force(folder);
        Files.writeString(disk.path("/g"), "through the other name");
        force(disk.path("/g"));
        assertEquals(Set.of("through the other name"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
    }

    @Test
    void shouldLoseWhatIsBelowALostFolder() throws IOException {
        Files.createDirectory(disk.path("/d"));
        durable(disk.path("/d/f"), "text");
        assertEquals(Set.of("", "/d /d/f"), namesFound(LossVariant.NAMES_WITHOUT_CONTENT));
    }

    @Test
    void shouldKillChannelsAndLocks() throws IOException {
        durable(file, "text");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.tryLock();
        disk.powerCut(LossVariant.NOTHING_LOST, 0);
        assertThrows(PowerCutException.class, () -> channel.read(ByteBuffer.allocate(1)));
        assertThrows(PowerCutException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows(PowerCutException.class, () -> channel.force(true));
        assertEquals(0, disk.openChannels());
        try (FileChannel next = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertTrue(next.tryLock().isValid());
            channel.close();
            assertEquals(List.of("/f"), disk.openFiles());
        }
        assertEquals(0, disk.openChannels());
    }

    @Test
    void shouldFindTheSameWithTheSameSeed() throws IOException {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 1);
        Files.write(file, bytes);
        force(folder);
        SimulatedDisk first = disk.copy();
        SimulatedDisk second = disk.copy();
        first.powerCut(LossVariant.SECTORS_AT_RANDOM, 42);
        second.powerCut(LossVariant.SECTORS_AT_RANDOM, 42);
        assertArrayEquals(Files.readAllBytes(first.path("/f")), Files.readAllBytes(second.path("/f")));
    }

    @Test
    void shouldFailBeforeOrDuringAnOperation() throws IOException {
        durable(file, "old");
        long next = disk.faults().operations() + 1;
        disk.faults().failPowerAt(next);
        PowerCutException failure = assertThrows(PowerCutException.class, () -> write(0, "NEW"));
        assertTrue(failure.getMessage().contains("kind=WRITE path=/f at=0 bytes=3"), failure.getMessage());
        assertFalse(disk.isPowerOn());
        assertThrows(PowerCutException.class, () -> Files.readString(file));
        assertThrows(PowerCutException.class, () -> Files.createDirectory(disk.path("/d")));
        assertEquals(Set.of("old"), found(LossVariant.NOTHING_LOST, PowerCutTest::text));
        disk.powerCut(LossVariant.NOTHING_LOST, 0);
        assertEquals("old", Files.readString(file));
        disk.faults().failPowerDuring(disk.faults().operations() + 1);
        assertThrows(PowerCutException.class, () -> write(0, "NEW"));
        assertEquals(Set.of("old", "NEW"), found(LossVariant.SECTORS_AT_RANDOM, PowerCutTest::text));
    }

    @Test
    void shouldNotCompleteAForceThatIsCut() throws IOException {
        durable(file, "old");
        write(0, "NEW");
        disk.faults().failPowerDuring(disk.faults().operations() + 1);
        assertThrows(PowerCutException.class, () -> force(file));
        assertEquals(Set.of("old"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
        assertEquals(Set.of("NEW"), found(LossVariant.NOTHING_LOST, PowerCutTest::text));
        disk.powerCut(LossVariant.NOTHING_LOST, 0);
        Files.delete(file);
        disk.faults().failPowerDuring(disk.faults().operations() + 1);
        assertThrows(PowerCutException.class, () -> force(folder));
        assertEquals(Set.of("NEW"), found(LossVariant.ALL_UNFORCED_LOST, PowerCutTest::text));
    }

    @Test
    void shouldMakeAllDurableBySync() throws IOException {
        Files.createDirectories(disk.path("/d/e"));
        Files.writeString(disk.path("/d/e/f"), "text");
        disk.sync();
        disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
        assertEquals("text", Files.readString(disk.path("/d/e/f")));
    }
}
