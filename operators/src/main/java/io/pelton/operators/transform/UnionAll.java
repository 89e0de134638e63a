package io.pelton.operators.transform;

import io.pelton.engine.row.RowHeader;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Passes the rows of all its inputs, which have one layout, on in the order in which they come. The processing thread
 * only.
 */
public final class UnionAll extends RowOperator {

    @Override
    public int maxRowsPerRow() {
        return 1;
    }

    @Override
    public void onRow(int input, DirectBuffer buffer, int row) {
        counters.rowsIn++;
        counters.used++;
        int outRow = output.claim();
        MutableDirectBuffer out = output.buffer();
        int length = RowHeader.length(buffer, row);
        out.putBytes(outRow + RowHeader.BYTES, buffer, row + RowHeader.BYTES, length - RowHeader.BYTES);
        RowHeader.length(out, outRow, length);
        output.emit(RowHeader.changeKind(buffer, row), RowHeader.eventTimeMs(buffer, row));
    }
}
