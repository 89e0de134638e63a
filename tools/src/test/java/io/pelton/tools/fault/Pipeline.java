package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The scripts that faults are inflicted on. Their inputs are files beside each other, or made by the script itself. */
enum Pipeline {
    FILTER(List.of("hot"), true, true) {
        @Override
        String body() {
            return READINGS + """
                    CREATE TABLE hot (device STRING, temp DOUBLE, ts TIMESTAMP(3))
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/hot', 'format' = 'csv',
                            'sink.rolling-policy.file-size' = '256KB');
                    INSERT INTO hot SELECT device, temp, ts FROM readings WHERE temp > 30;
                    """;
        }
    },
    WINDOWS(List.of("hot", "means", "sliding"), true, true) {
        @Override
        String body() {
            return READINGS + """
                    CREATE TABLE hot (device STRING, temp DOUBLE, ts TIMESTAMP(3))
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/hot', 'format' = 'csv');
                    CREATE TABLE means (device STRING, s TIMESTAMP(3), mean DOUBLE, n BIGINT)
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/means', 'format' = 'json',
                            'sink.rolling-policy.file-size' = '1MB');
                    CREATE TABLE sliding (device STRING, s TIMESTAMP(3), hottest DOUBLE, n BIGINT)
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/sliding', 'format' = 'json',
                            'sink.rolling-policy.file-size' = '2MB');
                    EXECUTE STATEMENT SET BEGIN
                    INSERT INTO hot SELECT device, temp, ts FROM readings WHERE temp > 39.5;
                    INSERT INTO means SELECT device, window_start, AVG(temp), COUNT(*)
                      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                      GROUP BY device, window_start, window_end;
                    INSERT INTO sliding SELECT device, window_start, MAX(temp), COUNT(*)
                      FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '30' SECOND))
                      GROUP BY device, window_start, window_end;
                    END;
                    """;
        }
    },
    /** Which of the two files is read first is not promised, so its rows are compared in sorted order. */
    UNION(List.of("merged", "busy"), false, true) {
        @Override
        String body() {
            return READINGS + READINGS.replace("readings", "others") + """
                    CREATE TABLE merged (device STRING, temp DOUBLE, ts TIMESTAMP(3))
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/merged', 'format' = 'csv',
                            'sink.rolling-policy.rows' = '5000');
                    CREATE TABLE busy (s TIMESTAMP(3), total BIGINT, most BIGINT)
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/busy', 'format' = 'json');
                    EXECUTE STATEMENT SET BEGIN
                    INSERT INTO merged SELECT device, temp, ts FROM readings WHERE temp > 39
                      UNION ALL SELECT device, temp, ts FROM others WHERE temp < 1;
                    INSERT INTO busy SELECT window_start, SUM(n), MAX(n) FROM (
                        SELECT device, window_start, window_end, COUNT(*) AS n
                        FROM TABLE(TUMBLE(TABLE others, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                        GROUP BY device, window_start, window_end)
                      GROUP BY window_start, window_end;
                    END;
                    """;
        }
    },
    /** Never ends by itself: what it wrote must be the beginning of what a bounded one writes. */
    LIVE(List.of("high", "counts"), true, false) {
        @Override
        String body() {
            return """
                    CREATE TABLE ticks (device STRING, id BIGINT, temp DOUBLE, ts TIMESTAMP(3),
                      WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
                    WITH ('connector' = 'datagen', %2$s,
                      'fields.device.kind' = 'cycle', 'fields.device.start' = '1', 'fields.device.end' = '200',
                      'fields.device.prefix' = 'd-',
                      'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '1000000000',
                      'fields.temp.kind' = 'random', 'fields.temp.min' = '0', 'fields.temp.max' = '100',
                      'fields.ts.kind' = 'sequence-time', 'fields.ts.start' = '2026-01-01 00:00:00',
                      'fields.ts.step' = '5 ms', 'fields.ts.jitter' = '800 ms');
                    CREATE TABLE high (id BIGINT, device STRING, temp DOUBLE)
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/high', 'format' = 'csv',
                            'sink.rolling-policy.rows' = '4000');
                    CREATE TABLE counts (device STRING, s TIMESTAMP(3), n BIGINT, hottest DOUBLE)
                      WITH ('connector' = 'filesystem', 'path' = '%1$s/counts', 'format' = 'json',
                            'sink.rolling-policy.rows' = '3000');
                    EXECUTE STATEMENT SET BEGIN
                    INSERT INTO high SELECT id, device, temp FROM ticks WHERE MOD(id, 5) = 0;
                    INSERT INTO counts SELECT device, window_start, COUNT(*), MAX(temp)
                      FROM TABLE(TUMBLE(TABLE ticks, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                      GROUP BY device, window_start, window_end;
                    END;
                    """;
        }
    };

    private static final String READINGS = """
            CREATE TABLE readings (
              device STRING, temp DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
            ) WITH ('connector' = 'filesystem', 'path' = 'readings.csv', 'format' = 'csv');
            """;
    private static final String UNBOUNDED = "'rows-per-second' = '60000'";
    private static final String BOUNDED = "'rows-per-second' = '0', 'number-of-rows' = '900000'";

    final List<String> sinks;
    final boolean isOrdered;
    final boolean isBounded;

    Pipeline(List<String> sinks, boolean isOrdered, boolean isBounded) {
        this.sinks = sinks;
        this.isOrdered = isOrdered;
        this.isBounded = isBounded;
    }

    abstract String body();

    /** The script; sinks are folders in {@code out}. */
    String script(RunSettings settings, Path out) {
        return settings.sql() + body().formatted(out, UNBOUNDED);
    }

    /** The script of the undisturbed run. */
    String calmScript(Path out) {
        return body().formatted(out, BOUNDED);
    }

    /** Compares what a disturbed run left with what the undisturbed one left. */
    void compare(String what, Path calm, Path disturbed) throws IOException {
        for (String sink : sinks) {
            String expected = Outputs.sink(calm.resolve(sink));
            String actual = Outputs.sink(disturbed.resolve(sink));
            compare(what + " sink=" + sink, expected, actual);
        }
    }

    /** As {@link #compare(String, Path, Path)}, for the dead letters of two state folders. */
    void compareDeadLetters(String what, Path calmState, Path disturbedState) throws IOException {
        compare(what + " dead letters", Outputs.deadLetters(calmState), Outputs.deadLetters(disturbedState));
    }

    private void compare(String what, String expected, String actual) {
        FaultFoundException.require(isBounded || !actual.isEmpty() || expected.isEmpty(), what + ": nothing there");
        if (!isBounded) {
            Outputs.requirePrefix(what, expected, actual);
        } else if (isOrdered) {
            Outputs.requireEqual(what, expected, actual);
        } else {
            Outputs.requireEqual(what, Outputs.sorted(expected), Outputs.sorted(actual));
        }
    }
}
