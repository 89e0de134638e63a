package io.pelton.engine.clock;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Makes clocks that read the machine. A test gives a manual one instead. */
public final class SystemClocks {

    private SystemClocks() {
    }

    /** Nanoseconds since 1970, with the resolution of the machine's monotonic clock. */
    public static EpochNanoClock epochNanos() {
        return new OffsetEpochNanoClock();
    }

    /** Nanoseconds for measuring durations. */
    public static NanoClock nanos() {
        return SystemNanoClock.INSTANCE;
    }
}
