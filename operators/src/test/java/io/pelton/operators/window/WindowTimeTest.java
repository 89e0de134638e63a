package io.pelton.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowTimeTest {

    @Test
    void shouldNumberPanesAsDivisionDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            long paneMs = random.nextInt(4) == 0 ? random.nextLong(1, 1L << 40) : random.nextLong(1, 100_000);
            long offsetMs = random.nextLong(-1_000_000, 1_000_000);
            WindowTime time = new WindowTime(new WindowSpec(WindowSpec.Kind.TUMBLE, paneMs, paneMs, offsetMs));
            long limit = WindowTime.LIMIT_MS >> random.nextInt(50);
            long timeMs = random.nextLong(-limit, limit + 1);
            assertEquals(Math.floorDiv(timeMs - time.offsetMs, paneMs), time.paneIndex(timeMs));
            long edge = time.paneStart(time.paneIndex(timeMs));
            if (edge > -WindowTime.LIMIT_MS) {
                assertEquals(time.paneIndex(timeMs), time.paneIndex(edge));
                assertEquals(time.paneIndex(timeMs) - 1, time.paneIndex(edge - 1));
            }
        }
    }

    @Test
    void shouldFindTheWindowsOfAPane() {
        WindowTime time = new WindowTime(new WindowSpec(WindowSpec.Kind.HOP, 10, 4, 1));
        assertEquals(2, time.paneMs);
        assertEquals(5, time.panesPerWindow);
        assertEquals(-7, time.firstStart(1));
        assertEquals(1, time.lastStart(4));
        assertEquals(-3, time.lastStart(0));
        assertEquals(-3, time.firstUnfiredStart(5));
        assertEquals(1, time.firstUnfiredStart(6));
    }
}
