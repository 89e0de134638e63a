package io.pelton.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StateBufferTest {

    @Test
    void shouldGiveBackWhatItTook() {
        StateBuffer state = new StateBuffer();
        state.putInt(-7);
        state.putLong(Long.MIN_VALUE);
        state.putDouble(-0.0);
        state.putString("Größe");
        state.putBytes(new UnsafeBuffer(new byte[] {1, 2, 3, 4}), 1, 2);
        StateBuffer copy = new StateBuffer().load(state.buffer(), 0, state.lengthBytes());
        assertEquals(-7, copy.getInt());
        assertEquals(Long.MIN_VALUE, copy.getLong());
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(copy.getDouble()));
        assertEquals("Größe", copy.getString());
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[8]);
        assertEquals(2, copy.getBytes(bytes, 3));
        assertEquals(3, bytes.getByte(4));
        assertTrue(copy.isExhausted());
    }

    @Test
    void shouldRefuseAnotherOrder() {
        StateBuffer state = new StateBuffer();
        state.putInt(1);
        assertThrows(IllegalStateException.class, () -> state.rewind().getLong());
        state.rewind().getInt();
        assertThrows(IllegalStateException.class, state::getInt);
    }

    @Test
    void shouldRefuseATextThatIsLongerThanTheState() {
        for (int length : new int[] {-1, 7, Integer.MAX_VALUE}) {
            StateBuffer state = new StateBuffer();
            state.putString("abc");
            UnsafeBuffer bytes = new UnsafeBuffer(new byte[state.lengthBytes()]);
            bytes.putBytes(0, state.buffer(), 0, state.lengthBytes());
            bytes.putInt(1, length, java.nio.ByteOrder.LITTLE_ENDIAN);
            StateBuffer loaded = new StateBuffer().load(bytes, 0, bytes.capacity());
            assertThrows(IllegalStateException.class, loaded::getString);
        }
    }
}
