package io.pelton.perf.throughput;

import io.pelton.perf.loop.Loop;
import io.pelton.perf.loop.LoopRun;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;

/** The hand-written loop on the caller's thread: the baseline. */
public final class LoopContender implements Contender {
    private final Workload workload;
    private final Readings readings;

    public LoopContender(Workload workload, Readings readings) {
        this.workload = workload;
        this.readings = readings;
    }

    @Override
    public String name() {
        return "hand-written loop";
    }

    @Override
    public String journal() {
        return "";
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        ResultChecksum results = new ResultChecksum();
        Loop loop = Loop.of(workload, readings.devices(), results);
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        LoopRun.feed(loop, readings, 0, events);
        loop.onEnd();
        long wallNs = System.nanoTime() - startNs;
        long usedNs = ThreadMeter.ownCpuNs() - cpuNs;
        return new RunFigures(
                events, wallNs, usedNs, ThreadMeter.ownAllocatedBytes() - allocated, results.text());
    }
}
