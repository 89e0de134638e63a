package io.pelton.perf.bench;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does the flyweight writer (null bits, zeroed fixed part, padding) cost against bare stores at known offsets? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowWriteBenchmark {
    private static final int SLOTS = 1 << 12;

    private final RowLayout layout = new RowLayout(new Schema(List.of(
            new Column("device", ColumnType.of(TypeKind.INT)),
            new Column("ts", ColumnType.timestamp(3)),
            new Column("temperature", ColumnType.of(TypeKind.DOUBLE)))));
    private final int slotBytes = layout.maxBytes();
    private final RowWriter writer = new RowWriter(layout);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[SLOTS * slotBytes]);
    private int next;

    @Benchmark
    public int flyweight() {
        next = next + 1 & SLOTS - 1;
        writer.begin(buffer, next * slotBytes);
        writer.putInt(0, next);
        writer.putLong(1, next);
        writer.putDouble(2, next);
        return writer.finish();
    }

    @Benchmark
    public int bareStores() {
        next = next + 1 & SLOTS - 1;
        int row = next * slotBytes;
        buffer.putLong(row + RowHeader.BYTES, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(row + layout.offset(1), next, ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(row + layout.offset(2), next, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(row + layout.offset(0), next, ByteOrder.LITTLE_ENDIAN);
        return slotBytes;
    }
}
