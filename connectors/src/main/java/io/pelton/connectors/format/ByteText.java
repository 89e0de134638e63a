package io.pelton.connectors.format;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/** A growing byte array that text is appended to; cleared and used again. One thread. */
public final class ByteText {
    private byte[] bytes;
    private int length;

    public ByteText(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** The bytes up to {@link #length()}; another array after it has grown. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public ByteText put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    public ByteText ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    public ByteText put(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    public ByteText put(DirectBuffer source, int offset, int count) {
        room(count);
        source.getBytes(offset, bytes, length, count);
        length += count;
        return this;
    }

    public ByteText integer(long value) {
        room(20);
        if (value < 0) {
            bytes[length++] = '-';
        }
        int digits = digits(value);
        int at = length + digits;
        long rest = value;
        do {
            bytes[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        length += digits;
        return this;
    }

    /** The number with leading zeros up to {@code width}; not negative. */
    public ByteText padded(long value, int width) {
        for (int i = digits(value); i < width; i++) {
            put('0');
        }
        return integer(value);
    }

    static int digits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
