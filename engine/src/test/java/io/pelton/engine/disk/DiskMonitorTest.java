package io.pelton.engine.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.fixture.FakeDisk;
import io.pelton.engine.fixture.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskMonitorTest {
    private final FakeDisk disk = new FakeDisk();
    private final ManualClock clock = new ManualClock();
    private final Intake intake = new Intake();
    private final DiskMonitor monitor =
            new DiskMonitor(disk, EngineConfiguration.of(Map.of()).disk(), intake, clock);

    private DiskLevel at(double percent) {
        disk.used(percent);
        clock.advanceMs(1_000);
        monitor.doWork();
        return intake.level();
    }

    @Test
    void shouldEnterALevelAtItsLimitAndLeaveItTwoPointsBelow() {
        List<String> seen = new ArrayList<>();
        for (double percent : new double[] {0, 84.9, 85, 83.1, 82.9, 90, 88.1, 87.9, 95, 93.1, 92.9, 99, 10}) {
            seen.add(percent + " " + at(percent));
        }
        assertEquals(List.of("0.0 NORMAL", "84.9 NORMAL", "85.0 WARN", "83.1 WARN", "82.9 NORMAL", "90.0 SHED",
                "88.1 SHED", "87.9 WARN", "95.0 STOP", "93.1 STOP", "92.9 SHED", "99.0 STOP", "10.0 NORMAL"), seen);
    }

    @Test
    void shouldSayWhatFollows() {
        at(91);
        assertTrue(intake.isShedding() && intake.isOpen());
        at(96);
        assertTrue(intake.isShedding() && !intake.isOpen());
        assertEquals(96, intake.usedPercent());
        at(50);
        assertTrue(!intake.isShedding() && intake.isOpen());
    }

    @Test
    void shouldLookOnceASecondAndKeepItsAnswerWhenItCannotLook() {
        at(96);
        disk.used(10);
        clock.advanceMs(999);
        monitor.doWork();
        assertEquals(DiskLevel.STOP, intake.level());
        disk.broken(true);
        assertEquals(DiskLevel.STOP, at(10));
        disk.broken(false);
        assertEquals(DiskLevel.NORMAL, at(10));
    }

    @Test
    void shouldRefuseLimitsThatFall() {
        assertThrows(IllegalArgumentException.class,
                () -> EngineConfiguration.of(Map.of("pelton.disk.warn", "92 %")));
        assertThrows(IllegalArgumentException.class, () -> EngineConfiguration.of(Map.of("pelton.disk.stop", "101 %")));
        assertEquals(0, EngineConfiguration.of(Map.of("pelton.retention.size", "0")).disk().retentionBytes());
        assertEquals(Long.MAX_VALUE,
                EngineConfiguration.of(Map.of("pelton.retention.age", "")).disk().retentionAgeNs());
    }
}
