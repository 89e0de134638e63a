package io.pelton.operators.window;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/** Decides which window is due next and of which panes it consists: one subclass per way to combine panes. */
abstract class Firing {
    final WindowAggregate owner;
    final WindowTime time;
    final Panes panes;
    final PaneMerger merger;
    final WindowEmitter emitter;

    Firing(WindowAggregate owner, WindowEmitter emitter) {
        this.owner = owner;
        this.emitter = emitter;
        this.time = owner.time;
        this.panes = owner.panes;
        this.merger = owner.merger;
    }

    /** Emits all windows whose last millisecond is at or before {@code dueMs}; false when the output is full. */
    final boolean advance(long dueMs) {
        while (true) {
            if (!emitter.isActive() && !openWindow(dueMs)) {
                return true;
            }
            if (!emitter.run()) {
                return false;
            }
            closeWindow();
        }
    }

    /** Opens the next window that is due; if none is, says when one will be ({@link WindowAggregate#nextDueMs}). */
    abstract boolean openWindow(long dueMs);

    /** The window is emitted: lets go of what no other window needs. */
    abstract void closeWindow();

    /** Accumulator for a row at or before the time up to which windows were fired. */
    abstract int lateAccumulator(long timeMs, int keyLength);

    /** Slots of a chunk that are referred to outside the list of panes. */
    long referred(int chunk) {
        return 0;
    }

    /** Finishes what the last row left to do. */
    void settle() {
    }

    /** The last row was refused: forgets what was left to do. */
    void forget() {
    }

    void snapshot(StateWriter writer) {
    }

    void restore(StateReader reader) {
    }
}
