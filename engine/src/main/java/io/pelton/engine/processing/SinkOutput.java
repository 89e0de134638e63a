package io.pelton.engine.processing;

import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.row.RowType;
import org.agrona.MutableDirectBuffer;

/** The last operator of a pipeline writes straight into the output ring. */
final class SinkOutput implements Output {
    private final OutputRows rows;
    private final int sinkId;
    private final OperatorCounters counters;

    SinkOutput(OutputRows rows, int sinkId, OperatorCounters counters) {
        this.rows = rows;
        this.sinkId = sinkId;
        this.counters = counters;
    }

    @Override
    public boolean hasRoom(int rowCount) {
        return rows.hasRoom(rowCount);
    }

    @Override
    public int claim() {
        return rows.slot();
    }

    @Override
    public MutableDirectBuffer buffer() {
        return rows.buffer();
    }

    @Override
    public void emit(int changeKind, long eventTimeMs) {
        rows.emit(sinkId, RowType.DATA, changeKind, eventTimeMs);
        counters.rowsOut++;
    }

    @Override
    public void abort() {
        // nothing was claimed yet: a row counts from emit on
    }
}
