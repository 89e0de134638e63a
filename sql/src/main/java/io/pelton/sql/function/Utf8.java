package io.pelton.sql.function;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Steps through UTF-8. Characters are code points, as Flink counts them. Any thread. */
public final class Utf8 {
    private static final int REPLACEMENT = 0xFFFD;

    private Utf8() {
    }

    /** Bytes of the character that starts with this byte; 1 for a stray continuation byte. */
    public static int width(byte first) {
        if (first >= 0 || (first & 0xC0) == 0x80) {
            return 1;
        }
        if ((first & 0xE0) == 0xC0) {
            return 2;
        }
        return (first & 0xF0) == 0xE0 ? 3 : 4;
    }

    /** Code points in a slice. */
    public static int characters(Slice text) {
        DirectBuffer buffer = text.buffer;
        int end = text.offset + text.length;
        int count = 0;
        for (int i = text.offset; i < end; i++) {
            if ((buffer.getByte(i) & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }

    /** Offset inside the slice of its character number {@code index}; the slice's length when it has fewer. */
    public static int offsetOf(Slice text, int index) {
        int at = 0;
        for (int i = 0; i < index && at < text.length; i++) {
            at += width(text.at(at));
        }
        return Math.min(at, text.length);
    }

    /** True when every byte is ASCII. */
    public static boolean isAscii(Slice text) {
        DirectBuffer buffer = text.buffer;
        int end = text.offset + text.length;
        for (int i = text.offset; i < end; i++) {
            if (buffer.getByte(i) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The code point at byte {@code at} of the slice. */
    public static int codePoint(Slice text, int at) {
        byte first = text.at(at);
        int width = width(first);
        if (width == 1) {
            return first >= 0 ? first : REPLACEMENT;
        }
        if (at + width > text.length) {
            return REPLACEMENT;
        }
        int value = first & (0xFF >> (width + 1));
        for (int i = 1; i < width; i++) {
            value = value << 6 | text.at(at + i) & 0x3F;
        }
        return value;
    }

    /** Writes a code point and returns its width. */
    public static int put(MutableDirectBuffer target, int at, int codePoint) {
        if (codePoint < 0x80) {
            target.putByte(at, (byte) codePoint);
            return 1;
        }
        if (codePoint < 0x800) {
            target.putByte(at, (byte) (0xC0 | codePoint >> 6));
            target.putByte(at + 1, (byte) (0x80 | codePoint & 0x3F));
            return 2;
        }
        if (codePoint < 0x10000) {
            target.putByte(at, (byte) (0xE0 | codePoint >> 12));
            target.putByte(at + 1, (byte) (0x80 | codePoint >> 6 & 0x3F));
            target.putByte(at + 2, (byte) (0x80 | codePoint & 0x3F));
            return 3;
        }
        target.putByte(at, (byte) (0xF0 | codePoint >> 18));
        target.putByte(at + 1, (byte) (0x80 | codePoint >> 12 & 0x3F));
        target.putByte(at + 2, (byte) (0x80 | codePoint >> 6 & 0x3F));
        target.putByte(at + 3, (byte) (0x80 | codePoint & 0x3F));
        return 4;
    }
}
