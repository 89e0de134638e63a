package io.pelton.engine.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The hash of keys. Part of the state format: it decides key groups, and with them the order of results.
 *
 * <pre>
 *   h = length * A
 *   for each 8 bytes w, little-endian, the last ones padded with zeros:  h = rotl(h ^ w * B, 29) * A
 *   h ^= h >>> 32;  h *= B;  h ^= h >>> 29
 *   A = 0x9E3779B97F4A7C15, B = 0xD6E8FEB86659FD93
 * </pre>
 *
 * The upper bits choose the key group, the lower 32 the place in the table. Stateless.
 */
public final class KeyHash {
    private static final long A = 0x9E3779B97F4A7C15L;
    private static final long B = 0xD6E8FEB86659FD93L;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private KeyHash() {
    }

    /** Hash of a key; up to 7 bytes behind it are read and ignored. */
    public static long hash(DirectBuffer key, int offset, int length) {
        long h = length * A;
        int position = offset;
        int end = offset + (length & ~7);
        while (position < end) {
            h = Long.rotateLeft(h ^ key.getLong(position, ORDER) * B, 29) * A;
            position += Long.BYTES;
        }
        if ((length & 7) != 0) {
            h = Long.rotateLeft(h ^ lastWord(key, position, length) * B, 29) * A;
        }
        return finish(h);
    }

    /** Hash of a key of 1 to 8 bytes, given as one word padded with zeros. */
    static long hash(long word, int length) {
        return finish(Long.rotateLeft(length * A ^ word * B, 29) * A);
    }

    private static long finish(long hash) {
        long h = (hash ^ hash >>> 32) * B;
        return h ^ h >>> 29;
    }

    /** The last word of a key that isn't empty, padded with zeros. */
    static long lastWord(DirectBuffer key, int position, int length) {
        return key.getLong(position, ORDER) & -1L >>> (-length << 3);
    }

    /** The key group of a hash; {@code keyGroups} is a power of two. */
    public static int group(long hash, int keyGroups) {
        return (int) (hash >>> 33) & (keyGroups - 1);
    }
}
