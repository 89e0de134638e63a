package io.pelton.tools.selftest;

import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.Output;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The bug that law 2 forbids: keeps a row back, and which of two comes first depends on objects' hash codes. */
final class HashOrder implements Operator {
    private final UnsafeBuffer kept;
    private boolean isKeeping;
    private OperatorContext context;

    HashOrder(RowLayout layout) {
        kept = new UnsafeBuffer(new byte[layout.maxBytes()]);
    }

    @Override
    public void open(OperatorContext operatorContext) {
        context = operatorContext;
    }

    @Override
    public int maxRowsPerRow() {
        return 2;
    }

    @Override
    public void onRow(int input, DirectBuffer buffer, int row) {
        context.counters().rowsIn++;
        context.counters().used++;
        if (!isKeeping) {
            kept.putBytes(0, buffer, row, RowHeader.length(buffer, row));
            isKeeping = true;
            return;
        }
        boolean isKeptFirst = (System.identityHashCode(new Object()) & 1) == 0;
        if (isKeptFirst) {
            emit(kept, 0);
        }
        emit(buffer, row);
        if (!isKeptFirst) {
            emit(kept, 0);
        }
        isKeeping = false;
    }

    private void emit(DirectBuffer buffer, int row) {
        Output output = context.output();
        int length = RowHeader.length(buffer, row);
        int target = output.claim();
        output.buffer().putBytes(target, buffer, row, length);
        output.emit(ChangeKind.INSERT, RowHeader.eventTimeMs(buffer, row));
    }

    @Override
    public boolean onWatermark(long watermarkMs) {
        if (isKeeping && watermarkMs == Long.MAX_VALUE) {
            if (!context.output().hasRoom(1)) {
                return false;
            }
            emit(kept, 0);
            isKeeping = false;
        }
        return true;
    }

    @Override
    public void snapshot(StateWriter writer) {
        writer.putInt(isKeeping ? 1 : 0);
        for (int i = 0; isKeeping && i < kept.capacity(); i += Long.BYTES) {
            writer.putLong(kept.getLong(i));
        }
    }

    @Override
    public void restore(StateReader reader) {
        isKeeping = reader.getInt() == 1;
        for (int i = 0; isKeeping && i < kept.capacity(); i += Long.BYTES) {
            kept.putLong(i, reader.getLong());
        }
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public long maxStateBytes() {
        return 0;
    }
}
