package io.pelton.engine.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.state.StateBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatermarkTrackerTest {
    private static final long MS = 1_000_000L;

    @Test
    void shouldBeTheMinimumOfAllPartitionsAndNeverFall() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkTracker.OFF, WatermarkTracker.OFF);
        Random random = new Random(7);
        long[] own = new long[37];
        for (int i = 0; i < own.length; i++) {
            tracker.onOpen(i, 0);
            own[i] = WatermarkTracker.NONE;
        }
        for (int n = 0; n < 20_000; n++) {
            int partition = random.nextInt(own.length);
            long value = n / 4 + random.nextInt(200);
            tracker.onRow(partition, value, value, 0);
            own[partition] = Math.max(own[partition], value);
            long minimum = Long.MAX_VALUE;
            for (long each : own) {
                minimum = Math.min(minimum, each);
            }
            assertEquals(minimum, tracker.watermarkMs());
        }
    }

    @Test
    void shouldLeaveIdlePartitionsOutUntilTheyComeBack() {
        WatermarkTracker tracker = new WatermarkTracker(100 * MS, WatermarkTracker.OFF);
        tracker.onOpen(0, 0);
        tracker.onOpen(1, 0);
        tracker.onRow(0, 10, 10, 0);
        tracker.onRow(1, 50, 50, 90 * MS);
        assertEquals(10, tracker.watermarkMs());
        assertTrue(tracker.onTick(100 * MS));
        assertEquals(50, tracker.watermarkMs());
        assertFalse(tracker.onRow(0, 20, 20, 110 * MS));
        assertEquals(50, tracker.watermarkMs());
        assertFalse(tracker.onTick(1_000 * MS));
        assertEquals(50, tracker.watermarkMs());
    }

    @Test
    void shouldNotFollowATimestampAheadOfTheClock() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkTracker.OFF, 1_000);
        tracker.onOpen(0, 0);
        assertTrue(tracker.onRow(0, 1_500, 1_500, 1_000 * MS));
        assertFalse(tracker.onRow(0, 2_001, 2_001, 1_000 * MS));
        assertEquals(1, tracker.skewedRows());
        assertEquals(1_500, tracker.watermarkMs());
    }

    @Test
    void shouldEndWhenAllPartitionsHaveEndedAndSurviveASnapshot() {
        WatermarkTracker tracker = new WatermarkTracker(WatermarkTracker.OFF, WatermarkTracker.OFF);
        tracker.onOpen(0, 0);
        tracker.onRow(0, 5, 5, 0);
        tracker.onOpen(1, 0);
        assertFalse(tracker.onEnd(0));
        StateBuffer state = new StateBuffer();
        tracker.snapshot(state);
        WatermarkTracker restored = new WatermarkTracker(WatermarkTracker.OFF, WatermarkTracker.OFF);
        restored.restore(state.rewind());
        assertEquals(5, restored.watermarkMs());
        assertTrue(restored.onEnd(1));
        assertEquals(WatermarkTracker.END, restored.watermarkMs());
    }
}
