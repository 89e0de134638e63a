package io.pelton.connectors.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.sink.SinkException;
import io.pelton.testkit.disk.LossVariant;
import io.pelton.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The power is cut before and during each operation of a sink's folder: a finished part is whole and stays. */
class PartFolderCrashTest {
    private static final int PARTS = 3;
    private static final int SEEDS = 3;

    /** Writes the parts that are missing; gives the last sequence that was finished for sure. */
    private static long writeParts(SimulatedDisk disk) {
        PartFolder parts = new PartFolder(disk.path("/out/table"), "csv");
        long finished = -1;
        try (parts) {
            finished = parts.open("owner");
            for (long part = finished + 1; part < PARTS; part++) {
                parts.begin(part);
                parts.write(ByteBuffer.wrap(content(part)));
                parts.finish(part, part);
                finished = part;
            }
        } catch (SinkException e) {
            assertTrue(!disk.isPowerOn(), e.getMessage());
        }
        return finished;
    }

    private static byte[] content(long part) {
        byte[] bytes = new byte[3000];
        Arrays.fill(bytes, (byte) ('a' + part));
        return bytes;
    }

    @Test
    void shouldLoseNoFinishedPart() throws IOException {
        SimulatedDisk undisturbed = new SimulatedDisk();
        assertEquals(PARTS - 1, writeParts(undisturbed));
        long operations = undisturbed.faults().operations();
        for (long operation = 1; operation <= operations; operation++) {
            for (boolean isDuring : new boolean[] {false, true}) {
                SimulatedDisk disk = new SimulatedDisk();
                if (isDuring) {
                    disk.faults().failPowerDuring(operation);
                } else {
                    disk.faults().failPowerAt(operation);
                }
                long finished = writeParts(disk);
                for (LossVariant variant : LossVariant.values()) {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        SimulatedDisk found = disk.copy();
                        found.powerCut(variant, seed);
                        checkLeft(found, finished, "variant=" + variant + " seed=" + seed + " at "
                                + disk.faults().lastOperation());
                    }
                }
            }
        }
    }

    private static void checkLeft(SimulatedDisk found, long finished, String what) throws IOException {
        List<Path> before = parts(found);
        assertTrue(before.size() > finished, what + " parts=" + before);
        assertEquals(PARTS - 1, writeParts(found), what);
        List<Path> after = parts(found);
        assertEquals(PARTS, after.size(), what);
        for (int part = 0; part < PARTS; part++) {
            assertEquals(-1, Arrays.mismatch(content(part), Files.readAllBytes(after.get(part))), what);
        }
        assertEquals(List.of(), found.openFiles());
    }

    private static List<Path> parts(SimulatedDisk disk) throws IOException {
        if (!Files.isDirectory(disk.path("/out/table"))) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(disk.path("/out/table"))) {
            return children.filter(child -> child.getFileName().toString().startsWith("part-")).sorted().toList();
        }
    }
}
