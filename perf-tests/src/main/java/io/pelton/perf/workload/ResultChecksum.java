package io.pelton.perf.workload;

/**
 * Count and order-independent checksum of results: two implementations that computed the same rows, in whatever order,
 * have the same. One thread.
 */
public final class ResultChecksum implements Results {
    private long count;
    private long sum;

    /** Bit-exact in its doubles. */
    @Override
    public void add(int device, long atMs, long readings, double average, double lowest, double highest) {
        long hash = mix(device + 0x9E3779B97F4A7C15L);
        hash = mix(hash ^ atMs);
        hash = mix(hash ^ readings);
        hash = mix(hash ^ Double.doubleToRawLongBits(average));
        hash = mix(hash ^ Double.doubleToRawLongBits(lowest) * 31 ^ Double.doubleToRawLongBits(highest));
        sum += hash;
        count++;
    }

    /** The finaliser of MurmurHash3 (Austin Appleby). */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    public long count() {
        return count;
    }

    public void reset() {
        count = 0;
        sum = 0;
    }

    /** For example {@code 240000:9f3c…}. */
    public String text() {
        return count + ":" + Long.toHexString(sum);
    }
}
