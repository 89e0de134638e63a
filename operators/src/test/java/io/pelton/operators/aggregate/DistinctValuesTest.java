package io.pelton.operators.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.state.SnapshotArena;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[300]);

    @Test
    void shouldHoldASetOfLongs() {
        try (SnapshotArena arena = new SnapshotArena(8 << 20)) {
            int a = arena.allocate(DistinctValues.FIELD_BYTES);
            int b = arena.allocate(DistinctValues.FIELD_BYTES);
            long before = arena.usedBytes();
            DistinctValues values = DistinctValues.ofLongs(arena, 1_000, 1);
            SplittableRandom random = new SplittableRandom(1);
            Set<Long> inA = new HashSet<>();
            Set<Long> both = new HashSet<>();
            for (int i = 0; i < 3_000; i++) {
                long value = random.nextInt(-300, 300) * (1L << random.nextInt(3) * 20);
                int field = random.nextBoolean() ? a : b;
                if (values.canAdd(field, value)) {
                    boolean isNew = values.add(field, value);
                    if (field == a) {
                        assertEquals(inA.add(value), isNew);
                    }
                    both.add(value);
                }
            }
            assertEquals(inA.size(), values.count(a));
            inA.forEach(value -> assertTrue(values.contains(a, value)));
            assertFalse(values.contains(a, 123_456_789));
            values.merge(a, b);
            assertEquals(both.size(), values.count(a));
            values.free(a);
            values.free(b);
            assertEquals(0, values.count(a));
            assertEquals(before, arena.usedBytes());
        }
    }

    @Test
    void shouldHoldASetOfStrings() {
        try (SnapshotArena arena = new SnapshotArena(8 << 20)) {
            int a = arena.allocate(DistinctValues.FIELD_BYTES);
            int b = arena.allocate(DistinctValues.FIELD_BYTES);
            long before = arena.usedBytes();
            DistinctValues values = DistinctValues.ofStrings(arena, 200, 1, 255);
            for (int i = 0; i < 300; i++) {
                int length = text.putStringWithoutLengthAscii(7, "x".repeat(i % 150));
                values.add(a, text, 7, length);
                assertTrue(values.contains(a, text, 7, length));
            }
            assertEquals(150, values.count(a));
            int length = text.putStringWithoutLengthAscii(7, "other");
            assertNull(values.refusal(a, text, 7, length));
            values.add(b, text, 7, length);
            values.merge(a, b);
            values.merge(a, b);
            assertEquals(151, values.count(a));
            values.free(a);
            values.free(b);
            assertEquals(before, arena.usedBytes());
        }
    }

    @Test
    void shouldSayWhyItRefuses() {
        try (SnapshotArena arena = new SnapshotArena(64 << 10)) {
            int field = arena.allocate(DistinctValues.FIELD_BYTES);
            DistinctValues few = DistinctValues.ofLongs(arena, 2, 1);
            few.add(field, 0);
            few.add(field, 1);
            assertEquals(DeadLetterReason.DISTINCT_LIMIT, few.refusal(field, 2));
            assertTrue(few.canAdd(field, 0) && few.canAdd(field, 1));
            few.free(field);
            DistinctValues many = DistinctValues.ofLongs(arena, 1_000_000, 1);
            long value = 0;
            while (many.canAdd(field, value)) {
                many.add(field, value++);
            }
            assertEquals(DeadLetterReason.MEMORY_LIMIT, many.refusal(field, value));
            assertTrue(value > 100);
            assertThrows(IllegalArgumentException.class, () -> DistinctValues.ofLongs(arena, 0, 1));
        }
    }
}
