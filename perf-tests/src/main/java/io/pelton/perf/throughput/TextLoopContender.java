package io.pelton.perf.throughput;

import io.pelton.perf.loop.Loop;
import io.pelton.perf.loop.TextLoop;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A bare parser of one file, calling the hand-written loop. */
public final class TextLoopContender implements Contender {
    private final Path file;
    private final boolean json;
    private final Workload workload;
    private final int devices;

    public TextLoopContender(Path file, boolean json, Workload workload, int devices) {
        this.file = file;
        this.json = json;
        this.workload = workload;
        this.devices = devices;
    }

    @Override
    public String name() {
        return "bare parsing loop";
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
        Loop loop = Loop.of(workload, devices, results);
        TextLoop parser = new TextLoop(json);
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        try {
            long lines = parser.feed(file, loop);
            long wallNs = System.nanoTime() - startNs;
            return new RunFigures(lines, wallNs, ThreadMeter.ownCpuNs() - cpuNs,
                    ThreadMeter.ownAllocatedBytes() - allocated, results.text());
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the file of the benchmark: file=" + file, e);
        }
    }
}
