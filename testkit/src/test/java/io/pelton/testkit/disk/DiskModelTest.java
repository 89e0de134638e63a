package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on a disk and on a map of byte arrays. Reads agree all the time; after each power cut every file
 * that was forced with its folder and not touched since is as it was, and every byte of others was there at some time.
 */
class DiskModelTest {
    private static final int OPERATIONS = 4_000;
    private static final int NAMES = 12;
    private static final int MAX_BYTES = 20_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path folder = disk.root();

    /** A file: its bytes, all contents that it had since its last force, and whether that force was its last change. */
    private static final class Model {
        byte[] bytes = new byte[0];
        final List<byte[]> sinceForce = new ArrayList<>(List.of(new byte[0]));

        void change(byte[] changed) {
            bytes = changed;
            sinceForce.add(changed);
        }

        void force() {
            sinceForce.clear();
            sinceForce.add(bytes);
        }
    }

    private TreeMap<String, Model> names = new TreeMap<>();
    private TreeMap<String, Model> forcedNames = new TreeMap<>();
    /** Those that may be found as they were or as they are. */
    private final TreeMap<String, Boolean> changedNames = new TreeMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAgreeWithAMap(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            step(random);
            if (i % 100 == 0) {
                compareAll();
                LossVariant variant = LossVariant.values()[random.nextInt(LossVariant.values().length)];
                long cutSeed = random.nextLong();
                SimulatedDisk copy = disk.copy();
                copy.powerCut(variant, cutSeed);
                checkLeft(copy, "seed=" + seed + " operation=" + i + " variant=" + variant + " cut=" + cutSeed);
            }
            if (i % 1000 == 999) {
                disk.powerCut(LossVariant.ALL_UNFORCED_LOST, 0);
                forgetUnforced();
                compareAll();
            }
        }
        assertEquals(0, disk.openChannels());
    }

    private void step(SplittableRandom random) throws IOException {
        String name = "f" + random.nextInt(NAMES);
        String other = "f" + random.nextInt(NAMES);
        Path path = folder.resolve(name);
        Model model = names.get(name);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> write(random, name, path, model);
            case 4, 5 -> {
                if (model != null) {
                    force(path);
                    model.force();
                }
            }
            case 6 -> {
                force(folder);
                forcedNames = new TreeMap<>(names);
                changedNames.clear();
            }
            case 7 -> {
                if (model != null && !name.equals(other) && names.get(other) != model) {
                    Files.move(path, folder.resolve(other), StandardCopyOption.ATOMIC_MOVE);
                    names.put(other, names.remove(name));
                    changed(name, other);
                }
            }
            case 8 -> {
                if (model != null && random.nextBoolean()) {
                    Files.delete(path);
                    names.remove(name);
                    changed(name);
                } else if (model != null && !names.containsKey(other)) {
                    Files.createLink(folder.resolve(other), path);
                    names.put(other, model);
                    changed(other);
                }
            }
            default -> truncate(random, path, model);
        }
    }

    private void changed(String... changed) {
        for (String name : changed) {
            changedNames.put(name, true);
        }
    }

    private void write(SplittableRandom random, String name, Path path, Model existing) throws IOException {
        Model model = existing;
        int at = random.nextInt(MAX_BYTES);
        byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 100 : 9_000)];
        if (random.nextInt(4) > 0) {
            random.nextBytes(bytes);
        }
        if (model == null) {
            model = new Model();
            names.put(name, model);
            changed(name);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertEquals(bytes.length, channel.write(ByteBuffer.wrap(bytes), at));
        }
        byte[] content = Arrays.copyOf(model.bytes, Math.max(model.bytes.length, at + bytes.length));
        System.arraycopy(bytes, 0, content, at, bytes.length);
        model.change(content);
    }

    private static void truncate(SplittableRandom random, Path path, Model model) throws IOException {
        int size = random.nextInt(MAX_BYTES);
        if (model != null && size < model.bytes.length) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            model.change(Arrays.copyOf(model.bytes, size));
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void compareAll() throws IOException {
        List<String> found = disk.damage().files(folder).stream().map(path -> path.getFileName().toString()).toList();
        List<String> expected = names.entrySet().stream().filter(entry -> entry.getValue().bytes.length > 0)
                .map(Map.Entry::getKey).sorted().toList();
        assertEquals(expected, found);
        for (Map.Entry<String, Model> entry : names.entrySet()) {
            byte[] content = Files.readAllBytes(folder.resolve(entry.getKey()));
            assertEquals(-1, Arrays.mismatch(entry.getValue().bytes, content), entry.getKey());
        }
    }

    private void checkLeft(SimulatedDisk copy, String what) throws IOException {
        for (int i = 0; i < NAMES; i++) {
            String name = "f" + i;
            if (!changedNames.containsKey(name)) {
                Path path = copy.path("/" + name);
                assertEquals(forcedNames.containsKey(name), Files.exists(path), what + " name=" + name);
                if (forcedNames.containsKey(name)) {
                    checkContent(forcedNames.get(name), Files.readAllBytes(path), what + " name=" + name);
                }
            }
        }
    }

    /** Each byte is one that the file had there since its force, or a zero where it may have got longer. */
    private static void checkContent(Model model, byte[] found, String what) {
        if (model.sinceForce.size() == 1) {
            assertEquals(-1, Arrays.mismatch(model.bytes, found), what);
            return;
        }
        int forcedLength = model.sinceForce.get(0).length;
        int shortest = model.sinceForce.stream().mapToInt(bytes -> bytes.length).min().orElse(0);
        assertTrue(found.length >= shortest, what + " length=" + found.length);
        for (int at = 0; at < found.length; at++) {
            boolean isKnown = found[at] == 0 && (at >= forcedLength || at >= shortest);
            for (int i = 0; i < model.sinceForce.size() && !isKnown; i++) {
                byte[] bytes = model.sinceForce.get(i);
                isKnown = at < bytes.length && bytes[at] == found[at];
            }
            assertTrue(isKnown, what + " byte=" + at);
        }
    }

    private void forgetUnforced() {
        names = new TreeMap<>(forcedNames);
        changedNames.clear();
        for (Model model : names.values()) {
            model.bytes = model.sinceForce.get(0);
            model.force();
        }
    }
}
