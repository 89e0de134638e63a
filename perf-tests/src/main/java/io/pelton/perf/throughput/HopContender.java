package io.pelton.perf.throughput;

import io.pelton.perf.loop.DisruptorHop;
import io.pelton.perf.loop.Loop;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The hand-written loop behind one Disruptor hop, both ends spinning: what one thread boundary costs here. */
public final class HopContender implements Contender {
    private final Workload workload;
    private final Readings readings;

    public HopContender(Workload workload, Readings readings) {
        this.workload = workload;
        this.readings = readings;
    }

    @Override
    public String name() {
        return "loop behind a Disruptor hop";
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
        DisruptorHop hop = new DisruptorHop(loop);
        CompletableFuture<long[]> used = new CompletableFuture<>();
        Thread consumer = new Thread(() -> {
            try {
                long allocated = ThreadMeter.ownAllocatedBytes();
                long cpuNs = ThreadMeter.ownCpuNs();
                hop.consume(events);
                loop.onEnd();
                long usedNs = ThreadMeter.ownCpuNs() - cpuNs;
                used.complete(new long[] {usedNs, ThreadMeter.ownAllocatedBytes() - allocated});
            } catch (RuntimeException e) {
                used.completeExceptionally(e);
            }
        }, "hop-consumer");
        consumer.start();
        long allocated = ThreadMeter.ownAllocatedBytes();
        long cpuNs = ThreadMeter.ownCpuNs();
        long startNs = System.nanoTime();
        hop.publish(readings, events);
        long ownNs = ThreadMeter.ownCpuNs() - cpuNs;
        long ownBytes = ThreadMeter.ownAllocatedBytes() - allocated;
        try {
            long[] others = used.get();
            long wallNs = System.nanoTime() - startNs;
            return new RunFigures(events, wallNs, ownNs + others[0], ownBytes + others[1], results.text());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the consumer failed: events=" + events, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the hop drained: events=" + events, e);
        }
    }
}
