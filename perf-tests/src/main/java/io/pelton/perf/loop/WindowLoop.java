package io.pelton.perf.loop;

import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.Results;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.collections.Int2IntHashMap;

/**
 * COUNT, AVG, MIN, MAX by device over sliding or tumbling windows: a hash from device to slot, a ring of panes for
 * each slot, all panes of a slot side by side. A window closes when the watermark (latest event time less the
 * disorder) reaches its last millisecond; its panes are then combined for all slots in order, and the pane that no
 * later window needs is cleared. One thread.
 */
public final class WindowLoop implements Loop {
    private static final int ABSENT = -1;

    private final long sizeMs;
    private final long slideMs;
    private final int panesOfWindow;
    private final int ring;
    private final int mask;
    private final Int2IntHashMap slots;
    private final int[] deviceOfSlot;
    private final int[] counts;
    private final double[] sums;
    private final double[] lows;
    private final double[] highs;
    private final Results results;
    private int slotCount;
    private long maxTimeMs = Long.MIN_VALUE;
    private long nextEndMs = Long.MIN_VALUE;

    public WindowLoop(long sizeMs, long slideMs, int maxDevices, Results results) {
        this.results = results;
        this.sizeMs = sizeMs;
        this.slideMs = slideMs;
        panesOfWindow = (int) (sizeMs / slideMs);
        int panesAhead = (int) (Readings.DISORDER_MS / slideMs) + 2;
        ring = BitUtil.findNextPositivePowerOfTwo(panesOfWindow + panesAhead);
        mask = ring - 1;
        slots = new Int2IntHashMap(maxDevices * 2, 0.5f, ABSENT);
        deviceOfSlot = new int[maxDevices];
        counts = new int[maxDevices * ring];
        sums = new double[maxDevices * ring];
        lows = new double[maxDevices * ring];
        highs = new double[maxDevices * ring];
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
    }

    @Override
    public void onReading(int device, long eventTimeMs, double temperature) {
        int slot = slots.get(device);
        if (slot == ABSENT) {
            slot = addSlot(device, eventTimeMs);
        }
        long pane = eventTimeMs / slideMs;
        int at = slot * ring + ((int) pane & mask);
        counts[at]++;
        sums[at] += temperature;
        lows[at] = Math.min(lows[at], temperature);
        highs[at] = Math.max(highs[at], temperature);
        if (eventTimeMs > maxTimeMs) {
            maxTimeMs = eventTimeMs;
            if (eventTimeMs - Readings.DISORDER_MS >= nextEndMs - 1) {
                closeWindows(eventTimeMs - Readings.DISORDER_MS);
            }
        }
    }

    private int addSlot(int device, long eventTimeMs) {
        if (slotCount == 0) {
            nextEndMs = (eventTimeMs - Readings.DISORDER_MS) / slideMs * slideMs + slideMs;
        }
        int slot = slotCount++;
        slots.put(device, slot);
        deviceOfSlot[slot] = device;
        return slot;
    }

    private void closeWindows(long watermarkMs) {
        while (nextEndMs - 1 <= watermarkMs) {
            closeWindow(nextEndMs);
            nextEndMs += slideMs;
        }
    }

    private void closeWindow(long endMs) {
        long firstPane = (endMs - sizeMs) / slideMs;
        for (int slot = 0; slot < slotCount; slot++) {
            int base = slot * ring;
            int count = 0;
            double sum = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < panesOfWindow; i++) {
                int at = base + ((int) (firstPane + i) & mask);
                count += counts[at];
                sum += sums[at];
                low = Math.min(low, lows[at]);
                high = Math.max(high, highs[at]);
            }
            if (count > 0) {
                results.add(deviceOfSlot[slot], endMs, count, sum / count, low, high);
            }
            clear(base + ((int) firstPane & mask));
        }
    }

    private void clear(int at) {
        counts[at] = 0;
        sums[at] = 0;
        lows[at] = Double.POSITIVE_INFINITY;
        highs[at] = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void onEnd() {
        if (slotCount > 0) {
            closeWindows(maxTimeMs + sizeMs);
        }
    }
}
