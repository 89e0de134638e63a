package io.pelton.operators.window;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/**
 * Windows that grow by a step up to a size: the panes (steps) of the current longest window are absorbed, one after the
 * other, by one running pane, which is emitted after each step. A late row counts in the steps that are still to come,
 * as on Flink.
 */
final class CumulateFiring extends Firing {
    private int running;
    private long runningStartMs;
    private long nextEndMs;

    CumulateFiring(WindowAggregate owner, WindowEmitter emitter) {
        super(owner, emitter);
    }

    @Override
    boolean openWindow(long dueMs) {
        int pane = panes.first();
        if (running == 0 && pane == 0) {
            owner.nextDueMs = Long.MAX_VALUE;
            return false;
        }
        long endMs = running != 0 ? nextEndMs : time.paneEnd(panes.index(pane));
        if (endMs - 1 > dueMs) {
            owner.nextDueMs = endMs - 1;
            return false;
        }
        if (running == 0) {
            panes.unlink(pane);
            running = pane;
            runningStartMs = time.cumulateStart(endMs - 1);
            nextEndMs = endMs;
        } else if (pane != 0 && time.paneEnd(panes.index(pane)) == endMs) {
            panes.unlink(pane);
            merger.absorb(running, pane);
        }
        emitter.begin(runningStartMs, endMs);
        emitter.add(running);
        return true;
    }

    @Override
    void closeWindow() {
        if (nextEndMs == runningStartMs + time.sizeMs) {
            merger.dispose(running);
            running = 0;
        } else {
            nextEndMs += time.slideMs;
        }
    }

    @Override
    int lateAccumulator(long timeMs, int keyLength) {
        long index = time.paneIndex(timeMs);
        if (time.paneEnd(index) - 1 > owner.firedToMs) {
            return owner.accumulatorIn(index, timeMs, keyLength);
        }
        long startMs = time.cumulateStart(timeMs);
        if (startMs + time.sizeMs - 1 <= owner.firedToMs) {
            return owner.tooLate(startMs, startMs + time.sizeMs);
        }
        int slot = owner.slot(keyLength);
        if (slot < 0) {
            return 0;
        }
        if (running == 0) {
            running = panes.create(index, 0);
            runningStartMs = startMs;
            nextEndMs = time.paneEnd(time.paneIndex(owner.firedToMs + 1));
            owner.nextDueMs = Long.MIN_VALUE;
        }
        return owner.accumulatorOf(running, slot, timeMs);
    }

    @Override
    long referred(int chunk) {
        return running == 0 ? 0 : panes.touchedBits(panes.chunk(running, chunk));
    }

    @Override
    void snapshot(StateWriter writer) {
        writer.putInt(running);
        writer.putLong(runningStartMs);
        writer.putLong(nextEndMs);
    }

    @Override
    void restore(StateReader reader) {
        running = reader.getInt();
        runningStartMs = reader.getLong();
        nextEndMs = reader.getLong();
    }
}
