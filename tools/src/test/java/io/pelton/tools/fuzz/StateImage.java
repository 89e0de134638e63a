package io.pelton.tools.fuzz;

import io.pelton.journal.recovery.SegmentWalk;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A good state folder on a simulated disk, and what inputs make of its files. One thread. */
final class StateImage {
    static final String FOLDER = "/state";
    /** Not drawn by chance, so that the same input gives the same files in every process. */
    static final long INPUT_ID = 0x0123_4567_89AB_CDEFL;
    static final long OUTPUT_ID = 0x7EDC_BA98_7654_3210L;

    private static final int WITH_SUMS = 1;

    private final SimulatedDisk disk;
    private final List<Part> parts = new ArrayList<>();

    private enum Kind {
        SEGMENT,
        SNAPSHOT,
        CURSOR,
        MANIFEST,
        OTHER
    }

    /** One file. */
    private record Part(String path, Kind kind, byte[] content, int[] places, long journalId, int segment) {

        byte[] summed(byte[] changed) {
            switch (kind) {
                case SEGMENT -> Checksums.blocks(changed, places, journalId, segment);
                case SNAPSHOT -> Checksums.snapshot(changed, journalId);
                case CURSOR -> Checksums.cursor(changed, journalId);
                case MANIFEST -> {
                    return Checksums.manifest(changed);
                }
                default -> {
                    return changed;
                }
            }
            return changed;
        }
    }

    /** A disk with changed files, and whether their checksums were put right. */
    record Changed(SimulatedDisk disk, boolean hasSums) {
        Path folder() {
            return disk.path(FOLDER);
        }
    }

    private StateImage(SimulatedDisk disk) {
        this.disk = disk;
    }

    /** @param isTouched which files inputs may change, by their path inside the folder */
    static StateImage of(SimulatedDisk disk, Predicate<String> isTouched) throws IOException {
        StateImage image = new StateImage(disk);
        Path folder = disk.path(FOLDER);
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String inside = folder.relativize(file).toString();
            if (isTouched.test(inside)) {
                image.parts.add(part(file, inside));
            }
        }
        return image;
    }

    /** A folder of that plan without anything in it. */
    static StateFolder newFolder(SimulatedDisk disk, String planHash) {
        StateFolder folder = StateFolder.open(disk.path(FOLDER));
        folder.store(new Manifest(0, INPUT_ID, OUTPUT_ID, planHash, "fuzz", 0, new TreeMap<>()));
        return folder;
    }

    private static Part part(Path file, String inside) throws IOException {
        byte[] content = Files.readAllBytes(file);
        boolean isInput = inside.startsWith(StateFolder.INPUT + "/");
        if (isInput || inside.startsWith(StateFolder.OUTPUT + "/")) {
            long id = isInput ? INPUT_ID : OUTPUT_ID;
            return new Part(inside, Kind.SEGMENT, content, blocks(file, id), id, SegmentFiles.segmentOf(file));
        }
        if (inside.endsWith(SnapshotStore.SUFFIX)) {
            return new Part(inside, Kind.SNAPSHOT, content, SnapshotTarget.places(content), INPUT_ID, 0);
        }
        if (inside.endsWith(CursorFile.SUFFIX)) {
            return new Part(inside, Kind.CURSOR, content, new int[] {0}, OUTPUT_ID, 0);
        }
        return new Part(inside, inside.startsWith("MANIFEST") ? Kind.MANIFEST : Kind.OTHER, content, new int[0], 0, 0);
    }

    private static int[] blocks(Path file, long id) throws IOException {
        List<Integer> places = new ArrayList<>();
        try (SegmentWalk walk = SegmentWalk.open(file, id)) {
            while (walk.next()) {
                places.add(walk.blockPosition());
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Names of the files that inputs change. */
    List<String> files() {
        return parts.stream().map(Part::path).toList();
    }

    /** Files as an input changes them: the first byte says whether sums are put right, then change by change. */
    Changed changed(byte[] input) throws IOException {
        FuzzBytes bytes = new FuzzBytes(input);
        SimulatedDisk copy = disk.copy();
        byte[][] contents = parts.stream().map(Part::content).toArray(byte[][]::new);
        boolean hasSums = (bytes.nextByte() & WITH_SUMS) != 0;
        for (int left = FileEdits.count(bytes); left > 0 && bytes.hasMore(); left--) {
            int index = bytes.below(parts.size());
            if (contents[index] != null && contents[index].length > 0) {
                contents[index] = FileEdits.apply(contents[index], parts.get(index).places(), bytes);
            }
        }
        for (int i = 0; i < contents.length; i++) {
            if (contents[i] != parts.get(i).content()) {
                install(copy.path(FOLDER, parts.get(i).path()), contents[i], hasSums ? parts.get(i) : null);
            }
        }
        return new Changed(copy, hasSums);
    }

    private static void install(Path file, byte[] content, Part summer) throws IOException {
        if (content == null) {
            Files.delete(file);
        } else {
            Files.write(file, summer == null ? content : summer.summed(content.clone()));
        }
    }
}
