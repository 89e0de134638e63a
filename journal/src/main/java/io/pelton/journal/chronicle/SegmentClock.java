package io.pelton.journal.chronicle;

import io.pelton.journal.storage.SegmentFiles;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The only clock that Chronicle sees: the segment's number as minutes since 1970. It stands still between rolls and
 * knows no wall clock, so a jump of the latter can't roll a file or write to an older one. Set by the appender, read
 * by all.
 */
final class SegmentClock implements TimeProvider {
    private volatile int segment;

    SegmentClock(int segment) {
        this.segment = segment;
    }

    void set(int newSegment) {
        segment = newSegment;
    }

    int segment() {
        return segment;
    }

    @Override
    public long currentTimeMillis() {
        return segment * SegmentFiles.CLOCK_STEP_MS;
    }
}
