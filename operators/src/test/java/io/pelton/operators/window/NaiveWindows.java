package io.pelton.operators.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The meaning of windows, written as plainly as possible: every row is kept in every window to which it belongs. */
final class NaiveWindows {

    record Window(long endMs, long startMs) implements Comparable<Window> {
        @Override
        public int compareTo(Window other) {
            return endMs != other.endMs ? Long.compare(endMs, other.endMs) : Long.compare(startMs, other.startMs);
        }
    }

    record Result(Window window, String key, List<Double> values) {
    }

    private final WindowSpec spec;
    private final long latenessMs;
    private final TreeMap<Window, Map<String, List<Double>>> open = new TreeMap<>();
    private final List<Result> results = new ArrayList<>();
    private long watermarkMs = Long.MIN_VALUE;
    private long tooLate;
    private long lateApplied;

    NaiveWindows(WindowSpec spec, long latenessMs) {
        this.spec = spec;
        this.latenessMs = latenessMs;
    }

    List<Result> results() {
        return results;
    }

    long tooLate() {
        return tooLate;
    }

    long lateApplied() {
        return lateApplied;
    }

    void row(long timeMs, String key, Double value) {
        boolean isCounted = false;
        for (Window window : windows(timeMs)) {
            if (!isFired(window)) {
                isCounted = true;
                open.computeIfAbsent(window, w -> new TreeMap<>())
                        .computeIfAbsent(key, k -> new ArrayList<>()).add(value);
            }
        }
        if (!isCounted) {
            tooLate++;
        } else if (timeMs <= watermarkMs) {
            lateApplied++;
        }
    }

    private boolean isFired(Window window) {
        return watermarkMs != Long.MIN_VALUE && window.endMs - 1 <= watermarkMs - latenessMs;
    }

    private List<Window> windows(long timeMs) {
        List<Window> windows = new ArrayList<>();
        if (spec.kind() == WindowSpec.Kind.CUMULATE) {
            long startMs = timeMs - Math.floorMod(timeMs - spec.offsetMs(), spec.sizeMs());
            for (long endMs = startMs + spec.slideMs(); endMs <= startMs + spec.sizeMs(); endMs += spec.slideMs()) {
                if (endMs > timeMs) {
                    windows.add(new Window(endMs, startMs));
                }
            }
        } else {
            long startMs = timeMs - Math.floorMod(timeMs - spec.offsetMs(), spec.slideMs());
            for (; startMs > timeMs - spec.sizeMs(); startMs -= spec.slideMs()) {
                windows.add(new Window(startMs + spec.sizeMs(), startMs));
            }
        }
        return windows;
    }

    void watermark(long newWatermarkMs) {
        watermarkMs = newWatermarkMs;
        while (!open.isEmpty()) {
            Window window = open.firstKey();
            if (newWatermarkMs != Long.MAX_VALUE && !isFired(window)) {
                return;
            }
            Map<String, List<Double>> keys = open.remove(window);
            keys.forEach((key, values) -> results.add(new Result(window, key, values)));
            if (spec.kind() == WindowSpec.Kind.CUMULATE) {
                continueCumulating(window, keys);
            }
        }
    }

    /** A cumulating window gives a result at each step once it has data. */
    private void continueCumulating(Window window, Map<String, List<Double>> keys) {
        Window next = new Window(window.endMs + spec.slideMs(), window.startMs);
        if (next.endMs <= window.startMs + spec.sizeMs()) {
            for (String key : keys.keySet()) {
                open.computeIfAbsent(next, w -> new TreeMap<>()).computeIfAbsent(key, k -> new ArrayList<>());
            }
        }
    }
}
