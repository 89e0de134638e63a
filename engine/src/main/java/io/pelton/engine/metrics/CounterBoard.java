package io.pelton.engine.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbered longs with labels. Counters are added while the engine opens; later each is set by its one writer, once per
 * duty cycle, and read by any thread.
 */
public final class CounterBoard {
    /** Longs between two counters, so that two writers don't share a cache line. */
    private static final int STRIDE = 8;

    private final List<String> labels = new ArrayList<>();
    private final AtomicLongArray values;

    public CounterBoard(int capacity) {
        values = new AtomicLongArray(capacity * STRIDE);
    }

    /** Adds a counter at 0; its number. Opening thread only. */
    public int add(String label) {
        if (labels.size() * STRIDE == values.length()) {
            throw new IllegalStateException("No room for another counter; capacity=" + labels.size() + " label="
                    + label);
        }
        labels.add(label);
        return labels.size() - 1;
    }

    public void set(int counter, long value) {
        values.lazySet(counter * STRIDE, value);
    }

    public long get(int counter) {
        return values.get(counter * STRIDE);
    }

    public int size() {
        return labels.size();
    }

    public String label(int counter) {
        return labels.get(counter);
    }
}
