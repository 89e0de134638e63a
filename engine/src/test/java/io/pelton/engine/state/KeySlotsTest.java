package io.pelton.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class KeySlotsTest {
    private static final long CAPACITY = 16L << 20;

    private final UnsafeBuffer key = new UnsafeBuffer(new byte[400]);

    private int encode(String text) {
        key.setMemory(0, key.capacity(), (byte) 0x5A);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        key.putBytes(3, bytes);
        return bytes.length;
    }

    private int add(KeySlots keys, String text) {
        int length = encode(text);
        return keys.findOrAdd(key, 3, length);
    }

    private int find(KeySlots keys, String text) {
        int length = encode(text);
        return keys.find(key, 3, length);
    }

    /** Most bytes of a key. */
    int keyBytes() {
        return 64;
    }

    private String text(SplittableRandom random) {
        int number = random.nextInt(3_000);
        return "x".repeat(number % (keyBytes() - 3)) + number;
    }

    @Test
    void shouldBehaveLikeAMap() {
        for (int groups = 1; groups <= 64; groups *= 8) {
            try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
                KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), groups);
                Map<String, Integer> model = new HashMap<>();
                List<String> live = new ArrayList<>();
                SplittableRandom random = new SplittableRandom(groups);
                for (int i = 0; i < 60_000; i++) {
                    if (random.nextInt(5) < 3 || live.isEmpty()) {
                        String text = text(random);
                        int slot = add(keys, text);
                        if (model.putIfAbsent(text, slot) == null) {
                            live.add(text);
                        }
                        assertEquals(model.get(text), slot);
                    } else {
                        int victim = random.nextInt(live.size());
                        String text = live.set(victim, live.get(live.size() - 1));
                        live.remove(live.size() - 1);
                        keys.free(model.remove(text));
                        assertEquals(KeySlots.KEY_LIMIT, find(keys, text));
                    }
                }
                assertEquals(model.size(), keys.size());
                assertEquals(model.size(), model.values().stream().distinct().count());
                assertHolds(arena, keys, model, groups);
            }
        }
    }

    private void assertHolds(SnapshotArena arena, KeySlots keys, Map<String, Integer> model, int groups) {
        int occupied = 0;
        for (int chunk = 0; chunk < keys.chunkCount(); chunk++) {
            occupied += Long.bitCount(keys.occupancy(chunk));
        }
        assertEquals(model.size(), occupied);
        model.forEach((text, slot) -> {
            assertEquals(slot, find(keys, text));
            byte[] bytes = new byte[keys.keyLength(slot)];
            arena.buffer().getBytes(keys.keyOffset(slot), bytes);
            assertEquals(text, new String(bytes, StandardCharsets.UTF_8));
            int length = encode(text);
            assertEquals(KeyHash.group(KeyHash.hash(key, 3, length), groups), keys.group(slot));
        });
    }

    @Test
    void shouldReuseTheLowestFreeSlotOfTheGroup() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 1_000, keyBytes(), 1);
            for (int i = 0; i < 200; i++) {
                assertEquals(i, add(keys, "k" + i));
            }
            keys.free(130);
            keys.free(70);
            keys.free(5);
            assertEquals(5, add(keys, "a"));
            assertEquals(70, add(keys, "b"));
            assertEquals(130, add(keys, "c"));
            assertEquals(200, add(keys, "d"));
        }
    }

    /** The order of results must not depend on which other groups share a thread. */
    @Test
    void shouldOrderByGroupAndSlotWhateverTheOtherGroupsDo() {
        int groups = 8;
        Map<Integer, List<String>> together = order(groups, -1);
        for (int group = 0; group < groups; group++) {
            assertEquals(together.get(group), order(groups, group).get(group));
        }
    }

    private Map<Integer, List<String>> order(int groups, int onlyGroup) {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), groups);
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 20_000; i++) {
                String text = text(random);
                boolean isFree = random.nextInt(3) == 0;
                int length = encode(text);
                int group = KeyHash.group(KeyHash.hash(key, 3, length), groups);
                if (onlyGroup < 0 || group == onlyGroup) {
                    int slot = keys.findOrAdd(key, 3, length);
                    if (isFree) {
                        keys.free(slot);
                    }
                }
            }
            return listed(arena, keys);
        }
    }

    private static Map<Integer, List<String>> listed(SnapshotArena arena, KeySlots keys) {
        Map<Integer, List<String>> byGroup = new HashMap<>();
        int lastGroup = -1;
        for (int position = 0; position < keys.chunkCount(); position++) {
            int chunk = keys.orderedChunk(position);
            assertTrue(keys.group(chunk << 6) >= lastGroup);
            lastGroup = keys.group(chunk << 6);
            for (long bits = keys.occupancy(chunk); bits != 0; bits &= bits - 1) {
                int slot = (chunk << 6) + Long.numberOfTrailingZeros(bits);
                byte[] bytes = new byte[keys.keyLength(slot)];
                arena.buffer().getBytes(keys.keyOffset(slot), bytes);
                byGroup.computeIfAbsent(lastGroup, g -> new ArrayList<>())
                        .add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return byGroup;
    }

    @Test
    void shouldSayNoAtTheKeyLimitAndWithoutMemory() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 3, keyBytes(), 4);
            assertTrue(add(keys, "a") >= 0 && add(keys, "b") >= 0 && add(keys, "") >= 0);
            assertEquals(KeySlots.KEY_LIMIT, add(keys, "d"));
            assertTrue(add(keys, "a") >= 0);
        }
        try (SnapshotArena arena = new SnapshotArena(Arena.BLOCK_BYTES)) {
            KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), 4);
            int added = 0;
            while (add(keys, "key " + added) >= 0) {
                added++;
            }
            assertEquals(KeySlots.NO_MEMORY, add(keys, "one more"));
            assertEquals(added, keys.size());
            for (int i = 0; i < added; i++) {
                keys.free(find(keys, "key " + i));
            }
            assertTrue(add(keys, "one more") >= 0);
        }
    }

    @Test
    void shouldGiveAllMemoryBack() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), 16);
            long before = arena.usedBytes();
            for (int i = 0; i < 5_000; i++) {
                add(keys, "k" + i);
            }
            assertThrows(IllegalStateException.class, keys::shrink);
            assertTrue(arena.usedBytes() - before <= KeySlots.maxBytes(5_000, keyBytes(), 16));
            for (int i = 0; i < 5_000; i++) {
                keys.free(find(keys, "k" + i));
            }
            keys.shrink();
            long left = arena.usedBytes() - before;
            assertTrue(left <= 16 * 1024, "directories may stay: " + left);
            assertEquals(0, keys.chunkCount());
            assertTrue(add(keys, "again") >= 0);
        }
    }

    @Test
    void shouldSurviveASnapshot() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY); SnapshotArena copy = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), 16);
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 3_000; i++) {
                add(keys, text(random));
            }
            StateBuffer roots = new StateBuffer();
            keys.snapshot(roots);
            KeySlots restored = new KeySlots(copy, 100_000, keyBytes(), 16);
            arena.beginSnapshot();
            arena.copyBlocks(Integer.MAX_VALUE, copy::restoreBlock);
            copy.endRestore();
            restored.restore(roots.rewind());
            assertTrue(roots.isExhausted());
            for (int i = 0; i < 3_000; i++) {
                String text = text(random);
                assertEquals(add(keys, text), add(restored, text));
            }
            assertEquals(arena.usedBytes(), copy.usedBytes());
            assertEquals(order(keys), order(restored));
        }
    }

    private static List<Integer> order(KeySlots keys) {
        return IntStream.range(0, keys.chunkCount()).mapToObj(keys::orderedChunk).toList();
    }

    @Test
    void shouldListChunksThatCameAfterTheLastListing() {
        try (SnapshotArena arena = new SnapshotArena(CAPACITY)) {
            KeySlots keys = new KeySlots(arena, 100_000, keyBytes(), 16);
            for (int i = 0; i < 20_000; i++) {
                add(keys, "k" + i);
                if (i % 1_000 == 0) {
                    assertInOrder(keys);
                }
            }
            assertInOrder(keys);
        }
    }

    private static void assertInOrder(KeySlots keys) {
        List<Integer> chunks = order(keys);
        assertEquals(keys.chunkCount(), chunks.stream().distinct().count());
        for (int i = 1; i < chunks.size(); i++) {
            int before = keys.group(chunks.get(i - 1) << 6);
            int group = keys.group(chunks.get(i) << 6);
            assertTrue(before < group || before == group && chunks.get(i - 1) < chunks.get(i), chunks.toString());
        }
    }

    /** The hash is part of the state format. */
    @Test
    void shouldKeepItsHashForever() {
        long[] hashes = new long[4];
        String[] texts = {"", "a", "12345678", "a key of more than sixteen bytes"};
        for (int i = 0; i < texts.length; i++) {
            int length = encode(texts[i]);
            hashes[i] = KeyHash.hash(key, 3, length);
        }
        assertArrayEquals(new long[] {0, 919951437908205988L, 507451671694931503L, 6612121003941047010L}, hashes);
    }
}
