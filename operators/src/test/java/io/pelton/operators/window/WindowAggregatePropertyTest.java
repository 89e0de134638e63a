package io.pelton.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Random streams through the real operator and through {@link NaiveWindows}. Values are whole, so sums are exact. */
class WindowAggregatePropertyTest {
    private final RowWriter writer = new RowWriter(NumericAggregate.INPUT);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[NumericAggregate.INPUT.maxBytes()]);

    @Test
    void shouldTumbleAsTheModelDoes() {
        for (int seed = 0; seed < 120; seed++) {
            compare(seed, new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, seed % 7));
        }
    }

    @Test
    void shouldHopAsTheModelDoes() {
        for (int seed = 0; seed < 120; seed++) {
            compare(seed, new WindowSpec(WindowSpec.Kind.HOP, 10, 2 + seed % 5, seed % 9));
        }
    }

    @Test
    void shouldHopWithGapsAsTheModelDoes() {
        for (int seed = 0; seed < 20; seed++) {
            compare(seed, new WindowSpec(WindowSpec.Kind.HOP, 6, 10, seed % 9));
        }
    }

    @Test
    void shouldHopOverManyPanesAsTheModelDoes() {
        for (int seed = 0; seed < 200; seed++) {
            compare(seed, new WindowSpec(WindowSpec.Kind.HOP, 17 + seed % 20, 1 + seed % 3, seed % 5));
        }
    }

    @Test
    void shouldCumulateAsTheModelDoes() {
        for (int seed = 0; seed < 120; seed++) {
            compare(seed, new WindowSpec(WindowSpec.Kind.CUMULATE, 3 * (1 + seed % 5), 3, seed % 4));
        }
    }

    private void compare(int seed, WindowSpec window) {
        SplittableRandom random = new SplittableRandom(seed);
        long latenessMs = random.nextInt(3) == 0 ? random.nextInt(12) : 0;
        NaiveWindows model = new NaiveWindows(window, latenessMs);
        OperatorScript script = new OperatorScript();
        int rows = random.nextInt(20, 400);
        int keys = random.nextInt(1, 40);
        int delay = random.nextInt(6);
        int disorder = random.nextInt(1, 30);
        long now = random.nextLong(-200, 200);
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            now += random.nextInt(40) == 0 ? random.nextInt(300) : random.nextInt(3);
            long time = now - (random.nextInt(3) == 0 ? random.nextInt(disorder) : 0);
            String key = random.nextInt(10) == 0 ? null : "key-" + (now / 50 % 3 * 100 + random.nextInt(keys));
            Double value = random.nextInt(10) == 0 ? null : (double) random.nextInt(-50, 50);
            script.row(buffer, row(time, key, value));
            model.row(time, key == null ? "" : key, value);
            if (now - delay > watermark && random.nextInt(4) != 0) {
                watermark = now - delay;
                script.watermark(watermark);
                model.watermark(watermark);
            }
        }
        script.end();
        model.watermark(Long.MAX_VALUE);
        OperatorHarness harness = new OperatorHarness(
                () -> new NumericAggregate(NumericAggregate.spec(window, 10_000, 4, Long.MAX_VALUE, latenessMs)),
                NumericAggregate.OUTPUT);
        OperatorResult result = seed % 20 == 3 ? harness.check(script) : harness.run(script);
        String context = "seed=" + seed + " window=" + window + " latenessMs=" + latenessMs;
        assertEquals(expected(model), found(result), context);
        if (window.slideMs() <= window.sizeMs()) {
            assertEquals(model.tooLate(), result.counters().tooLate, context);
            assertEquals(model.lateApplied(), result.counters().lateApplied, context);
        }
        assertTrue(result.counters().isBalanced(), context);
    }

    private int row(long timeMs, String key, Double value) {
        writer.begin(buffer, 0);
        if (key != null) {
            writer.putString(0, key);
        }
        if (value != null) {
            writer.putDouble(1, value);
        }
        writer.finish();
        RowHeader.kind(buffer, 0, 0, RowType.DATA, 0, true);
        RowHeader.eventTimeMs(buffer, 0, timeMs);
        return 0;
    }

    /** One line per result, sorted inside each window: the model knows no key groups. */
    private static List<String> expected(NaiveWindows model) {
        List<String> lines = new ArrayList<>();
        for (NaiveWindows.Result result : model.results()) {
            List<Double> values = new ArrayList<>(result.values());
            int count = values.size();
            values.removeIf(value -> value == null);
            double sum = values.stream().mapToDouble(Double::doubleValue).sum();
            String numbers = values.isEmpty() ? "null" : sum + " " + Collections.min(values) + " "
                    + Collections.max(values) + " " + sum / values.size();
            lines.add(line(result.window().endMs(), result.window().startMs(), result.key(), count, numbers));
        }
        return sorted(lines);
    }

    private static List<String> found(OperatorResult result) {
        List<String> lines = new ArrayList<>();
        RowReader reader = new RowReader(NumericAggregate.OUTPUT);
        long lastEnd = Long.MIN_VALUE;
        for (DirectBuffer row : result.rows()) {
            reader.wrap(row, 0);
            assertTrue(reader.getLong(7) >= lastEnd, "windows in order of their end");
            lastEnd = reader.getLong(7);
            assertEquals(lastEnd - 1, reader.eventTimeMs());
            String numbers = reader.isNull(2) ? "null" : reader.getDouble(2) + " " + reader.getDouble(3) + " "
                    + reader.getDouble(4) + " " + reader.getDouble(5);
            String key = reader.isNull(0) ? "" : reader.getString(0);
            lines.add(line(lastEnd, reader.getLong(6), key, reader.getLong(1), numbers));
        }
        return sorted(lines);
    }

    private static String line(long endMs, long startMs, String key, long count, String numbers) {
        return String.format("%08d", endMs + 100_000) + " " + startMs + " " + key + " " + count + " "
                + numbers.replace("-0.0", "0.0");
    }

    private static List<String> sorted(List<String> lines) {
        Collections.sort(lines);
        return lines;
    }
}
