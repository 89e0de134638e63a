package io.pelton.perf.loop;

import io.pelton.perf.workload.Results;
import io.pelton.perf.workload.Workload;

/** One workload written by hand. One thread. */
public interface Loop {

    /** Takes one reading. */
    void onReading(int device, long eventTimeMs, double temperature);

    /** The input has ended: everything open is emitted. */
    void onEnd();

    /** The loop of this workload for so many devices. */
    static Loop of(Workload workload, int devices, Results results) {
        return switch (workload) {
            case W1, W2 -> new WindowLoop(workload.windowMs(), workload.slideMs(), devices, results);
            case W4 -> new FilterLoop(results);
            case PASS -> new PassLoop(results);
        };
    }
}
