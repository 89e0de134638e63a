package io.pelton.operators.transform;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.row.RowHeader;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Filter and projection, fused: a subclass is generated from SQL or written by hand. The processing thread only. */
public abstract class Calc extends RowOperator {
    private DeadLetterReason refusalReason;
    private String refusalDetail;

    /** The filter, asked before an output row is claimed. May {@link #refuse} the row and return false. */
    protected boolean accepts(DirectBuffer in, int row) {
        return true;
    }

    /**
     * Writes the output row's null bitmap, body and length.
     *
     * @return false when the row is filtered, or after {@link #refuse}
     */
    protected abstract boolean project(DirectBuffer in, int row, MutableDirectBuffer out, int outRow);

    /** Time attribute of the output row; the input row's unless the projection drops or replaces it. */
    protected long eventTimeMs(DirectBuffer in, int row) {
        return RowHeader.eventTimeMs(in, row);
    }

    /** Refuses the current row: return false next. */
    protected final boolean refuse(DeadLetterReason reason, String detail) {
        refusalReason = reason;
        refusalDetail = detail;
        return false;
    }

    @Override
    public int maxRowsPerRow() {
        return 1;
    }

    @Override
    public void onRow(int input, DirectBuffer buffer, int row) {
        counters.rowsIn++;
        if (!accepts(buffer, row)) {
            notUsed();
            return;
        }
        int outRow = output.claim();
        if (project(buffer, row, output.buffer(), outRow)) {
            counters.used++;
            output.emit(RowHeader.changeKind(buffer, row), eventTimeMs(buffer, row));
        } else {
            output.abort();
            notUsed();
        }
    }

    private void notUsed() {
        if (refusalReason == null) {
            counters.filtered++;
            return;
        }
        deadLetter(refusalReason, refusalDetail);
        refusalReason = null;
        refusalDetail = null;
    }
}
