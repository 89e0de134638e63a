package io.pelton.tools.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void shouldShowShareRateLagAndWatermark() {
        Progress progress = new Progress(1_500_000, 0.5, 1_200, 1_767_225_600_000L);
        assertEquals("[████████████············]  50 %  1,500,000 rows  2.50 M/s  sinks behind 1,200"
                + "  watermark 2026-01-01 00:00:00  3 s", progress.line(2_500_000, 3));
    }

    @Test
    void shouldLeaveOutWhatNobodyKnows() {
        assertEquals("12 rows  4/s  watermark none yet  3 s",
                new Progress(12, Double.NaN, 0, Long.MIN_VALUE).line(4, 3));
        assertEquals("12 rows  40 k/s  watermark at the end  3 s",
                new Progress(12, Double.NaN, 0, Long.MAX_VALUE).line(40_000, 3));
    }
}
