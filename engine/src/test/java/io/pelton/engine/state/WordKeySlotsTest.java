package io.pelton.engine.state;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The same for keys that fit into a word. */
class WordKeySlotsTest extends KeySlotsTest {
    @Override
    int keyBytes() {
        return 8;
    }

    @Test
    void shouldRefuseAKeyThatIsLongerThanDeclared() {
        try (SnapshotArena arena = new SnapshotArena(1 << 20)) {
            KeySlots keys = new KeySlots(arena, 10, keyBytes(), 1);
            UnsafeBuffer key = new UnsafeBuffer(new byte[32]);
            assertThrows(IllegalArgumentException.class, () -> keys.findOrAdd(key, 0, 9));
        }
    }
}
