package io.pelton.operators.transform;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/** What operators without state have in common: counters, and a watermark that passes through. */
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

    /** Counts and dead-letters the current row. No claim may be open. */
    protected final void deadLetter(DeadLetterReason reason, String detail) {
        counters.refused++;
        context.deadLetters().refuse(reason, detail, DeadLetters.NO_WINDOW, DeadLetters.NO_WINDOW);
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
