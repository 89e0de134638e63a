package io.pelton.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.testkit.operator.HostileRows;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class WindowAssignTest {
    private static final RowLayout INPUT = new RowLayout(new Schema(List.of(
            new Column("v", ColumnType.of(TypeKind.BIGINT)))));
    private static final RowLayout OUTPUT = new RowLayout(new Schema(List.of(
            new Column("v", ColumnType.of(TypeKind.BIGINT)),
            new Column("window_start", ColumnType.timestamp(3).notNull()),
            new Column("window_end", ColumnType.timestamp(3).notNull()),
            new Column("window_time", ColumnType.timestamp(3).notNull()))));

    private static final class Assign extends WindowAssign {
        private final RowReader reader = new RowReader(INPUT);
        private final RowWriter writer = new RowWriter(OUTPUT);

        Assign(WindowSpec spec) {
            super(spec);
        }

        @Override
        protected void emit(DirectBuffer buffer, int row, long windowStartMs, long windowEndMs) {
            reader.wrap(buffer, row);
            writer.begin(output.buffer(), output.claim());
            if (!reader.isNull(0)) {
                writer.putLong(0, reader.getLong(0));
            }
            writer.putLong(1, windowStartMs);
            writer.putLong(2, windowEndMs);
            writer.putLong(3, windowEndMs - 1);
            writer.finish();
            output.emit(ChangeKind.INSERT, windowEndMs - 1);
        }
    }

    private static List<String> windows(WindowSpec spec, long timeMs) {
        HostileRows rows = new HostileRows(INPUT, 1);
        rows.next(timeMs);
        OperatorResult result = new OperatorHarness(() -> new Assign(spec), OUTPUT)
                .check(new OperatorScript().watermark(100_000).row(rows.buffer(), 0).end());
        RowReader reader = new RowReader(OUTPUT);
        List<String> windows = new ArrayList<>();
        for (DirectBuffer row : result.rows()) {
            reader.wrap(row, 0);
            windows.add("[" + reader.getLong(1) + ", " + reader.getLong(2) + ")");
        }
        return windows;
    }

    @Test
    void shouldAssignSlidingWindowsLatestFirst() {
        WindowSpec hop = new WindowSpec(WindowSpec.Kind.HOP, 2_000, 1_000, 0);
        assertEquals(List.of("[46000, 48000)", "[45000, 47000)"), windows(hop, 46_013));
        assertEquals(List.of("[0, 2000)", "[-1000, 1000)"), windows(hop, 0));
        assertEquals(List.of("[-1000, 1000)", "[-2000, 0)"), windows(hop, -1));
        assertEquals(List.of("[10, 20)"), windows(new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, 0), 19));
        assertEquals(List.of("[13, 23)"), windows(new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, 3), 19));
    }

    @Test
    void shouldAssignCumulatingWindowsShortestFirst() {
        WindowSpec cumulate = new WindowSpec(WindowSpec.Kind.CUMULATE, 30, 10, 0);
        assertEquals(List.of("[0, 10)", "[0, 20)", "[0, 30)"), windows(cumulate, 0));
        assertEquals(List.of("[0, 20)", "[0, 30)"), windows(cumulate, 10));
        assertEquals(List.of("[-30, 0)"), windows(cumulate, -1));
    }

    @Test
    void shouldPassTheHarnessAndBalance() {
        WindowSpec hop = new WindowSpec(WindowSpec.Kind.HOP, 1_000, 300, 0);
        OperatorResult result = new OperatorHarness(() -> new Assign(hop), OUTPUT)
                .check(new HostileRows(INPUT, 3).script(300, -3_000, 40, 700, 300));
        assertEquals(300, result.counters().used);
    }

    @Test
    void shouldRefuseARowWithoutTimeAndAWindowWithoutShape() {
        HostileRows rows = new HostileRows(INPUT, 1);
        rows.next(Long.MIN_VALUE);
        WindowSpec hop = new WindowSpec(WindowSpec.Kind.HOP, 1_000, 300, 0);
        OperatorResult result = new OperatorHarness(() -> new Assign(hop), OUTPUT)
                .check(new OperatorScript().row(rows.buffer(), 0).end());
        assertEquals(List.of("NO_EVENT_TIME"), result.deadLetters());
        assertThrows(IllegalArgumentException.class, () -> new Assign(WindowSpec.attached()));
        assertThrows(IllegalArgumentException.class, () -> new Assign(new WindowSpec(WindowSpec.Kind.TUMBLE, 0, 0, 0)));
        WindowSpec uneven = new WindowSpec(WindowSpec.Kind.CUMULATE, 10, 3, 0);
        assertThrows(IllegalArgumentException.class, () -> new Assign(uneven));
    }
}
