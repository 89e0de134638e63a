package io.pelton.testkit.simulation;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * A monotonic clock that a simulation moves, and a wall clock beside it that jumps. The monotonic one also moves a
 * little with each reading, so that nothing waits for ever.
 */
final class SimulatedClock implements NanoClock {
    private static final long START_NS = 1_767_225_600_000_000_000L;
    private static final long READING_NS = 20_000L;

    private final WallClock wall = new WallClock();
    private long monotonicNs;
    private long offsetNs = START_NS;

    @Override
    public long nanoTime() {
        monotonicNs += READING_NS;
        return monotonicNs;
    }

    void advance(long ns) {
        monotonicNs += ns;
    }

    /** The wall clock is set by that much. */
    void jump(long ns) {
        offsetNs += ns;
    }

    /** As a device without a battery wakes up: in 1970. */
    void forget() {
        offsetNs = -monotonicNs;
    }

    EpochNanoClock wall() {
        return wall;
    }

    private final class WallClock implements EpochNanoClock {
        @Override
        public long nanoTime() {
            return monotonicNs + offsetNs;
        }
    }
}
