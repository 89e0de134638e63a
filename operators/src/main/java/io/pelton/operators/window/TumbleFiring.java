package io.pelton.operators.window;

/** A window is a pane: nothing to combine. Serves attached windows too, whose pane index is the window's end. */
final class TumbleFiring extends Firing {
    private final boolean isAttached;

    TumbleFiring(WindowAggregate owner, WindowEmitter emitter, boolean isAttached) {
        super(owner, emitter);
        this.isAttached = isAttached;
    }

    @Override
    boolean openWindow(long dueMs) {
        int pane = panes.first();
        if (pane == 0) {
            owner.nextDueMs = Long.MAX_VALUE;
            return false;
        }
        long index = panes.index(pane);
        long endMs = isAttached ? index : time.paneEnd(index);
        if (endMs - 1 > dueMs) {
            owner.nextDueMs = endMs - 1;
            return false;
        }
        emitter.begin(isAttached ? panes.start(pane) : time.paneStart(index), endMs);
        emitter.add(pane);
        return true;
    }

    @Override
    void closeWindow() {
        merger.discard(panes.first());
    }

    @Override
    int lateAccumulator(long timeMs, int keyLength) {
        long index = time.paneIndex(timeMs);
        long endMs = time.paneEnd(index);
        if (endMs - 1 <= owner.firedToMs) {
            return owner.tooLate(endMs - time.sizeMs, endMs);
        }
        return owner.accumulatorIn(index, timeMs, keyLength);
    }
}
