package io.pelton.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotArenaTest {
    private static final int CAPACITY = 64 * Arena.BLOCK_BYTES;

    private record Range(int offset, int bytes) {
    }

    @Test
    void shouldGiveOutZeroedMemoryThatDoesNotOverlap() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            SplittableRandom random = new SplittableRandom(1);
            List<Range> live = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                if (live.isEmpty() || random.nextInt(5) < 3) {
                    int bytes = random.nextInt(20) == 0 ? random.nextInt(1, 9_000) : random.nextInt(1, 200);
                    int offset = arena.allocate(bytes);
                    if (offset != 0) {
                        assertEquals(0, offset % 8);
                        assertAll(arena, offset, bytes, (byte) 0);
                        arena.buffer().setMemory(offset, bytes, (byte) (offset >>> 3));
                        live.add(new Range(offset, bytes));
                    }
                } else {
                    Range range = live.remove(random.nextInt(live.size()));
                    assertAll(arena, range.offset, range.bytes, (byte) (range.offset >>> 3));
                    arena.free(range.offset, range.bytes);
                }
            }
            for (Range range : live) {
                assertAll(arena, range.offset, range.bytes, (byte) (range.offset >>> 3));
                arena.free(range.offset, range.bytes);
            }
            assertEquals(0, arena.usedBytes());
        }
    }

    private static void assertAll(SnapshotArena arena, int offset, int bytes, byte value) {
        for (int i = 0; i < bytes; i++) {
            if (arena.buffer().getByte(offset + i) != value) {
                throw new AssertionError("byte " + i + " of the range at " + offset + " was changed");
            }
        }
    }

    @Test
    void shouldSayNoWhenFullAndStayUsable() {
        try (SnapshotArena arena = new SnapshotArena(Arena.BLOCK_BYTES)) {
            Set<Integer> offsets = new HashSet<>();
            int offset = arena.allocate(1_000);
            while (offset != 0) {
                assertTrue(offsets.add(offset));
                offset = arena.allocate(1_000);
            }
            assertFalse(arena.hasRoom(1_000));
            assertEquals(0, arena.allocate(Integer.MAX_VALUE));
            int any = offsets.iterator().next();
            arena.free(any, 1_000);
            assertTrue(arena.hasRoom(1_000));
            assertEquals(any, arena.allocate(1_000));
        }
    }

    @Test
    void shouldRoundUpByAnEighthAtMost() {
        for (int bytes = 1; bytes < 100_000; bytes++) {
            long size = SizeClasses.bytesOf(SizeClasses.indexOf(bytes));
            long most = Math.max(bytes + 7, bytes * 9L / 8 + 8);
            assertTrue(size >= bytes && size <= most, "bytes=" + bytes + " size=" + size);
            assertEquals(SizeClasses.indexOf(bytes), SizeClasses.indexOf((int) size));
        }
        assertEquals(SizeClasses.COUNT - 1, SizeClasses.indexOf(Integer.MAX_VALUE));
        assertEquals(1L << 31, SizeClasses.bytesOf(SizeClasses.COUNT - 1));
    }

    @Test
    void shouldCopyTheStateAtBeginWhileItIsWritten() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (SnapshotArena arena = new SnapshotArena(CAPACITY, 1);
                    SnapshotArena copy = new SnapshotArena(CAPACITY)) {
                List<Range> ranges = fill(arena, random);
                arena.beginSnapshot();
                assertTrue(arena.isSnapshotting());
                byte[] expected = image(arena, arena.highWaterBytes());
                long usedBytes = arena.usedBytes();
                while (arena.isSnapshotting()) {
                    for (int i = 0; i < 5; i++) {
                        Range range = ranges.get(random.nextInt(ranges.size()));
                        arena.touch(range.offset, range.bytes);
                        arena.buffer().setMemory(range.offset, range.bytes, (byte) random.nextInt());
                        ranges.add(new Range(arena.allocate(64), 64));
                    }
                    assertTrue(arena.copyBlocks(random.nextInt(1, 4), copy::restoreBlock) > 0);
                }
                assertEquals(0, arena.copyBlocks(10, copy::restoreBlock));
                copy.endRestore();
                assertEquals(expected.length, copy.highWaterBytes());
                assertEquals(usedBytes, copy.usedBytes());
                assertArrayEquals(expected, image(copy, expected.length));
            }
        }
    }

    private static List<Range> fill(SnapshotArena arena, SplittableRandom random) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int bytes = random.nextInt(1, 5_000);
            Range range = new Range(arena.allocate(bytes), bytes);
            arena.buffer().setMemory(range.offset, bytes, (byte) random.nextInt());
            if (random.nextInt(4) == 0) {
                arena.free(range.offset, bytes);
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private static byte[] image(SnapshotArena arena, int length) {
        byte[] bytes = new byte[length];
        arena.buffer().getBytes(0, bytes);
        return bytes;
    }

    @Test
    void shouldAllocateTheSameAfterRestore() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY); SnapshotArena copy = new SnapshotArena(CAPACITY)) {
            fill(arena, new SplittableRandom(7));
            arena.beginSnapshot();
            arena.copyBlocks(Integer.MAX_VALUE, copy::restoreBlock);
            copy.endRestore();
            SplittableRandom random = new SplittableRandom(8);
            for (int i = 0; i < 300; i++) {
                int bytes = random.nextInt(1, 5_000);
                assertEquals(arena.allocate(bytes), copy.allocate(bytes));
            }
        }
    }

    @Test
    void shouldKeepOnlyThePagesThatAreTouchedAndUseTheirRoomAgain() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY, 1); SnapshotArena copy = new SnapshotArena(CAPACITY)) {
            int bytes = 40 * Arena.BLOCK_BYTES;
            int offset = arena.allocate(bytes);
            long firstSide = arena.sideBytes();
            for (int round = 0; round < 3; round++) {
                arena.buffer().setMemory(offset, bytes, (byte) (round + 1));
                arena.beginSnapshot();
                byte[] expected = image(arena, arena.highWaterBytes());
                for (int at = offset; at < offset + bytes; at += Arena.BLOCK_BYTES) {
                    arena.touch(at, 8);
                    arena.touch(at, 8);
                    arena.buffer().putLong(at, -1);
                }
                assertEquals(firstSide, arena.sideBytes(), "40 pages are less than a slab");
                arena.copyBlocks(Integer.MAX_VALUE, copy::restoreBlock);
                assertFalse(arena.isSnapshotting());
                assertArrayEquals(expected, image(copy, expected.length));
            }
            arena.beginSnapshot();
            arena.touch(offset, bytes);
            assertTrue(arena.sideBytes() >= bytes && arena.sideBytes() <= CAPACITY, "at most the arena's size");
            long most = arena.sideBytes();
            arena.abortSnapshot();
            arena.beginSnapshot();
            arena.touch(offset, bytes);
            assertEquals(most, arena.sideBytes());
        }
    }

    @Test
    void shouldDeliverBlocksInOrder() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            arena.allocate(5 * Arena.BLOCK_BYTES);
            arena.beginSnapshot();
            arena.touch(4 * Arena.BLOCK_BYTES, 1);
            List<Integer> blocks = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            while (arena.copyBlocks(1, (block, buffer, start, length) -> {
                blocks.add(block);
                lengths.add(length);
            }) > 0) {
                arena.touch(0, 5 * Arena.BLOCK_BYTES);
            }
            assertEquals(List.of(0, 1, 2, 3, 4, 5), blocks);
            assertEquals(arena.highWaterBytes(), lengths.stream().mapToInt(Integer::intValue).sum());
        }
    }

    @Test
    void shouldForgetAnAbortedSnapshot() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            int offset = arena.allocate(100);
            arena.beginSnapshot();
            assertThrows(IllegalStateException.class, arena::beginSnapshot);
            arena.touch(offset, 100);
            arena.abortSnapshot();
            assertFalse(arena.isSnapshotting());
            arena.beginSnapshot();
            assertNotEquals(0, arena.copyBlocks(10, (block, buffer, start, length) -> assertEquals(0, block)));
        }
    }

    @Test
    void shouldRefuseAnImpossibleSizeAndAForeignImage() {
        assertThrows(IllegalArgumentException.class, () -> new SnapshotArena(1_000));
        assertThrows(IllegalArgumentException.class, () -> new SnapshotArena(1L << 31));
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            assertThrows(IllegalStateException.class, arena::endRestore);
            assertThrows(IllegalStateException.class, () -> arena.restoreBlock(64, arena.buffer(), 0, 1));
        }
    }
}
