package io.pelton.perf.peers;

import com.espertech.esper.runtime.client.EPEventService;
import io.pelton.perf.workload.Readings;

/**
 * Drives Esper's external clock by the latest event time. It goes on in steps of 100 ms, as Esper's own timer does, and
 * stops at each boundary: two seconds after it, less a millisecond, time_order has released what lies before it and
 * nothing that lies behind. One thread.
 */
final class EsperClock {
    private static final long STEP_MS = 100;

    private final EPEventService events;
    private final long windowMs;
    private final long slideMs;
    private long nowMs = Long.MIN_VALUE;
    private long nextStartMs;

    EsperClock(EPEventService events, long windowMs, long slideMs) {
        this.events = events;
        this.windowMs = windowMs;
        this.slideMs = slideMs;
    }

    /** Called before each reading is sent. */
    void onEventTime(long timeMs) {
        if (nowMs == Long.MIN_VALUE) {
            start(timeMs);
        } else if (timeMs >= nowMs + STEP_MS || timeMs >= nextReleaseMs()) {
            advance(timeMs);
        }
    }

    /** Opens the windows that the first reading, or one that is two seconds older, falls into. */
    private void start(long timeMs) {
        long watermarkMs = timeMs - Readings.DISORDER_MS;
        moveTo(timeMs);
        nextStartMs = (watermarkMs - windowMs) / slideMs * slideMs + slideMs;
        while (nextStartMs <= watermarkMs) {
            open();
        }
    }

    private void advance(long timeMs) {
        while (nextReleaseMs() <= timeMs) {
            moveTo(nextReleaseMs());
            open();
        }
        moveTo(timeMs);
    }

    private long nextReleaseMs() {
        return nextStartMs + Readings.DISORDER_MS - 1;
    }

    private void moveTo(long timeMs) {
        if (timeMs > nowMs) {
            nowMs = timeMs;
            events.advanceTime(timeMs);
        }
    }

    private void open() {
        events.sendEventBean(new Boundary(nextStartMs, windowMs), "Boundary");
        nextStartMs += slideMs;
    }

    /** The input has ended: time goes on until the window of the latest reading is closed. */
    void onEnd() {
        advance(nowMs + STEP_MS + Readings.DISORDER_MS + windowMs + slideMs);
    }
}
