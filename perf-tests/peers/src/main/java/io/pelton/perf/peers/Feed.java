package io.pelton.perf.peers;

import io.pelton.perf.workload.Readings;

/**
 * Readings {@code 0 … count-1} as objects, one after the other. Their device numbers are boxed beforehand, so that a
 * peer pays for the objects that it asks for and for nothing else. One thread.
 */
final class Feed {
    private final Readings readings;
    private final long count;
    private final long warmUp;
    private final Runnable onWarm;
    private final Integer[] devices;
    private long next;
    private int at;
    private long startMs;

    /**
     * Starts at the first reading.
     *
     * @param warmUp so many readings are not measured
     * @param onWarm called on the feeding thread before the first measured reading
     */
    Feed(Readings readings, long count, long warmUp, Runnable onWarm) {
        this.readings = readings;
        this.count = count;
        this.warmUp = warmUp;
        this.onWarm = onWarm;
        devices = new Integer[readings.devices()];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = i;
        }
        startMs = readings.roundStartMs(0);
    }

    boolean hasNext() {
        return next < count;
    }

    Reading next() {
        if (next == warmUp) {
            onWarm.run();
        }
        Reading reading = new Reading(
                devices[readings.device()[at]], startMs + readings.offsetMs()[at], readings.temperature()[at]);
        next++;
        if (++at == readings.size()) {
            at = 0;
            startMs += readings.seconds() * 1_000L;
        }
        return reading;
    }
}
