package io.pelton.perf.embedded;

import io.pelton.perf.journal.Scratch;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.ChecksumSink;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Pelton reading a file through its filesystem connector; start-up is counted in the wall time, planning isn't. */
public final class TextContender implements Contender {
    private final Path file;
    private final String format;
    private final Workload workload;
    private final JournalMode mode;
    private final Path folder;

    public TextContender(Path file, String format, Workload workload, JournalMode mode, Path folder) {
        this.file = file;
        this.format = format;
        this.workload = workload;
        this.mode = mode;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Pelton, filesystem source";
    }

    @Override
    public String journal() {
        return mode.text();
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        Path state = Scratch.fresh(folder);
        ThreadMeter meter = ThreadMeter.ofThreadsStartedLater();
        ThreadMeter.Reading begun = meter.read();
        AtomicLong endNs = new AtomicLong();
        AtomicReference<ThreadMeter.Reading> ended = new AtomicReference<>();
        ResultChecksum results = new ResultChecksum();
        InProcessConnector connector = new InProcessConnector(null, () -> new ChecksumSink(results, () -> {
            endNs.set(System.nanoTime());
            ended.set(meter.read());
        }));
        String source = "'connector' = 'filesystem', 'path' = '" + file.toAbsolutePath() + "', 'format' = '" + format
                + "'";
        String script = workload.script(source, "'connector' = '" + InProcessConnector.IDENTIFIER + "'");
        long startNs;
        try {
            startNs = PeltonRun.run(script, mode, "auto", state, connector);
        } finally {
            Scratch.delete(state);
        }
        return new RunFigures(events, endNs.get() - startNs, ended.get().cpuNsSince(begun),
                ended.get().allocatedSince(begun), results.text());
    }
}
