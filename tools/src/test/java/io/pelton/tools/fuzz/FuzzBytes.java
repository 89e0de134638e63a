package io.pelton.tools.fuzz;

/** The bytes of an input as a source of numbers; zeros behind its end. One thread. */
final class FuzzBytes {
    private final byte[] bytes;
    private int at;

    FuzzBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int nextByte() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    int nextShort() {
        return nextByte() << Byte.SIZE | nextByte();
    }

    /** 0 … bound - 1. */
    int below(int bound) {
        return bound <= 0 ? 0 : bound <= 256 ? nextByte() % bound : (nextByte() << 16 | nextShort()) % bound;
    }

    /** A number that readers get wrong more often than others. */
    long nextValue() {
        int kind = nextByte();
        return switch (kind % 12) {
            case 0 -> -1;
            case 1 -> 0;
            case 2 -> 1;
            case 3 -> Integer.MAX_VALUE - nextByte();
            case 4 -> Integer.MIN_VALUE + nextByte();
            case 5 -> Long.MAX_VALUE - nextByte();
            case 6 -> Long.MIN_VALUE + nextByte();
            case 7 -> nextByte();
            case 8 -> nextShort();
            case 9 -> -nextShort();
            case 10 -> (long) nextShort() << 16 | nextShort();
            default -> (long) nextShort() << 48 | (long) nextShort() << 32 | (long) nextShort() << 16 | nextShort();
        };
    }
}
