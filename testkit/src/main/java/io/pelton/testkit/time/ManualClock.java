package io.pelton.testkit.time;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** Stands still until it is moved; serves as wall clock and as monotonic clock, never back. One thread. */
public final class ManualClock implements EpochNanoClock, NanoClock {
    private long nowNs;

    /** Starts at an epoch time in nanoseconds. */
    public ManualClock(long startNs) {
        nowNs = startNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    /** Moves it on. */
    public void advance(long duration, TimeUnit unit) {
        if (duration < 0) {
            throw new IllegalArgumentException("time doesn't go back: duration=" + duration + " unit=" + unit);
        }
        nowNs += unit.toNanos(duration);
    }
}
