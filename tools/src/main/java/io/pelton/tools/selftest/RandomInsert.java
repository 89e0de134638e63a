package io.pelton.tools.selftest;

import io.pelton.testkit.simulation.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One INSERT and its naive model.
 *
 * @param sink      the table written
 * @param isFile    by the filesystem connector, instead of a simulated one
 * @param source    the table or view read
 * @param streams   numbers of the tables behind it
 * @param threshold readings at or below it are filtered; −1 for none
 * @param window    null for a statement without one
 */
record RandomInsert(
        String sink, boolean isFile, String source, List<Integer> streams, int threshold, WindowShape window) {
    private static final int MAX_THRESHOLD = 60;

    /** Aggregates of one key in one window. */
    private static final class Aggregate {
        private long count;
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        private void add(long value) {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** The model while it takes rows. */
    final class Model {
        private final List<String> rows = new ArrayList<>();
        private final Map<String, Aggregate> aggregates = new TreeMap<>();

        /** @param watermarkMs of the tables behind the statement, before this row */
        void row(int stream, Reading reading, long watermarkMs) {
            if (!streams.contains(stream) || reading.value() <= threshold) {
                return;
            }
            if (window == null) {
                rows.add(reading.device() + "|" + reading.value() + "|" + reading.eventTimeMs());
                return;
            }
            for (WindowShape.Window each : window.windows(reading.eventTimeMs())) {
                if (each.endMs() - 1 > watermarkMs) {
                    aggregates.computeIfAbsent(reading.device() + "|" + each.startMs() + "|" + each.endMs(),
                            key -> new Aggregate()).add(reading.value());
                }
            }
        }

        List<String> results() {
            List<String> results = new ArrayList<>(rows);
            aggregates.forEach((key, sums) ->
                    results.add(key + "|" + sums.count + "|" + sums.sum + "|" + sums.min + "|" + sums.max));
            return results;
        }
    }

    static RandomInsert random(String sink, int tables, SplittableRandom random) {
        boolean isUnion = tables == 2 && random.nextInt(3) == 0;
        int stream = random.nextInt(tables);
        return new RandomInsert(sink, random.nextInt(3) == 0, isUnion ? RandomScript.UNION : RandomScript.table(stream),
                isUnion ? List.of(0, 1) : List.of(stream),
                random.nextBoolean() ? random.nextInt(MAX_THRESHOLD) : -1,
                random.nextInt(4) == 0 ? null : WindowShape.random(random));
    }

    String sinkColumns() {
        return window == null ? "device STRING, v BIGINT, ts TIMESTAMP(3)"
                : "device STRING, s TIMESTAMP(3), e TIMESTAMP(3), n BIGINT, total BIGINT, lowest BIGINT, "
                + "highest BIGINT";
    }

    String sinkOptions() {
        return isFile ? "'connector' = 'filesystem', 'path' = '" + sink + "', 'format' = 'csv',"
                + " 'sink.rolling-policy.rows' = '7'" : "'connector' = 'simulated'";
    }

    /** Numbers of the sink's columns that are timestamps. */
    List<Integer> timeColumns() {
        return window == null ? List.of(2) : List.of(1, 2);
    }

    String sql() {
        String filter = threshold < 0 ? "" : " WHERE v > " + threshold;
        return window == null
                ? "INSERT INTO " + sink + " SELECT device, v, ts FROM " + source + filter + ";\n"
                : "INSERT INTO " + sink + " SELECT device, window_start, window_end, COUNT(*), SUM(v), MIN(v), MAX(v)"
                + " FROM TABLE(" + window.sql(source) + ")" + filter
                + " GROUP BY device, window_start, window_end;\n";
    }
}
