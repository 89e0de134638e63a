package io.pelton.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowType;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.operators.aggregate.DistinctValues;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Aggregation of a windowed result without keys, and COUNT(DISTINCT …) in all kinds of windows. */
class AttachedWindowTest {
    private static final RowLayout INPUT = new RowLayout(new Schema(List.of(
            new Column("window_start", ColumnType.timestamp(3).notNull()),
            new Column("window_end", ColumnType.timestamp(3).notNull()),
            new Column("v", ColumnType.of(TypeKind.BIGINT).notNull()))));
    private static final RowLayout OUTPUT = new RowLayout(new Schema(List.of(
            new Column("window_start", ColumnType.timestamp(3).notNull()),
            new Column("window_end", ColumnType.timestamp(3).notNull()),
            new Column("values", ColumnType.of(TypeKind.BIGINT).notNull()))));
    private static final int DISTINCT_MAX = 20;

    /** SELECT window_start, window_end, COUNT(DISTINCT v). */
    private static final class CountDistinct extends WindowAggregate {
        private final RowReader reader = new RowReader(INPUT);
        private final RowWriter writer = new RowWriter(OUTPUT);
        private final WindowSpec window;
        private final boolean ofStrings;
        private DistinctValues values;

        CountDistinct(WindowSpec window, boolean ofStrings) {
            super(new WindowAggregateSpec(window, 0, 8, 1, 1, Long.MAX_VALUE, 0));
            this.window = window;
            this.ofStrings = ofStrings;
        }

        @Override
        public void open(OperatorContext operatorContext) {
            super.open(operatorContext);
            values = ofStrings ? DistinctValues.ofStrings(operatorContext.arena(), DISTINCT_MAX, 10, 8)
                    : DistinctValues.ofLongs(operatorContext.arena(), DISTINCT_MAX, 10);
        }

        @Override
        public void onRow(int input, DirectBuffer buffer, int row) {
            counters.rowsIn++;
            reader.wrap(buffer, row);
            int accumulator = window.kind() == WindowSpec.Kind.ATTACHED
                    ? accumulatorAttached(reader.getLong(0), reader.getLong(1), 0)
                    : accumulator(reader.eventTimeMs(), 0);
            if (accumulator == 0) {
                return;
            }
            int offset = row + INPUT.offset(2);
            DeadLetterReason reason = ofStrings ? values.refusal(accumulator, buffer, offset, 8)
                    : values.refusal(accumulator, reader.getLong(2));
            if (reason != null) {
                refuse(reason, "v");
            } else if (ofStrings) {
                values.add(accumulator, buffer, offset, 8);
            } else {
                values.add(accumulator, reader.getLong(2));
            }
        }

        @Override
        protected void initialize(int accumulator) {
            // Zeros are the empty set.
        }

        @Override
        protected void merge(int target, int source) {
            values.merge(target, source);
        }

        @Override
        protected void release(int accumulator) {
            values.free(accumulator);
        }

        @Override
        protected void emit(int keyOffset, int keyLength, int accumulator, long windowStartMs, long windowEndMs) {
            writer.begin(output.buffer(), output.claim());
            writer.putLong(0, windowStartMs);
            writer.putLong(1, windowEndMs);
            writer.putLong(2, values.count(accumulator));
            writer.finish();
            output.emit(ChangeKind.INSERT, windowEndMs - 1);
        }
    }

    private final RowWriter writer = new RowWriter(INPUT);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[INPUT.maxBytes()]);

    private int row(long timeMs, long startMs, long endMs, long value) {
        writer.begin(buffer, 0);
        writer.putLong(0, startMs);
        writer.putLong(1, endMs);
        writer.putLong(2, value);
        writer.finish();
        RowHeader.kind(buffer, 0, 0, RowType.DATA, 0, true);
        RowHeader.eventTimeMs(buffer, 0, timeMs);
        return 0;
    }

    private static List<String> lines(OperatorResult result) {
        List<String> lines = new ArrayList<>();
        RowReader reader = new RowReader(OUTPUT);
        for (DirectBuffer row : result.rows()) {
            reader.wrap(row, 0);
            lines.add("[" + reader.getLong(0) + ", " + reader.getLong(1) + ") " + reader.getLong(2));
        }
        return lines;
    }

    @Test
    void shouldKeepAttachedWindowsApartByStartAndEnd() {
        OperatorScript script = new OperatorScript();
        long[][] rows = {{0, 10, 1}, {5, 10, 1}, {0, 10, 2}, {0, 10, 2}, {5, 10, 0}, {0, 5, 9}, {-5, 5, 0}};
        for (long[] row : rows) {
            script.row(buffer, row(row[1] - 1, row[0], row[1], row[2]));
        }
        script.watermark(4).row(buffer, row(4, 0, 5, 77)).watermark(9).end();
        for (boolean ofStrings : new boolean[] {false, true}) {
            OperatorHarness harness =
                    new OperatorHarness(() -> new CountDistinct(WindowSpec.attached(), ofStrings), OUTPUT);
            OperatorResult result = harness.check(script);
            assertEquals(List.of("[-5, 5) 1", "[0, 5) 1", "[0, 10) 2", "[5, 10) 2"), lines(result));
            assertEquals(List.of("TOO_LATE [0, 5)"), result.deadLetters());
        }
    }

    @Test
    void shouldCountDistinctInEveryKindOfWindow() {
        List<WindowSpec> windows = List.of(
                new WindowSpec(WindowSpec.Kind.TUMBLE, 100, 100, 0),
                new WindowSpec(WindowSpec.Kind.HOP, 100, 20, 0),
                new WindowSpec(WindowSpec.Kind.HOP, 100, 5, 0),
                new WindowSpec(WindowSpec.Kind.CUMULATE, 100, 20, 0));
        for (WindowSpec window : windows) {
            SplittableRandom random = new SplittableRandom(4);
            OperatorScript script = new OperatorScript();
            NaiveWindows model = new NaiveWindows(window, 0);
            for (int i = 0; i < 400; i++) {
                long timeMs = i * 2L - random.nextInt(40);
                int value = random.nextInt(DISTINCT_MAX);
                script.row(buffer, row(timeMs, 0, 0, value));
                model.row(timeMs, "", (double) value);
                if (i % 3 == 0) {
                    script.watermark(i * 2L - 20);
                    model.watermark(i * 2L - 20);
                }
            }
            script.end();
            model.watermark(Long.MAX_VALUE);
            List<String> expected = new ArrayList<>();
            for (NaiveWindows.Result result : model.results()) {
                expected.add("[" + result.window().startMs() + ", " + result.window().endMs() + ") "
                        + result.values().stream().distinct().count());
            }
            for (boolean ofStrings : new boolean[] {false, true}) {
                OperatorHarness harness = new OperatorHarness(() -> new CountDistinct(window, ofStrings), OUTPUT);
                assertEquals(expected, lines(harness.check(script)));
            }
        }
    }

    @Test
    void shouldRefuseValuesBeyondTheDistinctLimitAndTakeTheRowBack() {
        OperatorScript script = new OperatorScript();
        for (int i = 0; i < 30; i++) {
            script.row(buffer, row(5, 0, 0, i));
        }
        script.row(buffer, row(6, 0, 0, 3)).end();
        WindowSpec window = new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, 0);
        OperatorResult result = new OperatorHarness(() -> new CountDistinct(window, false), OUTPUT).check(script);
        assertEquals(List.of("[0, 10) 20"), lines(result));
        assertEquals(10, result.counters().refused);
        assertEquals(21, result.counters().used);
        assertEquals("DISTINCT_LIMIT v", result.deadLetters().get(0));
    }
}
