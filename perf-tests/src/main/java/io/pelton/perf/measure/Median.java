package io.pelton.perf.measure;

import java.util.Arrays;

/** The middle of a few runs: a noisy neighbour spoils one of them, not the figure. */
public final class Median {

    private Median() {
    }

    /** The median; the mean of the two middle values of an even number. */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a median needs a value: values=0");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
