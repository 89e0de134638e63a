package io.pelton.engine;

import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import org.agrona.DirectBuffer;

/** Takes rows in and gives none; its state says that it is of some version. */
class Versioned implements Operator {
    private final int version;
    private OperatorContext context;

    Versioned(int version) {
        this.version = version;
    }

    @Override
    public void open(OperatorContext operatorContext) {
        context = operatorContext;
    }

    @Override
    public int maxRowsPerRow() {
        return 0;
    }

    @Override
    public void onRow(int input, DirectBuffer buffer, int row) {
        context.counters().rowsIn++;
        context.counters().used++;
    }

    @Override
    public boolean onWatermark(long watermarkMs) {
        return true;
    }

    @Override
    public void snapshot(StateWriter writer) {
    }

    @Override
    public void restore(StateReader reader) {
    }

    @Override
    public int stateVersion() {
        return version;
    }

    @Override
    public long maxStateBytes() {
        return 0;
    }
}
