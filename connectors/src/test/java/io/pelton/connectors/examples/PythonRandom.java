package io.pelton.connectors.examples;

/**
 * Python's random numbers for an integer seed: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), 53-bit
 * fractions, and gauss() with its kept second value. The seeds' golden data come from Python, so this makes them again.
 */
final class PythonRandom {
    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int index = N;
    private double kept = Double.NaN;

    PythonRandom(int seed) {
        state[0] = 19_650_218;
        for (int i = 1; i < N; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        // The array initialisation with the one-word key that a small seed is.
        int i = 1;
        for (int k = 0; k < N; k++) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1_664_525) + seed;
            i = following(i);
        }
        for (int k = 0; k < N - 1; k++) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1_566_083_941) - i;
            i = following(i);
        }
        state[0] = 0x8000_0000;
    }

    private int following(int i) {
        if (i + 1 < N) {
            return i + 1;
        }
        state[0] = state[N - 1];
        return 1;
    }

    private int next() {
        if (index == N) {
            for (int k = 0; k < N; k++) {
                int joined = state[k] & 0x8000_0000 | state[(k + 1) % N] & 0x7FFF_FFFF;
                state[k] = state[(k + M) % N] ^ joined >>> 1 ^ ((joined & 1) == 0 ? 0 : 0x9908_B0DF);
            }
            index = 0;
        }
        int word = state[index++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        return word ^ word >>> 18;
    }

    /** Uniform in [0, 1). */
    double random() {
        long high = (next() >>> 5) & 0xFFFF_FFFFL;
        long low = (next() >>> 6) & 0xFFFF_FFFFL;
        return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }

    /** Normal, in pairs: every second value is the first one's kept partner. */
    double gauss(double mean, double stddev) {
        double normal = kept;
        kept = Double.NaN;
        if (Double.isNaN(normal)) {
            double angle = random() * (2.0 * Math.PI);
            double radius = Math.sqrt(-2.0 * Math.log(1.0 - random()));
            normal = Math.cos(angle) * radius;
            kept = Math.sin(angle) * radius;
        }
        return mean + normal * stddev;
    }
}
