package io.pelton.perf.embedded;

import io.pelton.perf.journal.Scratch;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.ChecksumSink;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.throughput.ReadingsSource;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pelton through SQL: from the first row that its source writes into the ring to the last result in its sink, all of
 * its threads counted.
 */
public final class PeltonContender implements Contender {
    private final Workload workload;
    private final Readings readings;
    private final JournalMode mode;
    private final Path folder;

    /** @param folder holds the journals of a run, removed after it */
    public PeltonContender(Workload workload, Readings readings, JournalMode mode, Path folder) {
        this.workload = workload;
        this.readings = readings;
        this.mode = mode;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Pelton";
    }

    @Override
    public String journal() {
        return mode.text();
    }

    @Override
    public double goal() {
        return workload.windowMs() > 0 ? mode.goal() : Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        Path state = Scratch.fresh(folder);
        ThreadMeter meter = ThreadMeter.ofThreadsStartedLater();
        Edge first = new Edge(meter);
        Edge last = new Edge(meter);
        ResultChecksum results = new ResultChecksum();
        InProcessConnector connector = new InProcessConnector(
                () -> new ReadingsSource(readings, events, first::pass), () -> new ChecksumSink(results, last::pass));
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        try {
            PeltonRun.run(workload.script(options, options), mode, "auto", state, connector);
        } finally {
            Scratch.delete(state);
        }
        ThreadMeter.Reading begun = first.reading.get();
        ThreadMeter.Reading ended = last.reading.get();
        return new RunFigures(events, last.timeNs.get() - first.timeNs.get(), ended.cpuNsSince(begun),
                ended.allocatedSince(begun), results.text());
    }

    /** An edge of the measured part, passed on one of the engine's threads. */
    private static final class Edge {
        private final ThreadMeter meter;
        private final AtomicReference<ThreadMeter.Reading> reading = new AtomicReference<>();
        private final AtomicLong timeNs = new AtomicLong();

        private Edge(ThreadMeter meter) {
            this.meter = meter;
        }

        private void pass() {
            timeNs.set(System.nanoTime());
            reading.set(meter.read());
        }
    }
}
