package io.pelton.examples.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pelton.examples.embedded.ThresholdAlarm;
import io.pelton.gateway.PeltonOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdAlarmTest {
    private static final List<String> ALARMS = List.of("boiler-1 31.25", "boiler-1 31.25", "boiler-1 31.25");

    @Test
    void shouldTellTheProgramThreeAlarms() throws InterruptedException {
        assertEquals(ALARMS, ThresholdAlarm.run(PeltonOptions.ephemeral()));
    }

    @Test
    void shouldTellTheSameOnAStateFolder(@TempDir Path folder) throws InterruptedException {
        assertEquals(ALARMS, ThresholdAlarm.run(PeltonOptions.durable(folder.resolve("state"))));
    }
}
