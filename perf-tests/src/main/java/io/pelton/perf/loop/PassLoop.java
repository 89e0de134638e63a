package io.pelton.perf.loop;

import io.pelton.perf.workload.Results;

/** Hands every reading on. One thread. */
public final class PassLoop implements Loop {
    private final Results results;

    public PassLoop(Results results) {
        this.results = results;
    }

    @Override
    public void onReading(int device, long eventTimeMs, double temperature) {
        results.add(device, eventTimeMs, 1, temperature, temperature, temperature);
    }

    @Override
    public void onEnd() {
        // Nothing is kept.
    }
}
