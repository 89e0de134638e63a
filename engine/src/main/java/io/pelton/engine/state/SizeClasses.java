package io.pelton.engine.state;

/**
 * The sizes in which the arena hands out memory: multiples of 8 up to 64 bytes, then eight sizes per doubling, so
 * rounding wastes at most an eighth.
 */
final class SizeClasses {
    /** Classes up to 2 GB. */
    static final int COUNT = 8 + 25 * 8;

    private static final int LINEAR_BYTES = 64;
    private static final int LINEAR_SHIFT = 6;

    private SizeClasses() {
    }

    /** Index of the smallest class that holds {@code bytes}, which is above 0 and at most 2^30 + 2^30. */
    static int indexOf(int bytes) {
        if (bytes <= LINEAR_BYTES) {
            return (bytes - 1) >>> 3;
        }
        int power = 31 - Integer.numberOfLeadingZeros(bytes - 1);
        int step = ((bytes - 1) >>> (power - 3)) & 7;
        return 8 + ((power - LINEAR_SHIFT) << 3) + step;
    }

    /** Bytes of a class. */
    static long bytesOf(int index) {
        if (index < 8) {
            return (index + 1L) << 3;
        }
        int power = LINEAR_SHIFT + ((index - 8) >>> 3);
        return (1L << power) + (((index & 7) + 1L) << (power - 3));
    }
}
