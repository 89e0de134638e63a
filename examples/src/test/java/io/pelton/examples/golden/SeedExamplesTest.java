package io.pelton.examples.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.gateway.PeltonOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedExamplesTest {
    private static final List<String> TUMBLING = List.of(
            "22.4/22.9 false", "23.5/24.1 false", "28.5/33.0 true", "26.1/33.2 true", "26.5/26.8 false",
            "27.6/28.1 true");
    private static final Set<Integer> SPIKES = Set.of(16, 18, 20, 22, 24, 26, 28, 30, 48, 50);

    @TempDir
    Path folder;

    @Test
    void shouldComputeTheTumblingWindowsOfTheWindowLab() throws Exception {
        List<String> rows = Example.run("window-lab/window-lab.sql", PeltonOptions.ephemeral()).rows("tumbling");
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String[] columns = rows.get(i).split(", ");
            assertEquals("2026-01-01T00:00" + (i == 0 ? "" : ":" + i * 10), columns[0]);
            shown.add(String.format(Locale.ROOT, "%.1f/%.1f %s", Double.parseDouble(columns[2]),
                    pythonRounded(columns[3]), columns[4]));
        }
        assertEquals(TUMBLING, shown);
    }

    /** The lab shows maxima with one digit as Python rounds the double, 28.15 is a little less than it says. */
    private static double pythonRounded(String maximum) {
        return new BigDecimal(Double.parseDouble(maximum)).setScale(1, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    @Test
    void shouldComputeTheSlidingWindowsOfTheWindowLab() throws Exception {
        List<String> rows = Example.run("window-lab/window-lab.sql", PeltonOptions.ephemeral()).rows("sliding");
        assertEquals(26, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String[] columns = rows.get(i).split(", ");
            int start = 2 * i;
            assertEquals("2026-01-01T00:00" + (start == 0 ? "" : String.format(":%02d", start)), columns[0]);
            assertEquals(SPIKES.contains(start), Boolean.parseBoolean(columns[4]), rows.get(i));
            assertEquals(SPIKES.contains(start), Double.parseDouble(columns[3]) > 28, rows.get(i));
        }
    }

    @Test
    void shouldGiveTheSameRowsFromAStateFolder() throws Exception {
        List<String> ephemeral = Example.run("window-lab/window-lab.sql", PeltonOptions.ephemeral()).lines();
        PeltonOptions durable = PeltonOptions.durable(folder.resolve("state"));
        assertEquals(ephemeral, Example.run("window-lab/window-lab.sql", durable).lines());
        assertEquals(List.of(), Example.run("window-lab/window-lab.sql", durable).lines(),
                "a finished run does nothing");
        assertEquals(ephemeral, Example.run("window-lab/window-lab.sql", durable.withFresh(true)).lines());
    }

    @Test
    void shouldCatchTheHeartRateWithSlidingWindowsOnly() throws Exception {
        Example example = Example.run("heart-rate/heart-rate.sql", PeltonOptions.ephemeral());
        List<String> tumbling = example.rows("tumbling");
        assertEquals(2, tumbling.size());
        assertTrue(tumbling.get(0).endsWith(", 112, false"), tumbling.toString());
        assertTrue(tumbling.get(1).endsWith(", 118, false"), tumbling.toString());
        List<String> alarms = example.rows("sliding").stream().filter(row -> row.endsWith(", true")).toList();
        assertEquals(List.of(
                "patient_7, 2026-01-01T08:02, 2026-01-01T08:07, 124, true",
                "patient_7, 2026-01-01T08:03, 2026-01-01T08:08, 130, true",
                "patient_7, 2026-01-01T08:04, 2026-01-01T08:09, 124, true"), alarms);
    }

    @Test
    void shouldRunTheSeedsStatementAsWritten() throws Exception {
        Example example = Example.run("sensor-readings/sensor-readings.sql", PeltonOptions.ephemeral());
        assertEquals(6, example.lines().size());
        assertEquals("{\"op\":\"+I\",\"sensor_id\":\"sensor_002\",\"window_start\":\"2026-01-01 12:00:00\","
                + "\"avg_temp\":26.5,\"max_temp\":27.9,\"min_temp\":25.1,\"reading_count\":15}",
                example.lines().get(0));
    }

    @Test
    void shouldCountALateArrivalWhereItHappened() throws Exception {
        Example example = Example.run("late-arrival/late-arrival.sql", PeltonOptions.ephemeral());
        List<String> minutes = example.rows("camera_12");
        assertTrue(minutes.contains("2026-01-01T10:45, 2026-01-01T10:46, 3, 60"), minutes.toString());
        assertTrue(minutes.contains("2026-01-01T10:47, 2026-01-01T10:48, 2, 40"), minutes.toString());
        assertEquals(0, example.metrics().deadLetters());
    }
}
