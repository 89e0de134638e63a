package io.pelton.operators.window;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.row.RowHeader;
import io.pelton.operators.transform.RowOperator;
import org.agrona.DirectBuffer;

/**
 * A window table function without aggregation: each row once per window that it belongs to, with window_start,
 * window_end and window_time behind its columns. Sliding windows come latest first, cumulating ones shortest first, as
 * on Flink; nothing is too late. The processing thread only.
 */
public abstract class WindowAssign extends RowOperator {
    private final WindowTime time;
    private final boolean isCumulating;

    protected WindowAssign(WindowSpec spec) {
        if (spec.kind() == WindowSpec.Kind.ATTACHED) {
            throw new IllegalArgumentException("rows have their window already, assign TUMBLE, HOP or CUMULATE: kind="
                    + spec.kind());
        }
        time = new WindowTime(spec);
        isCumulating = spec.kind() == WindowSpec.Kind.CUMULATE;
    }

    /** Emits the row with its window, or not (a filter above it): at most one row. */
    protected abstract void emit(DirectBuffer buffer, int row, long windowStartMs, long windowEndMs);

    /** The row's time attribute, epoch ms; the header's unless overridden. */
    protected long timeMs(DirectBuffer buffer, int row) {
        return RowHeader.eventTimeMs(buffer, row);
    }

    @Override
    public final int maxRowsPerRow() {
        return (int) Math.min(Integer.MAX_VALUE, (time.sizeMs + time.slideMs - 1) / time.slideMs);
    }

    @Override
    public final void onRow(int input, DirectBuffer buffer, int row) {
        counters.rowsIn++;
        long timeMs = timeMs(buffer, row);
        if (timeMs < -WindowTime.LIMIT_MS || timeMs > WindowTime.LIMIT_MS) {
            deadLetter(DeadLetterReason.NO_EVENT_TIME, null);
        } else if (isCumulating) {
            cumulate(buffer, row, timeMs);
        } else {
            slide(buffer, row, timeMs);
        }
    }

    private void cumulate(DirectBuffer buffer, int row, long timeMs) {
        counters.used++;
        long startMs = time.cumulateStart(timeMs);
        long lastEndMs = startMs + time.sizeMs;
        for (long endMs = time.lastStart(timeMs) + time.slideMs; endMs <= lastEndMs; endMs += time.slideMs) {
            emit(buffer, row, startMs, endMs);
        }
    }

    private void slide(DirectBuffer buffer, int row, long timeMs) {
        long startMs = time.lastStart(timeMs);
        if (startMs + time.sizeMs <= timeMs) {
            counters.filtered++;
            return;
        }
        counters.used++;
        while (startMs + time.sizeMs > timeMs) {
            emit(buffer, row, startMs, startMs + time.sizeMs);
            startMs -= time.slideMs;
        }
    }
}
