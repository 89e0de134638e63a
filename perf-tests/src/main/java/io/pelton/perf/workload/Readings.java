package io.pelton.perf.workload;

import java.util.SplittableRandom;

/**
 * Readings of many devices, one a second each, arriving up to two seconds out of order. Held as primitive arrays for
 * {@link #seconds()} of event time; a longer run goes round them again with later times. Immutable; equal seeds give
 * equal readings.
 *
 * <p>Temperatures are multiples of 0.25 below 128, so that sums are exact in any order of addition and results can be
 * compared bit by bit.
 */
public final class Readings {
    /** The watermark's delay. */
    public static final long DISORDER_MS = 2_000;
    /** About one reading in a hundred is above this. */
    public static final double HOT = 99.25;
    /** Event time of the first second; a multiple of every window size used. */
    public static final long START_MS = 1_767_225_600_000L;

    private final int devices;
    private final int seconds;
    private final int[] device;
    private final int[] offsetMs;
    private final double[] temperature;

    public Readings(long seed, int devices, int seconds) {
        this.devices = devices;
        this.seconds = seconds;
        int count = Math.multiplyExact(devices, seconds);
        device = new int[count];
        offsetMs = new int[count];
        temperature = new double[count];
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[devices];
        for (int i = 0; i < devices; i++) {
            order[i] = i;
        }
        for (int second = 0, i = 0; second < seconds; second++) {
            shuffle(order, random);
            for (int n = 0; n < devices; n++, i++) {
                int arrivalMs = (int) (second * 1_000L + n * 1_000L / devices);
                device[i] = order[n];
                offsetMs[i] = arrivalMs - random.nextInt((int) DISORDER_MS);
                temperature[i] = random.nextInt(402) * 0.25;
            }
        }
    }

    /** As measured everywhere: 10,000 devices, 60 seconds. */
    public static Readings standard() {
        return new Readings(42, 10_000, 60);
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[other];
            values[other] = swapped;
        }
    }

    public int devices() {
        return devices;
    }

    public int seconds() {
        return seconds;
    }

    /** Readings in one round. */
    public int size() {
        return device.length;
    }

    public int[] device() {
        return device;
    }

    /** Event time relative to the round's start, from -2,000 on. */
    public int[] offsetMs() {
        return offsetMs;
    }

    public double[] temperature() {
        return temperature;
    }

    /** Event time at which round {@code round} starts. */
    public long roundStartMs(long round) {
        return START_MS + round * seconds * 1_000L;
    }

    /** Event time of the reading with this number, counted over all rounds. */
    public long eventTimeMs(long number) {
        return roundStartMs(number / size()) + offsetMs[(int) (number % size())];
    }
}
