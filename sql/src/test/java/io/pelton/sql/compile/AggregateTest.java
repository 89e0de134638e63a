package io.pelton.sql.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowKind;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** All aggregate functions over all kinds of windows, with NULLs in keys and values, against a plain model. */
class AggregateTest {
    private static final BigDecimal LARGE = new BigDecimal("12345678901234567890.12345");
    private static final ColumnType FLOAT = ColumnType.of(TypeKind.FLOAT);
    private static final ColumnType NARROW = RandomExpressions.NARROW;
    private static final ColumnType WIDE = RandomExpressions.WIDE;
    private static final Schema SOURCE = Plans.schema("ts", Plans.TIMESTAMP.notNull(), "k", Plans.INT, "g",
            Plans.STRING,
            "r", Plans.DOUBLE, "v", Plans.DOUBLE, "i", Plans.INT, "d", NARROW, "w", WIDE, "s", Plans.STRING,
            "m", RandomExpressions.MICROS, "f", FLOAT, "b", Plans.BOOLEAN);
    private static final List<String> VALUES = List.of("v", "i", "d", "w", "s", "m", "f");

    private record Group(long startMs, long endMs, List<Object> key) {
    }

    private static List<AggregateCall> calls(boolean isOnePane) {
        List<AggregateCall> calls = new ArrayList<>();
        calls.add(Plans.aggregate(AggregateFunction.COUNT, null, Plans.BIGINT.notNull()));
        for (String name : VALUES) {
            Expression value = Plans.column(SOURCE, name);
            calls.add(Plans.aggregate(AggregateFunction.COUNT, value, Plans.BIGINT.notNull()));
            calls.add(Plans.aggregate(AggregateFunction.MIN, value, value.type()));
            calls.add(Plans.aggregate(AggregateFunction.MAX, value, value.type()));
            if (isOnePane) {
                calls.add(Plans.aggregate(AggregateFunction.FIRST_VALUE, value, value.type()));
                calls.add(Plans.aggregate(AggregateFunction.LAST_VALUE, value, value.type()));
            }
            if (JavaTypes.isNumeric(value.type())) {
                boolean isDecimal = value.type().kind() == TypeKind.DECIMAL;
                calls.add(Plans.aggregate(AggregateFunction.SUM, value,
                        isDecimal ? ColumnType.decimal(38, value.type().scale()) : value.type()));
                calls.add(Plans.aggregate(AggregateFunction.AVG, value,
                        isDecimal ? ColumnType.decimal(38, Math.max(6, value.type().scale())) : value.type()));
            }
        }
        Expression filter = Plans.column(SOURCE, "b");
        calls.add(new AggregateCall(AggregateFunction.SUM, false, Plans.column(SOURCE, "i"), filter, Plans.INT));
        calls.add(new AggregateCall(AggregateFunction.COUNT, false, null, filter, Plans.BIGINT.notNull()));
        for (String name : List.of("i", "s", "d", "v")) {
            calls.add(new AggregateCall(AggregateFunction.COUNT, true, Plans.column(SOURCE, name), null,
                    Plans.BIGINT.notNull()));
        }
        return calls;
    }

    private static PhysicalPlan plan(Window window, List<AggregateCall> calls) {
        List<Object> columns = new ArrayList<>(List.of("k", Plans.INT, "g", Plans.STRING, "r", Plans.DOUBLE));
        for (int i = 0; i < calls.size(); i++) {
            columns.add("a" + i);
            columns.add(calls.get(i).type());
        }
        columns.addAll(List.of("window_start", Plans.TIMESTAMP.notNull(), "window_end", Plans.TIMESTAMP.notNull(),
                "window_time", Plans.TIMESTAMP.notNull()));
        Schema schema = Plans.schema(columns.toArray());
        WindowAggregateNode node = new WindowAggregateNode(new Scan(0, SOURCE), window, -1, -1,
                List.of(Plans.column(SOURCE, "k"), Plans.column(SOURCE, "g"), Plans.column(SOURCE, "r")), calls,
                schema);
        Expression ts = Plans.column(SOURCE, "ts");
        return Plans.plan(SOURCE, ts, ts, node, schema, Map.of("pelton.keys.max", "500", "pelton.key-groups", "4",
                "pelton.distinct.max", "100"));
    }

    private static Object[] row(Random random, long time) {
        return new Object[] {time, maybe(random, random.nextInt(3)), maybe(random, "g" + random.nextInt(2)),
            maybe(random, random.nextBoolean() ? 0.0 : -0.0), maybe(random, random.nextInt(100) / 8.0 - 4),
            maybe(random, random.nextInt(10) - 5), maybe(random, BigDecimal.valueOf(random.nextInt(10_000), 2)),
            maybe(random, LARGE.multiply(BigDecimal.valueOf(random.nextInt(9) - 4))),
            maybe(random, "text-" + random.nextInt(20)), maybe(random, (random.nextLong() >> 8) / 1_000 * 1_000),
            maybe(random, random.nextInt(100) / 8f), maybe(random, random.nextBoolean())};
    }

    private static Object maybe(Random random, Object value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private static List<long[]> windows(Window window, long time) {
        List<long[]> windows = new ArrayList<>();
        long size = window.sizeMs();
        long unit = window.kind() == WindowKind.HOP ? window.slideMs() : size;
        for (long start = time - Math.floorMod(time - window.offsetMs(), unit); start > time - size; start -= unit) {
            if (window.kind() != WindowKind.CUMULATE) {
                windows.add(new long[] {start, start + size});
                continue;
            }
            for (long end = start + window.slideMs(); end <= start + size; end += window.slideMs()) {
                if (end > time) {
                    windows.add(new long[] {start, end});
                }
            }
        }
        return windows;
    }

    private static Object aggregate(AggregateCall call, List<Object[]> rows) {
        List<Object> values = new ArrayList<>();
        for (Object[] row : rows) {
            Interpreter interpreter = new Interpreter(Arrays.asList(row));
            boolean counts = call.filter() == null || Boolean.TRUE.equals(interpreter.value(call.filter()));
            Object value = call.argument() == null ? 1 : interpreter.value(call.argument());
            if (counts && value != null) {
                values.add(value);
            }
        }
        if (call.function() == AggregateFunction.COUNT) {
            return (long) (call.distinct() ? new HashSet<>(values).size() : values.size());
        }
        if (values.isEmpty()) {
            return null;
        }
        Comparator<Object> order = (a, b) -> Boolean.TRUE.equals(Interpreter.compare(Function.LESS, a, b)) ? -1
                : Boolean.TRUE.equals(Interpreter.compare(Function.EQUALS, a, b)) ? 0 : 1;
        return switch (call.function()) {
            case MIN -> values.stream().min(order).orElseThrow();
            case MAX -> values.stream().max(order).orElseThrow();
            case FIRST_VALUE -> values.get(0);
            case LAST_VALUE -> values.get(values.size() - 1);
            default -> {
                BigDecimal sum = values.stream().map(value -> new BigDecimal(value.toString()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal count = BigDecimal.valueOf(call.function() == AggregateFunction.SUM ? 1 : values.size());
                yield switch (call.type().kind()) {
                    case DECIMAL -> sum.divide(count, call.type().scale(), RoundingMode.HALF_UP);
                    case INT -> sum.divide(count, 0, RoundingMode.DOWN).intValue();
                    case FLOAT -> (float) (sum.doubleValue() / count.doubleValue());
                    default -> sum.doubleValue() / count.doubleValue();
                };
            }
        };
    }

    private static void check(Window window, boolean isOnePane) {
        List<AggregateCall> calls = calls(isOnePane);
        CompiledPlan compiled = Plans.compile(plan(window, calls));
        OperatorDefinition definition = Plans.only(compiled);
        RowLayout layout = compiled.topology().streams().get(0).layout();
        Random random = new Random(window.hashCode());
        OperatorScript script = new OperatorScript();
        Map<Group, List<Object[]>> expected = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            long time = 100_000 + i * 50L - random.nextInt(1_000);
            Object[] row = row(random, time);
            script.row(Plans.row(layout, time, row), 0);
            for (long[] bounds : windows(window, time)) {
                Object number = row[3] == null ? null : (Double) row[3] + 0.0;
                expected.computeIfAbsent(new Group(bounds[0], bounds[1], Arrays.asList(row[1], row[2], number)),
                        group -> new ArrayList<>()).add(row);
            }
            if (i % 10 == 9) {
                script.watermark(100_000 + i * 50L - 1_000);
            }
        }
        OperatorResult result = new OperatorHarness(definition.factory(), definition.output()).check(script.end());
        assertEquals(List.of(), result.deadLetters());
        assertEquals(expected.size(), result.rows().size());
        for (DirectBuffer row : result.rows()) {
            List<Object> values = Plans.read(definition.output(), row);
            int bounds = values.size() - 3;
            Group group = new Group((Long) values.get(bounds), (Long) values.get(bounds + 1), values.subList(0, 3));
            assertEquals(group.endMs() - 1, values.get(bounds + 2));
            List<Object[]> rows = Objects.requireNonNull(expected.get(group), () -> "not expected: " + group);
            for (int i = 0; i < calls.size(); i++) {
                AggregateCall call = calls.get(i);
                assertEquals(aggregate(call, rows), values.get(3 + i), () -> call + " of " + group);
            }
        }
    }

    @Test
    void shouldAggregateTumblingWindows() {
        check(new Window(WindowKind.TUMBLE, 0, 5_000, 5_000, 0), true);
    }

    @Test
    void shouldAggregateTumblingWindowsWithAnOffset() {
        check(new Window(WindowKind.TUMBLE, 0, 7_000, 7_000, 1_500), true);
    }

    @Test
    void shouldAggregateSlidingWindows() {
        check(new Window(WindowKind.HOP, 0, 5_000, 2_000, 0), false);
    }

    @Test
    void shouldAggregateCumulatingWindows() {
        check(new Window(WindowKind.CUMULATE, 0, 6_000, 2_000, 0), false);
    }

    @Test
    void shouldComputeVariance() {
        List<AggregateCall> calls = List.of(
                Plans.aggregate(AggregateFunction.VAR_POP, Plans.column(SOURCE, "v"), Plans.DOUBLE),
                Plans.aggregate(AggregateFunction.VAR_SAMP, Plans.column(SOURCE, "v"), Plans.DOUBLE),
                Plans.aggregate(AggregateFunction.STDDEV_POP, Plans.column(SOURCE, "i"), Plans.DOUBLE),
                Plans.aggregate(AggregateFunction.STDDEV_SAMP, Plans.column(SOURCE, "i"), Plans.DOUBLE));
        List<List<Object>> rows = run(plan(new Window(WindowKind.TUMBLE, 0, 5_000, 5_000, 0), calls), List.of(
                values(1_000, 1, 2.0, 2), values(2_000, 1, 4.0, 4), values(3_000, 1, null, 9),
                values(4_000, 2, 7.0, null)));
        assertEquals(List.of(1.0, 2.0), rows.get(0).subList(3, 5));
        assertEquals(26.0 / 3, Math.pow((Double) rows.get(0).get(5), 2), 1e-12);
        assertEquals(13.0, Math.pow((Double) rows.get(0).get(6), 2), 1e-12);
        assertEquals(Arrays.asList(0.0, null, null, null), rows.get(1).subList(3, 7));
    }

    @Test
    void shouldFuseFilterComputedColumnsHavingAndProjection() {
        Expression doubled = Plans.call(Function.TIMES, Plans.DOUBLE, Plans.column(SOURCE, "v"),
                Plans.literal(2, Plans.DOUBLE));
        Schema middle = Plans.schema("ts", Plans.TIMESTAMP.notNull(), "k", Plans.INT, "x", Plans.DOUBLE);
        Calc below = new Calc(new Scan(0, SOURCE), Plans.call(Function.GREATER, Plans.BOOLEAN,
                Plans.column(SOURCE, "v"),
                Plans.literal(1, Plans.DOUBLE)), List.of(Plans.column(SOURCE, "ts"), Plans.column(SOURCE, "k"),
                doubled), middle);
        Schema result = Plans.schema("k", Plans.INT, "total", Plans.DOUBLE, "window_start", Plans.TIMESTAMP.notNull(),
                "window_end", Plans.TIMESTAMP.notNull(), "window_time", Plans.TIMESTAMP.notNull());
        WindowAggregateNode node = new WindowAggregateNode(below, new Window(WindowKind.TUMBLE, 0, 5_000, 5_000, 0), -1,
                -1,
                List.of(Plans.column(middle, "k")),
                List.of(Plans.aggregate(AggregateFunction.SUM, Plans.column(middle, "x"), Plans.DOUBLE)), result);
        Schema sink = Plans.schema("label", Plans.STRING, "total", Plans.DOUBLE);
        Expression label = Plans.call(Function.CONCAT, Plans.STRING, Plans.literal("k", Plans.STRING),
                Plans.call(Function.CAST, Plans.STRING, Plans.column(result, "k")));
        Calc above = new Calc(node, Plans.call(Function.GREATER, Plans.BOOLEAN, Plans.column(result, "total"),
                Plans.literal(10, Plans.DOUBLE)), List.of(label, Plans.column(result, "total")), sink);
        Expression ts = Plans.column(SOURCE, "ts");
        PhysicalPlan plan = Plans.plan(SOURCE, ts, ts, above, sink, Map.of());
        assertEquals(List.of(List.of("k1", 14.0)), run(plan, List.of(values(1_000, 1, 3.0, 0), values(2_000, 1, 0.5, 0),
                values(3_000, 1, 4.0, 0), values(3_500, 1, null, 0), values(4_000, 2, 4.5, 0))));
        assertTrue(Plans.compile(plan).source().contains("extends WindowAggregate"));
    }

    private static Object[] values(long time, Integer key, Double real, Integer number) {
        return new Object[] {time, key, null, null, real, number, null, null, null, null, null, null};
    }

    private static List<List<Object>> run(PhysicalPlan plan, List<Object[]> rows) {
        CompiledPlan compiled = Plans.compile(plan);
        OperatorDefinition definition = Plans.only(compiled);
        OperatorScript script = new OperatorScript();
        for (Object[] row : rows) {
            script.row(Plans.row(compiled.topology().streams().get(0).layout(), (Long) row[0], row), 0);
        }
        OperatorResult result = new OperatorHarness(definition.factory(), definition.output()).check(script.end());
        assertEquals(List.of(), result.deadLetters());
        return result.rows().stream().map(row -> Plans.read(definition.output(), row)).toList();
    }
}
