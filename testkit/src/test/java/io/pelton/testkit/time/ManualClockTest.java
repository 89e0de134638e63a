package io.pelton.testkit.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    @Test
    void shouldMoveOnlyWhenTold() {
        ManualClock clock = new ManualClock(5);
        assertEquals(5, clock.nanoTime());
        clock.advance(2, TimeUnit.MICROSECONDS);
        assertEquals(2_005, clock.nanoTime());
        assertThrows(IllegalArgumentException.class, () -> clock.advance(-1, TimeUnit.SECONDS));
    }
}
