package io.pelton.perf.loop;

import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;

/** One workload written by hand. One thread. */
public interface Loop {

    /** Takes one reading. */
    void onReading(int device, long eventTimeMs, double temperature);

    /** The input has ended: everything open is emitted. */
    void onEnd();

    /** What came out so far. */
    ResultChecksum results();

    /** The loop of this workload for so many devices. */
    static Loop of(Workload workload, int devices) {
        return switch (workload) {
            case W1, W2 -> new WindowLoop(workload.windowMs(), workload.slideMs(), devices);
            case W4 -> new FilterLoop();
            case PASS -> new PassLoop();
        };
    }
}
