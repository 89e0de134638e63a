package io.pelton.operators.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.testkit.operator.HostileRows;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

class CalcTest {
    private static final RowLayout LAYOUT = new RowLayout(new Schema(List.of(
            new Column("k", ColumnType.varchar(16)),
            new Column("v", ColumnType.of(TypeKind.DOUBLE)))));

    /** SELECT k, v * 2 WHERE v IS NOT NULL AND v >= 0; refuses NaN before the claim and infinity after it. */
    private static final class Doubling extends Calc {
        private final RowReader reader = new RowReader(LAYOUT);
        private final RowWriter writer = new RowWriter(LAYOUT);

        @Override
        protected boolean accepts(DirectBuffer in, int row) {
            reader.wrap(in, row);
            if (!reader.isNull(1) && Double.isNaN(reader.getDouble(1))) {
                return refuse(DeadLetterReason.EXPRESSION_FAILED, "v");
            }
            return !reader.isNull(1) && reader.getDouble(1) >= 0;
        }

        @Override
        protected boolean project(DirectBuffer in, int row, MutableDirectBuffer out, int outRow) {
            reader.wrap(in, row);
            writer.begin(out, outRow);
            if (Double.isInfinite(reader.getDouble(1))) {
                return refuse(DeadLetterReason.VALUE_TOO_LONG, "w");
            }
            if (!reader.isNull(0)) {
                writer.putString(0, in, reader.stringOffset(0), reader.stringLength(0));
            }
            writer.putDouble(1, reader.getDouble(1) * 2);
            writer.finish();
            return true;
        }
    }

    @Test
    void shouldFilterProjectAndRefuse() {
        OperatorScript script = new HostileRows(LAYOUT, 4).script(400, 0, 10, 50, 20);
        OperatorHarness harness = new OperatorHarness(Doubling::new, LAYOUT);
        OperatorResult result = harness.check(script);
        assertEquals(400, result.counters().rowsIn);
        assertEquals(result.rows().size(), result.counters().used);
        assertTrue(result.deadLetters().contains("EXPRESSION_FAILED v"));
        assertTrue(result.deadLetters().contains("VALUE_TOO_LONG w"));
        RowReader reader = new RowReader(LAYOUT);
        for (DirectBuffer row : result.rows()) {
            assertTrue(reader.wrap(row, 0).getDouble(1) >= 0);
        }
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        OperatorHarness harness = new OperatorHarness(Doubling::new, LAYOUT);
        long bytes = harness.allocatedBytes(new HostileRows(LAYOUT, 4).script(20_000, 0, 10, 50, 20));
        assertTrue(bytes < 1_000, "bytes=" + bytes);
    }

    @Test
    void shouldUniteItsInputsInOrderOfArrival() {
        HostileRows rows = new HostileRows(LAYOUT, 4);
        OperatorScript script = new OperatorScript();
        for (int i = 0; i < 100; i++) {
            rows.next(i * 10L);
            script.row(i % 3, rows.buffer(), 0);
        }
        OperatorResult result = new OperatorHarness(UnionAll::new, LAYOUT).check(script.end());
        assertEquals(100, result.rows().size());
        for (int i = 0; i < 100; i++) {
            assertEquals(i * 10L, RowHeader.eventTimeMs(result.rows().get(i), 0));
        }
    }
}
