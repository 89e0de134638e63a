package io.pelton.perf.peers;

import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.RunFigures;

/**
 * The measured part of a run whose threads are not the caller's. Begun and ended on whichever thread gets there; the
 * figures are read when the run is over.
 */
final class Span {
    private final ThreadMeter meter = ThreadMeter.ofThreadsStartedLater();
    private volatile ThreadMeter.Reading begun;
    private volatile ThreadMeter.Reading ended;
    private volatile long begunNs;
    private volatile long endedNs;

    void begin() {
        begun = meter.read();
        begunNs = System.nanoTime();
    }

    void end() {
        endedNs = System.nanoTime();
        ended = meter.read();
    }

    RunFigures figures(long events, String results) {
        if (begun == null || ended == null) {
            throw new IllegalStateException("the run never reached its measured part, take more events: events="
                    + events);
        }
        return new RunFigures(
                events, endedNs - begunNs, ended.cpuNsSince(begun), ended.allocatedSince(begun), results);
    }
}
