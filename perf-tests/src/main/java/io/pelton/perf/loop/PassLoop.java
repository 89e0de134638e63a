package io.pelton.perf.loop;

import io.pelton.perf.workload.ResultChecksum;

/** Hands every reading on. One thread. */
public final class PassLoop implements Loop {
    private final ResultChecksum results = new ResultChecksum();

    @Override
    public void onReading(int device, long eventTimeMs, double temperature) {
        results.add(device, eventTimeMs, 1, temperature, temperature, temperature);
    }

    @Override
    public void onEnd() {
        // Nothing is kept.
    }

    @Override
    public ResultChecksum results() {
        return results;
    }
}
