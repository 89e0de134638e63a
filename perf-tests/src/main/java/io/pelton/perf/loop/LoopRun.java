package io.pelton.perf.loop;

import io.pelton.perf.workload.Readings;

/** Drives a loop over the arrays on the caller's thread. Stateless. */
public final class LoopRun {

    private LoopRun() {
    }

    /** Feeds readings {@code first … first+count-1}. The windows of the run stay open; the caller ends the loop. */
    public static void feed(Loop loop, Readings readings, long first, long count) {
        int[] device = readings.device();
        int[] offsetMs = readings.offsetMs();
        double[] temperature = readings.temperature();
        int size = readings.size();
        long round = first / size;
        int at = (int) (first % size);
        long left = count;
        while (left > 0) {
            int end = (int) Math.min(size, at + left);
            long startMs = readings.roundStartMs(round);
            left -= end - at;
            for (; at < end; at++) {
                loop.onReading(device[at], startMs + offsetMs[at], temperature[at]);
            }
            at = 0;
            round++;
        }
    }
}
