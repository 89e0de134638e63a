package io.pelton.perf.latency;

import io.pelton.perf.loop.Loop;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import org.HdrHistogram.Histogram;

/** The hand-written loop on the thread that sends: what a fused placement is compared with. */
public final class InlineRun {

    private InlineRun() {
    }

    /** Spins from event to event; blocks until the schedule has ended. */
    public static Histogram run(Workload workload, Readings readings, Schedule schedule) {
        LatencyRecorder recorder = new LatencyRecorder(schedule);
        Loop loop = Loop.of(workload, readings.devices(), recorder);
        for (long number = 0; number < schedule.count(); number++) {
            long dueNs = schedule.dueNs(number);
            while (System.nanoTime() < dueNs) {
                Thread.onSpinWait();
            }
            int at = (int) (number % readings.size());
            recorder.causedBy(dueNs);
            loop.onReading(readings.device()[at], readings.eventTimeMs(number), readings.temperature()[at]);
        }
        return recorder.histogram();
    }
}
