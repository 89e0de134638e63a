package io.pelton.perf.loop;

import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Results;

/** Filter, then project. One thread. */
public final class FilterLoop implements Loop {
    private final Results results;

    public FilterLoop(Results results) {
        this.results = results;
    }

    @Override
    public void onReading(int device, long eventTimeMs, double temperature) {
        if (temperature > Readings.HOT) {
            results.add(device, eventTimeMs, 1, temperature * 1.8 + 32, temperature, temperature);
        }
    }

    @Override
    public void onEnd() {
        // Nothing is kept.
    }
}
