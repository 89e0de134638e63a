package io.pelton.perf.latency;

/**
 * When events are due. Immutable.
 *
 * @param startNs   {@code System.nanoTime} of event 0
 * @param perSecond events a second
 * @param warmup    events before the first that counts
 * @param count     all events, warm-up included
 */
public record Schedule(long startNs, long perSecond, long warmup, long count) {

    /**
     * A schedule that begins after {@code delayMs}: time to start what must be started.
     */
    public static Schedule of(long perSecond, int warmupSeconds, int seconds, long delayMs) {
        return new Schedule(System.nanoTime() + delayMs * 1_000_000L, perSecond, perSecond * warmupSeconds,
                perSecond * (warmupSeconds + seconds));
    }

    /** When this event is due. */
    public long dueNs(long number) {
        return startNs + number * 1_000_000_000L / perSecond;
    }

    /** True when results caused at this time count. */
    public boolean counts(long dueNs) {
        return dueNs >= dueNs(warmup);
    }
}
