package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowKind;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** W1: HOP 10 s / 2 s, COUNT, AVG, MIN, MAX by an INT and by a STRING key. */
class SlidingWindowTest {
    private static final long SIZE_MS = 10_000;
    private static final long SLIDE_MS = 2_000;

    private record Reading(Object key, long timeMs, double value) {
    }

    private record WindowKey(long endMs, String key) implements Comparable<WindowKey> {
        @Override
        public int compareTo(WindowKey other) {
            int byEnd = Long.compare(endMs, other.endMs);
            return byEnd != 0 ? byEnd : key.compareTo(other.key);
        }
    }

    private static PhysicalPlan plan(ColumnType keyType) {
        Schema source = Plans.schema("device", keyType.notNull(), "ts", Plans.TIMESTAMP.notNull(),
                "reading", Plans.DOUBLE.notNull());
        Schema result = Plans.schema("device", keyType.notNull(), "n", Plans.BIGINT.notNull(), "a", Plans.DOUBLE,
                "lo", Plans.DOUBLE, "hi", Plans.DOUBLE, "window_start", Plans.TIMESTAMP.notNull(),
                "window_end", Plans.TIMESTAMP.notNull(), "window_time", Plans.TIMESTAMP.notNull());
        Schema sink = Plans.schema("device", keyType, "window_end", Plans.TIMESTAMP, "n", Plans.BIGINT, "a",
                Plans.DOUBLE,
                "lo", Plans.DOUBLE, "hi", Plans.DOUBLE);
        Expression reading = Plans.column(source, "reading");
        WindowAggregateNode aggregate = new WindowAggregateNode(new Scan(0, source),
                new Window(WindowKind.HOP, 1, SIZE_MS, SLIDE_MS, 0), -1, -1, List.of(Plans.column(source, "device")),
                List.of(Plans.aggregate(AggregateFunction.COUNT, null, Plans.BIGINT.notNull()),
                        Plans.aggregate(AggregateFunction.AVG, reading, Plans.DOUBLE),
                        Plans.aggregate(AggregateFunction.MIN, reading, Plans.DOUBLE),
                        Plans.aggregate(AggregateFunction.MAX, reading, Plans.DOUBLE)), result);
        Calc root = new Calc(aggregate, null, List.of(Plans.column(result, "device"),
                Plans.column(result, "window_end"),
                Plans.column(result, "n"), Plans.column(result, "a"), Plans.column(result, "lo"),
                Plans.column(result, "hi")),
                sink);
        Expression ts = Plans.column(source, "ts");
        return Plans.plan(source, ts, Plans.call(Function.MINUS_INTERVAL, Plans.TIMESTAMP, ts,
                Plans.literal(2_000, ColumnType.of(TypeKind.INTERVAL_DAY_TIME))), root, sink,
                Map.of("pelton.keys.max", "1000", "pelton.key-groups", "8"));
    }

    private static OperatorScript script(CompiledPlan compiled, List<Reading> readings) {
        RowLayout layout = compiled.topology().streams().get(0).layout();
        OperatorScript script = new OperatorScript();
        long watermark = Long.MIN_VALUE;
        for (Reading reading : readings) {
            DirectBuffer row = Plans.row(layout, reading.timeMs(), reading.key(), reading.timeMs(), reading.value());
            script.row(row, 0);
            long justified = compiled.topology().streams().get(0).time().watermarkMs(row, 0);
            assertEquals(reading.timeMs() - 2_000, justified);
            if (justified > watermark) {
                watermark = justified;
                script.watermark(watermark);
            }
        }
        return script.end();
    }

    private static List<Reading> readings(boolean isText, int count, int devices, long seed) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int device = random.nextInt(devices);
            long time = 1_000_000L + i * 1_000L / devices - random.nextInt(2_000);
            readings.add(new Reading(isText ? (Object) ("device-" + device) : (Object) device, time,
                    random.nextInt(1_000) / 8.0));
        }
        return readings;
    }

    private static void check(ColumnType keyType, boolean isText) {
        CompiledPlan compiled = Plans.compile(plan(keyType));
        OperatorDefinition definition = Plans.only(compiled);
        List<Reading> readings = readings(isText, 1_500, 20, 42);
        OperatorResult result = new OperatorHarness(definition.factory(),
                definition.output()).check(script(compiled, readings));
        assertEquals(List.of(), result.deadLetters());
        TreeMap<WindowKey, double[]> expected = new TreeMap<>();
        for (Reading reading : readings) {
            long last = reading.timeMs() - Math.floorMod(reading.timeMs(), SLIDE_MS);
            for (long start = last; start > reading.timeMs() - SIZE_MS; start -= SLIDE_MS) {
                double[] sums = expected.computeIfAbsent(new WindowKey(start + SIZE_MS, reading.key().toString()),
                        key -> new double[] {0, 0, Double.MAX_VALUE, -Double.MAX_VALUE});
                sums[0]++;
                sums[1] += reading.value();
                sums[2] = Math.min(sums[2], reading.value());
                sums[3] = Math.max(sums[3], reading.value());
            }
        }
        TreeMap<WindowKey, List<Object>> found = new TreeMap<>();
        for (DirectBuffer row : result.rows()) {
            List<Object> values = Plans.read(definition.output(), row);
            found.put(new WindowKey((Long) values.get(1), values.get(0).toString()), values);
        }
        assertEquals(expected.keySet(), found.keySet());
        assertEquals(expected.size(), result.rows().size());
        expected.forEach((key, sums) -> assertEquals(
                List.<Object>of((long) sums[0], sums[1] / sums[0], sums[2], sums[3]), found.get(key).subList(2, 6)));
    }

    @Test
    void shouldAgreeWithTheNaiveModelByIntKey() {
        check(Plans.INT, false);
    }

    @Test
    void shouldAgreeWithTheNaiveModelByStringKey() {
        check(Plans.STRING, true);
    }

    @Test
    void shouldAllocateNothingPerRow() {
        for (boolean isText : new boolean[] {false, true}) {
            CompiledPlan compiled = Plans.compile(plan(isText ? Plans.STRING : Plans.INT));
            OperatorDefinition definition = Plans.only(compiled);
            OperatorHarness harness = new OperatorHarness(definition.factory(), definition.output());
            long bytes = harness.allocatedBytes(script(compiled, readings(isText, 100_000, 200, 7)));
            assertTrue(bytes < 2_048, "not one object per 500 rows is allowed: bytes=" + bytes);
        }
    }

    @Test
    void shouldShareWhatTheAggregatesHaveInCommon() {
        OperatorMemory memory = Plans.compile(plan(Plans.INT)).operators().get(0);
        assertEquals(4, memory.keyBytes());
        assertEquals(4 * Long.BYTES, memory.accumulatorBytes());
        assertEquals(1_000, memory.maxKeys());
        assertTrue(memory.maxStateBytes() > 1_000 * 4 * Long.BYTES);
    }
}
