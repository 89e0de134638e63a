package io.pelton.perf.snapshot;

import io.pelton.engine.Engine;
import io.pelton.engine.EngineOptions;
import io.pelton.engine.EngineState;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.StateFolder;
import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.PeltonRun;
import io.pelton.perf.latency.Schedule;
import io.pelton.perf.measure.Median;
import io.pelton.perf.throughput.InProcessConnector;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Pelton with an aggregation over many keys, each row of which also goes through unchanged, behind the aggregation:
 * how late it comes out says how long the operators were held up.
 */
public final class SnapshotRun {
    private static final long HIGHEST_NS = 120_000_000_000L;
    private static final int LOOK_MS = 50;

    private final int keys;
    private final long perSecond;
    private final int intervalSeconds;
    private final int warmupSeconds;
    private final int seconds;

    /** @param intervalSeconds between the beginnings of snapshots, which go on in the warm-up too */
    public SnapshotRun(int keys, long perSecond, int intervalSeconds, int warmupSeconds, int seconds) {
        this.keys = keys;
        this.perSecond = perSecond;
        this.intervalSeconds = intervalSeconds;
        this.warmupSeconds = warmupSeconds;
        this.seconds = seconds;
    }

    /** Blocks until the schedule has ended. */
    public SnapshotFigures run(JournalMode mode, Path folder) {
        RandomKeys source = new RandomKeys(keys, perSecond, warmupSeconds, seconds);
        RowTimes times = new RowTimes(Math.toIntExact(perSecond * (warmupSeconds + seconds)));
        InProcessConnector connector = new InProcessConnector(() -> source, () -> times);
        Topology topology = PeltonRun.topology(script(mode), connector);
        SnapshotSpans spans = new SnapshotSpans(folder.resolve(StateFolder.SNAPSHOTS));
        try (Engine engine = Engine.open(topology, EngineOptions.durable(folder))) {
            engine.start();
            while (source.schedule() == null || times.arrived() < source.schedule().count()) {
                EngineState state = engine.awaitFinished(LOOK_MS, TimeUnit.MILLISECONDS);
                if (state.isFinal()) {
                    throw new IllegalStateException("the run ended early: state=" + state, engine.failure());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while snapshots were measured", e);
        } finally {
            spans.close();
        }
        return figures(source.schedule(), times, spans);
    }

    private static SnapshotFigures figures(Schedule schedule, RowTimes times, SnapshotSpans spans) {
        Histogram outside = new Histogram(HIGHEST_NS, 3);
        Histogram during = new Histogram(HIGHEST_NS, 3);
        for (long number = schedule.warmup(); number < schedule.count(); number++) {
            long dueNs = schedule.dueNs(number);
            long lateNs = Math.min(HIGHEST_NS, Math.max(0, times.arrivedNs(number) - dueNs));
            (spans.covers(dueNs) ? during : outside).recordValue(lateNs);
        }
        long fromNs = schedule.dueNs(schedule.warmup());
        double[] durations = spans.durationsNs(fromNs);
        double medianMs = durations.length == 0 ? Double.NaN : Median.of(durations) / 1e6;
        return new SnapshotFigures(outside, during, spans.count(fromNs), medianMs, spans.largestBytes());
    }

    private String script(JournalMode mode) {
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        return PeltonRun.durability(mode) + """
                SET 'pelton.snapshot.interval' = '%d s';
                SET 'pelton.snapshot.bytes' = '1000 gb';
                SET 'pelton.memory.max' = '2 gb';
                SET 'pelton.keys.max' = '%d';
                CREATE TABLE readings (
                  device INT,
                  ts TIMESTAMP(3),
                  temperature DOUBLE,
                  number BIGINT,
                  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
                ) WITH (%s);
                CREATE TABLE totals (
                  device INT, result_time TIMESTAMP(3), reading_count BIGINT, average DOUBLE, lowest DOUBLE,
                  highest DOUBLE
                ) WITH ('connector' = 'blackhole');
                CREATE TABLE passed (number BIGINT) WITH (%s);
                INSERT INTO totals
                SELECT device, window_end, COUNT(*), AVG(temperature), MIN(temperature), MAX(temperature)
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' DAY))
                GROUP BY device, window_start, window_end;
                INSERT INTO passed SELECT number FROM readings;
                """.formatted(intervalSeconds, keys, options, options);
    }
}
