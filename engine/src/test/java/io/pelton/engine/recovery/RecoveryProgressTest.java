package io.pelton.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.engine.fixture.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryProgressTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private final RecoveryProgress progress = new RecoveryProgress(clock, told::add);

    @Test
    void shouldStayQuietForASecondAndThenTellEveryTwo() {
        progress.begin("replaying", 99, 1_099);
        progress.at(150);
        clock.advanceMs(999);
        progress.at(199);
        assertEquals(List.of(), told);
        clock.advanceMs(1);
        progress.at(299);
        clock.advanceMs(1_999);
        progress.at(399);
        clock.advanceMs(1);
        progress.at(699);
        assertEquals(List.of("replaying: 200 of 1,000 input rows (20 %), 200 rows/s",
                "replaying: 600 of 1,000 input rows (60 %), 200 rows/s"), told);
    }

    @Test
    void shouldBeginAnewForEachPass() {
        progress.begin("rebuilding the state", -1, 3);
        clock.advanceMs(2_000);
        progress.at(1);
        progress.begin("replaying", 3, 3);
        clock.advanceMs(500);
        progress.at(3);
        assertEquals(List.of("rebuilding the state: 2 of 4 input rows (50 %), 1 rows/s"), told);
    }
}
