package io.pelton.perf.embedded;

import io.pelton.perf.latency.ClosingEvents;
import io.pelton.perf.latency.LatencySink;
import io.pelton.perf.latency.PacedSource;
import io.pelton.perf.latency.Schedule;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Workload;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** Pelton under a schedule, through SQL. */
public final class LatencyRun {

    private LatencyRun() {
    }

    /** Blocks until the schedule has ended. */
    public static Histogram run(
            Workload workload, Readings readings, Schedule schedule, JournalMode mode, String placement,
            Path stateFolder) {
        ClosingEvents closing =
                workload.windowMs() > 0 ? new ClosingEvents(workload, readings, schedule.count()) : null;
        LatencySink sink = new LatencySink(schedule, closing);
        InProcessConnector connector = new InProcessConnector(() -> new PacedSource(readings, schedule), () -> sink);
        String script = LatencySink.script(workload, "'connector' = '" + InProcessConnector.IDENTIFIER + "'");
        PeltonRun.run(script, mode, placement, stateFolder, connector);
        return sink.recorder().histogram();
    }
}
