package io.pelton.sql.function;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/** Base of generated operators that keep nothing from row to row: filter, projection, window assignment. The processing thread only. */
public abstract class RowOperator implements Operator {
    private static final int STATE_VERSION = 1;

    protected OperatorContext context;
    protected Output output;
    protected OperatorCounters counters;

    @Override
    public void open(OperatorContext operatorContext) {
        context = operatorContext;
        output = operatorContext.output();
        counters = operatorContext.counters();
    }

    /** Counts the current row as refused and dead-letters it. */
    protected final void refuse(DeadLetterReason reason, String detail) {
        counters.refused++;
        context.deadLetters().refuse(reason, detail, DeadLetters.NO_WINDOW, DeadLetters.NO_WINDOW);
    }

    @Override
    public int maxRowsPerRow() {
        return 1;
    }

    @Override
    public boolean onWatermark(long watermarkMs) {
        return true;
    }

    @Override
    public void snapshot(StateWriter writer) {
        counters.snapshot(writer);
    }

    @Override
    public void restore(StateReader reader) {
        counters.restore(reader);
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes() {
        return 0;
    }
}
