package io.pelton.perf.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.perf.embedded.JournalMode;
import io.pelton.perf.embedded.PeltonRun;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.InProcessConnector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 4: less than a tenth of a byte per event by the threads' own counters, over two million events after warm-up, and
 * no more per event over four million. Journals on disk, forced in groups; four queries on the same rows: filter,
 * projection, tumbling and sliding aggregation by a string key. What is allocated at all is per force, per snapshot,
 * and about 100 KB for each new segment of a journal (Chronicle opens a file): with the default 64 MB that alone is 0.3
 * bytes per event at these rows' width, so segments are larger here, and no snapshot falls into the run, to see what
 * events cost.
 */
class AllocationTest {
    private static final long WARM_UP = 800_000;
    private static final long MEASURED = 2_000_000;
    private static final long EVENTS = WARM_UP + 2 * MEASURED;
    private static final double LIMIT = 0.1;
    private static final int DEVICES = 500;
    private static final long STEP_MS = 2;
    private static final long START_MS = 1_767_225_600_000L;

    @TempDir
    Path folder;

    @Test
    void shouldNotAllocatePerEventFromCsv() throws IOException {
        Path file = folder.resolve("readings.csv");
        write(file, "device-%d,%d,%d.25%n");
        shouldNotAllocatePerEvent("csv", files(file, "csv"));
    }

    @Test
    void shouldNotAllocatePerEventFromJson() throws IOException {
        Path file = folder.resolve("readings.json");
        write(file, "{\"device\":\"device-%d\",\"ms\":%d,\"temperature\":%d.25}%n");
        shouldNotAllocatePerEvent("json", files(file, "json"));
    }

    @Test
    void shouldNotAllocatePerEventFromDatagen() {
        shouldNotAllocatePerEvent("datagen", "'connector' = 'datagen', 'rows-per-second' = '1000000000',"
                + " 'number-of-rows' = '" + EVENTS + "', 'fields.device.length' = '2',"
                + " 'fields.ms.kind' = 'sequence', 'fields.ms.start' = '" + START_MS + "', 'fields.ms.end' = '"
                + (START_MS + EVENTS - 1) + "', 'fields.temperature.min' = '0', 'fields.temperature.max' = '100'");
    }

    private static String files(Path file, String format) {
        return "'connector' = 'filesystem', 'path' = '" + file.toAbsolutePath() + "', 'format' = '" + format + "'";
    }

    private static void write(Path file, String format) throws IOException {
        String[] parts = format.replace("%n", "\n").split("%d");
        StringBuilder line = new StringBuilder();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long i = 0; i < EVENTS; i++) {
                line.setLength(0);
                line.append(parts[0]).append(i * 7 % DEVICES).append(parts[1]).append(START_MS + i * STEP_MS)
                        .append(parts[2]).append(i * 13 % 100).append(parts[3]);
                out.append(line);
            }
        }
    }

    private void shouldNotAllocatePerEvent(String name, String source) {
        ThreadMeter meter = ThreadMeter.ofThreadsStartedLater();
        MeteredSink sink = new MeteredSink(meter, WARM_UP, WARM_UP + MEASURED, WARM_UP + 2 * MEASURED);
        InProcessConnector connector = new InProcessConnector(null, () -> sink);
        PeltonRun.run(script(source), JournalMode.GROUP, "auto", folder.resolve("state-" + name), connector);

        assertEquals(3, sink.marksPassed(), name + ": the projection hands on every row");
        double once = (double) sink.allocatedBetween(0, 1) / MEASURED;
        double twice = (double) sink.allocatedBetween(0, 2) / (2 * MEASURED);
        System.out.printf("%s: %.4f bytes per event over %,d events, %.4f over twice as many%n", name, once, MEASURED,
                twice);
        assertTrue(once < LIMIT, name + " allocates per event: bytes=" + once + " limit=" + LIMIT);
        assertTrue(twice < LIMIT, name + " allocates per event over twice the events: bytes=" + twice + " limit="
                + LIMIT);
    }

    private static String script(String source) {
        return """
                SET 'pelton.journal.segment-bytes' = '512 mb';
                SET 'pelton.snapshot.bytes' = '8 gb';
                SET 'pelton.snapshot.interval' = '1 h';
                CREATE TABLE readings (
                  device STRING, ms BIGINT, temperature DOUBLE,
                  ts AS TO_TIMESTAMP_LTZ(ms, 3),
                  WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
                ) WITH (%s);
                CREATE TABLE projected (device STRING, fahrenheit DOUBLE) WITH ('connector' = 'measured');
                CREATE TABLE hot (device STRING, temperature DOUBLE) WITH ('connector' = 'blackhole');
                CREATE TABLE tumbled (device STRING, window_end TIMESTAMP(3), readings BIGINT, average DOUBLE)
                  WITH ('connector' = 'blackhole');
                CREATE TABLE slid (device STRING, window_end TIMESTAMP(3), lowest DOUBLE, highest DOUBLE)
                  WITH ('connector' = 'blackhole');
                EXECUTE STATEMENT SET BEGIN
                INSERT INTO projected SELECT device, temperature * 1.8E0 + 32 FROM readings;
                INSERT INTO hot SELECT device, temperature FROM readings WHERE temperature > 98;
                INSERT INTO tumbled SELECT device, window_end, COUNT(*), AVG(temperature)
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                GROUP BY device, window_start, window_end;
                INSERT INTO slid SELECT device, window_end, MIN(temperature), MAX(temperature)
                FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
                GROUP BY device, window_start, window_end;
                END;
                """.formatted(source);
    }
}
