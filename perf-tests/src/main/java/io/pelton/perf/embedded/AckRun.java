package io.pelton.perf.embedded;

import io.pelton.perf.latency.AckSource;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** A source that waits for acknowledgements, in front of a filter that lets one row of a hundred through. */
public final class AckRun {

    private AckRun() {
    }

    /** Blocks until the schedule has ended and everything is acknowledged. */
    public static Histogram run(
            Readings readings, long perSecond, int warmupSeconds, int seconds, JournalMode mode, Path stateFolder) {
        AckSource source = new AckSource(readings, perSecond, warmupSeconds, seconds);
        InProcessConnector connector = new InProcessConnector(() -> source, null);
        String script = Workload.W4.script(
                "'connector' = '" + InProcessConnector.IDENTIFIER + "'", "'connector' = 'blackhole'")
                .replace("temperature DOUBLE,\n  WATERMARK", "temperature DOUBLE,\n  number BIGINT,\n  WATERMARK");
        PeltonRun.run(script, mode, "auto", stateFolder, connector);
        if (!source.isComplete()) {
            throw new IllegalStateException("rows were never acknowledged: mode=" + mode);
        }
        return source.histogram();
    }
}
