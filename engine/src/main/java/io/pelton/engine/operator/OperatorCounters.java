package io.pelton.engine.operator;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/**
 * Law 9 for one operator: rowsIn = used + filtered + lateApplied + tooLate + refused. Plain fields, written by the
 * processing thread; the engine publishes them to readers once per duty cycle.
 */
public final class OperatorCounters {
    public long rowsIn;
    public long used;
    public long filtered;
    /** Rows behind the watermark that still counted in a window not yet emitted or open for corrections. */
    public long lateApplied;
    public long tooLate;
    public long refused;
    public long rowsOut;

    public boolean isBalanced() {
        return rowsIn == used + filtered + lateApplied + tooLate + refused;
    }

    public void snapshot(StateWriter writer) {
        writer.putLong(rowsIn);
        writer.putLong(used);
        writer.putLong(filtered);
        writer.putLong(lateApplied);
        writer.putLong(tooLate);
        writer.putLong(refused);
        writer.putLong(rowsOut);
    }

    public void restore(StateReader reader) {
        rowsIn = reader.getLong();
        used = reader.getLong();
        filtered = reader.getLong();
        lateApplied = reader.getLong();
        tooLate = reader.getLong();
        refused = reader.getLong();
        rowsOut = reader.getLong();
    }
}
