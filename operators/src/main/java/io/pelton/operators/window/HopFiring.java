package io.pelton.operators.window;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/** Sliding windows of few panes: each window merges its panes key by key. Also the base of {@link LongHopFiring}. */
class HopFiring extends Firing {
    private long windowStartMs;
    private long nextStartMs = Long.MIN_VALUE;

    HopFiring(WindowAggregate owner, WindowEmitter emitter) {
        super(owner, emitter);
    }

    @Override
    final boolean openWindow(long dueMs) {
        long unfiredMs = Math.max(nextStartMs, time.firstUnfiredStart(owner.firedToMs));
        int pane = panes.first();
        while (pane != 0) {
            long paneStartMs = time.paneStart(panes.index(pane));
            long startMs = Math.max(time.firstStart(paneStartMs), unfiredMs);
            if (startMs <= paneStartMs) {
                long endMs = startMs + time.sizeMs;
                if (endMs - 1 > dueMs) {
                    owner.nextDueMs = endMs - 1;
                    return false;
                }
                windowStartMs = startMs;
                emitter.begin(startMs, endMs);
                addPanes(time.paneIndex(startMs));
                return true;
            }
            merger.discard(pane);
            pane = panes.first();
        }
        owner.nextDueMs = Long.MAX_VALUE;
        allExpired();
        return false;
    }

    /** Adds the panes of the window that begins with pane {@code from}; no live pane is earlier. */
    void addPanes(long from) {
        addListed(panes.first(), from + time.panesPerWindow);
    }

    /** Adds listed panes from {@code pane} on up to, not including, index {@code end}. */
    final void addListed(int pane, long end) {
        int next = pane;
        while (next != 0 && panes.index(next) < end) {
            emitter.add(next);
            next = panes.next(next);
        }
    }

    /** No pane is left. */
    void allExpired() {
    }

    @Override
    final void closeWindow() {
        nextStartMs = windowStartMs + time.slideMs;
    }

    @Override
    final int lateAccumulator(long timeMs, int keyLength) {
        settle();
        long startMs = time.lastStart(timeMs);
        if (startMs + time.sizeMs - 1 <= owner.firedToMs) {
            return owner.tooLate(startMs, startMs + time.sizeMs);
        }
        return sharedAccumulator(time.paneIndex(timeMs), timeMs, keyLength);
    }

    /** Accumulator for a late row that still counts in a window. */
    int sharedAccumulator(long index, long timeMs, int keyLength) {
        return owner.accumulatorIn(index, timeMs, keyLength);
    }

    @Override
    void restore(StateReader reader) {
        nextStartMs = Long.MIN_VALUE;
    }

    @Override
    void snapshot(StateWriter writer) {
        settle();
    }
}
