package io.pelton.connectors.datagen;

/**
 * Random numbers by position: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over seed, column and row number.
 * Stateless.
 */
final class Hash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Hash() {
    }

    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** 64 random bits for a row of a stream. */
    static long bits(long stream, long row) {
        return mix(stream + (row + 1) * GOLDEN);
    }

    /** Uniform in [0, 1). */
    static double unit(long stream, long row) {
        return (bits(stream, row) >>> 11) * UNIT;
    }

    /** Uniform in [least, most]. */
    static long between(long stream, long row, long least, long most) {
        long span = most - least + 1;
        long bits = bits(stream, row);
        return span > 0 ? least + (bits >>> 1) % span : span == 0 ? bits : withinWide(bits, least, most);
    }

    /** For spans above 2^63: half of all draws fit, so a few mixes find one. */
    private static long withinWide(long bits, long least, long most) {
        long drawn = bits;
        while (drawn < least || drawn > most) {
            drawn = mix(drawn + GOLDEN);
        }
        return drawn;
    }

    /**
     * Standard normal (the polar method, Marsaglia and Bray 1964): logarithm and root alone, since StrictMath's cosine
     * makes an array for each call since JDK 21, and no other is the same on every machine.
     */
    static double gauss(long stream, long row) {
        long drawn = bits(stream, row);
        double across;
        double square;
        do {
            across = 2.0 * ((drawn >>> 11) * UNIT) - 1.0;
            drawn = mix(drawn + GOLDEN);
            double along = 2.0 * ((drawn >>> 11) * UNIT) - 1.0;
            drawn = mix(drawn + GOLDEN);
            square = across * across + along * along;
        } while (square >= 1.0 || square == 0.0);
        return across * StrictMath.sqrt(-2.0 * StrictMath.log(square) / square);
    }
}
