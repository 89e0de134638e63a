package io.pelton.engine.processing;

import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowType;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Rows from one operator to the next of its pipeline: one scratch row, then direct calls. */
final class ForwardOutput implements Output {
    private final OutputRows rows;
    private final OperatorCounters counters;
    private final ByteBuffer memory;
    private final UnsafeBuffer scratch;
    private OperatorNode[] consumers = {};
    private int[] inputs = {};
    private int roomPerRow;

    ForwardOutput(OutputRows rows, RowLayout layout, OperatorCounters counters) {
        this.rows = rows;
        this.counters = counters;
        // Not aligned by Agrona: that is a slice, and a slice can't be freed.
        memory = ByteBuffer.allocateDirect(layout.maxBytes());
        scratch = new UnsafeBuffer(memory);
    }

    /**
     * Connects it.
     *
     * @param slotsPerRow most output ring slots that one row given here can take in the end
     */
    void connect(OperatorNode[] nodes, int[] inputNumbers, int slotsPerRow) {
        consumers = nodes;
        inputs = inputNumbers;
        roomPerRow = slotsPerRow;
    }

    void free() {
        BufferUtil.free(memory);
    }

    @Override
    public boolean hasRoom(int rowCount) {
        return rows.hasRoom(rowCount * roomPerRow);
    }

    @Override
    public int claim() {
        return 0;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return scratch;
    }

    @Override
    public void emit(int changeKind, long eventTimeMs) {
        RowHeader.kind(scratch, 0, 0, RowType.DATA, changeKind, true);
        RowHeader.sequence(scratch, 0, rows.cause());
        RowHeader.eventTimeMs(scratch, 0, eventTimeMs);
        RowHeader.ingestTimeNs(scratch, 0, rows.ingestTimeNs());
        RowHeader.position(scratch, 0, rows.cause());
        RowHeader.partition(scratch, 0, 0);
        counters.rowsOut++;
        for (int i = 0; i < consumers.length; i++) {
            consumers[i].onRow(inputs[i], scratch, 0);
        }
    }

    @Override
    public void abort() {
        // nothing was passed on yet
    }
}
