package io.pelton.engine.state;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * State values in memory, each behind a byte that says what it is: written through {@link StateWriter}, read back
 * through {@link StateReader}. One thread; it grows while it is written.
 */
public final class StateBuffer implements StateWriter, StateReader {
    private static final byte INT = 1;
    private static final byte LONG = 2;
    private static final byte DOUBLE = 3;
    private static final byte STRING = 4;
    private static final byte BYTE_STRING = 5;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final MutableDirectBuffer bytes = new ExpandableArrayBuffer(1024);
    private int length;
    private int position;

    /** Forgets everything. */
    public void clear() {
        length = 0;
        position = 0;
    }

    /** Starts to read from the beginning. */
    public StateBuffer rewind() {
        position = 0;
        return this;
    }

    /** The written values: {@link #lengthBytes()} bytes from 0. */
    public DirectBuffer buffer() {
        return bytes;
    }

    public int lengthBytes() {
        return length;
    }

    /** True when all was read. */
    public boolean isExhausted() {
        return position == length;
    }

    /** Takes over values that were written before and kept elsewhere. */
    public StateBuffer load(DirectBuffer source, int offset, int lengthBytes) {
        bytes.putBytes(0, source, offset, lengthBytes);
        length = lengthBytes;
        position = 0;
        return this;
    }

    @Override
    public void putInt(int value) {
        tag(INT);
        bytes.putInt(length, value, ORDER);
        length += Integer.BYTES;
    }

    @Override
    public void putLong(long value) {
        tag(LONG);
        bytes.putLong(length, value, ORDER);
        length += Long.BYTES;
    }

    @Override
    public void putDouble(double value) {
        tag(DOUBLE);
        bytes.putLong(length, Double.doubleToRawLongBits(value), ORDER);
        length += Long.BYTES;
    }

    @Override
    public void putString(String value) {
        tag(STRING);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.putInt(length, utf8.length, ORDER);
        bytes.putBytes(length + Integer.BYTES, utf8);
        length += Integer.BYTES + utf8.length;
    }

    @Override
    public void putBytes(DirectBuffer buffer, int offset, int byteCount) {
        tag(BYTE_STRING);
        bytes.putInt(length, byteCount, ORDER);
        bytes.putBytes(length + Integer.BYTES, buffer, offset, byteCount);
        length += Integer.BYTES + byteCount;
    }

    @Override
    public int getInt() {
        expect(INT);
        position += Integer.BYTES;
        return bytes.getInt(position - Integer.BYTES, ORDER);
    }

    @Override
    public long getLong() {
        expect(LONG);
        position += Long.BYTES;
        return bytes.getLong(position - Long.BYTES, ORDER);
    }

    @Override
    public double getDouble() {
        expect(DOUBLE);
        position += Long.BYTES;
        return Double.longBitsToDouble(bytes.getLong(position - Long.BYTES, ORDER));
    }

    @Override
    public String getString() {
        expect(STRING);
        byte[] utf8 = new byte[byteCount()];
        bytes.getBytes(position + Integer.BYTES, utf8);
        position += Integer.BYTES + utf8.length;
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public int getBytes(MutableDirectBuffer buffer, int offset) {
        expect(BYTE_STRING);
        int byteCount = byteCount();
        buffer.putBytes(offset, bytes, position + Integer.BYTES, byteCount);
        position += Integer.BYTES + byteCount;
        return byteCount;
    }

    private void tag(byte kind) {
        bytes.putByte(length, kind);
        length++;
    }

    private int byteCount() {
        int count = length - position < Integer.BYTES ? -1 : bytes.getInt(position, ORDER);
        if (count < 0 || count > length - position - Integer.BYTES) {
            throw new IllegalStateException("the state has a text that is longer than the state: position=" + position
                    + " length=" + length + " bytes=" + count);
        }
        return count;
    }

    private void expect(byte kind) {
        byte found = position < length ? bytes.getByte(position) : 0;
        if (found != kind) {
            throw new IllegalStateException("the state was written in another order, its version should differ:"
                    + " position=" + position + " length=" + length + " expected=" + kind + " found=" + found);
        }
        position++;
    }
}
