package io.pelton.operators.window;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.operators.aggregate.DoubleSum;
import io.pelton.operators.aggregate.Extreme;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * COUNT(*), SUM, MIN, MAX and AVG of a DOUBLE by a STRING key and window: how an aggregate is written by hand. A
 * negative infinite value is refused after the accumulator was asked for, as a full distinct set would be.
 */
final class NumericAggregate extends WindowAggregate {
    static final RowLayout INPUT = new RowLayout(new Schema(List.of(
            new Column("k", ColumnType.varchar(16)),
            new Column("v", ColumnType.of(TypeKind.DOUBLE)),
            new Column("is_wanted", ColumnType.of(TypeKind.BOOLEAN)))));
    static final RowLayout OUTPUT = new RowLayout(new Schema(List.of(
            new Column("k", ColumnType.varchar(16)),
            new Column("cnt", ColumnType.of(TypeKind.BIGINT).notNull()),
            new Column("total", ColumnType.of(TypeKind.DOUBLE)),
            new Column("least", ColumnType.of(TypeKind.DOUBLE)),
            new Column("most", ColumnType.of(TypeKind.DOUBLE)),
            new Column("mean", ColumnType.of(TypeKind.DOUBLE)),
            new Column("window_start", ColumnType.timestamp(3).notNull()),
            new Column("window_end", ColumnType.timestamp(3).notNull()))));
    static final int KEY_BYTES = 1 + 64;

    private static final int SUM = 8;
    private static final int MIN = SUM + DoubleSum.BYTES;
    private static final int MAX = MIN + Extreme.BYTES;
    static final int ACCUMULATOR_BYTES = MAX + Extreme.BYTES;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final RowReader reader = new RowReader(INPUT);
    private final RowWriter writer = new RowWriter(OUTPUT);

    NumericAggregate(WindowAggregateSpec spec) {
        super(spec);
    }

    static WindowAggregateSpec spec(WindowSpec window, int maxKeys, int keyGroups, long aheadMaxMs, long latenessMs) {
        return new WindowAggregateSpec(
                window, KEY_BYTES, ACCUMULATOR_BYTES, maxKeys, keyGroups, aheadMaxMs, latenessMs);
    }

    @Override
    public void onRow(int input, DirectBuffer buffer, int row) {
        counters.rowsIn++;
        reader.wrap(buffer, row);
        if (!reader.isNull(2) && !reader.getBoolean(2)) {
            counters.filtered++;
            return;
        }
        double value = reader.isNull(1) ? 0 : reader.getDouble(1);
        if (value == Double.POSITIVE_INFINITY) {
            refuse(DeadLetterReason.EXPRESSION_FAILED, "v");
            return;
        }
        int accumulator = accumulator(reader.eventTimeMs(), encodeKey());
        if (accumulator == 0) {
            return;
        }
        if (value == Double.NEGATIVE_INFINITY) {
            refuse(DeadLetterReason.DISTINCT_LIMIT, "v");
            return;
        }
        state.putLong(accumulator, state.getLong(accumulator, ORDER) + 1, ORDER);
        if (!reader.isNull(1)) {
            DoubleSum.add(state, accumulator + SUM, value);
            Extreme.minDouble(state, accumulator + MIN, value);
            Extreme.maxDouble(state, accumulator + MAX, value);
        }
    }

    private int encodeKey() {
        if (reader.isNull(0)) {
            key.putByte(0, (byte) 0);
            return 1;
        }
        key.putByte(0, (byte) 1);
        key.putBytes(1, reader.buffer(), reader.stringOffset(0), reader.stringLength(0));
        return 1 + reader.stringLength(0);
    }

    @Override
    protected void initialize(int accumulator) {
        // Zeros are the empty aggregate.
    }

    @Override
    protected void merge(int target, int source) {
        state.putLong(target, state.getLong(target, ORDER) + state.getLong(source, ORDER), ORDER);
        DoubleSum.merge(state, target + SUM, source + SUM);
        Extreme.mergeMinDouble(state, target + MIN, source + MIN);
        Extreme.mergeMaxDouble(state, target + MAX, source + MAX);
    }

    @Override
    protected void emit(int keyOffset, int keyLength, int accumulator, long windowStartMs, long windowEndMs) {
        writer.begin(output.buffer(), output.claim());
        if (keyLength > 1) {
            writer.putString(0, state, keyOffset + 1, keyLength - 1);
        }
        writer.putLong(1, state.getLong(accumulator, ORDER));
        if (DoubleSum.count(state, accumulator + SUM) != 0) {
            writer.putDouble(2, DoubleSum.sum(state, accumulator + SUM));
            writer.putDouble(3, Extreme.getDouble(state, accumulator + MIN));
            writer.putDouble(4, Extreme.getDouble(state, accumulator + MAX));
            writer.putDouble(5, DoubleSum.average(state, accumulator + SUM));
        }
        writer.putLong(6, windowStartMs);
        writer.putLong(7, windowEndMs);
        writer.finish();
        output.emit(ChangeKind.INSERT, windowEndMs - 1);
    }
}
