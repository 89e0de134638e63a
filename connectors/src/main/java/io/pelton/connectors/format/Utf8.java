package io.pelton.connectors.format;

/** Counts and checks UTF-8. Stateless. */
final class Utf8 {

    private Utf8() {
    }

    /** Code points of [from, to), or -1 when it isn't well-formed UTF-8. */
    static int codePoints(byte[] bytes, int from, int to) {
        if (ByteScan.isAscii(bytes, from, to)) {
            return to - from;
        }
        int count = 0;
        int i = from;
        while (i < to) {
            int length = sequence(bytes, i, to);
            if (length == 0) {
                return -1;
            }
            i += length;
            count++;
        }
        return count;
    }

    /** Bytes of the sequence at {@code i}, 0 when it is malformed (Unicode standard, table 3-7). */
    private static int sequence(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (i + length > to) {
            return 0;
        }
        int second = bytes[i + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Writes a code point at {@code at} and returns the index behind it. */
    static int put(byte[] bytes, int at, int codePoint) {
        int next = at;
        if (codePoint < 0x80) {
            bytes[next++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[next++] = (byte) (0xC0 | codePoint >>> 6);
            bytes[next++] = (byte) (0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            bytes[next++] = (byte) (0xE0 | codePoint >>> 12);
            bytes[next++] = (byte) (0x80 | codePoint >>> 6 & 0x3F);
            bytes[next++] = (byte) (0x80 | codePoint & 0x3F);
        } else {
            bytes[next++] = (byte) (0xF0 | codePoint >>> 18);
            bytes[next++] = (byte) (0x80 | codePoint >>> 12 & 0x3F);
            bytes[next++] = (byte) (0x80 | codePoint >>> 6 & 0x3F);
            bytes[next++] = (byte) (0x80 | codePoint & 0x3F);
        }
        return next;
    }
}
