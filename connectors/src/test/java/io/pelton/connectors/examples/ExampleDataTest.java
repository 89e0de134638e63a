package io.pelton.connectors.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The data under examples is what the seeds' programs make, and gives the figures that they name. */
class ExampleDataTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(EXAMPLES.resolve(file));
    }

    private static List<Double> column(String file, int index) throws IOException {
        List<Double> values = new ArrayList<>();
        for (String line : lines(file)) {
            values.add(Double.valueOf(line.split(",")[index]));
        }
        return values;
    }

    @Test
    void shouldHoldTheWindowLabsReadings() throws IOException {
        PythonRandom random = new PythonRandom(42);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double temp = 22.0 + 0.1 * i;
            if (i >= 25 && i <= 30) {
                temp += 8.0;
            }
            temp += random.gauss(0, 0.3);
            BigDecimal rounded = new BigDecimal(temp).setScale(2, RoundingMode.HALF_EVEN);
            expected.add(String.format(Locale.ROOT, "2026-01-01 00:00:%02d,sensor_001,%s", i, rounded.doubleValue()));
        }
        assertEquals(expected, lines("window-lab/readings.csv"));
    }

    @Test
    void shouldGiveTheWindowLabsFigures() throws IOException {
        List<Double> temps = column("window-lab/readings.csv", 2);
        List<String> tumbling = new ArrayList<>();
        for (int start = 0; start < 60; start += 10) {
            tumbling.add(String.format(Locale.ROOT, "%.1f/%s", mean(temps, start, start + 10),
                    new BigDecimal(max(temps, start, start + 10)).setScale(1, RoundingMode.HALF_EVEN)));
        }
        assertEquals(List.of("22.4/22.9", "23.5/24.1", "28.5/33.0", "26.1/33.2", "26.5/26.8", "27.6/28.1"), tumbling);
        List<Integer> spikes = new ArrayList<>();
        for (int start = 0; start < 52; start += 2) {
            if (max(temps, start, start + 10) > 28) {
                spikes.add(start);
            }
        }
        assertEquals(List.of(16, 18, 20, 22, 24, 26, 28, 30, 48, 50), spikes);
    }

    @Test
    void shouldMissTheHeartRateInTumblingWindowsAndCatchItInSlidingOnes() throws IOException {
        List<Double> bpm = column("heart-rate/heart-rate.csv", 2);
        assertEquals(112, mean(bpm, 0, 20));
        assertEquals(118, mean(bpm, 20, 40));
        List<Integer> caught = new ArrayList<>();
        for (int minute = 0; minute <= 5; minute++) {
            if (mean(bpm, minute * 4, minute * 4 + 20) > 120) {
                caught.add(minute);
            }
        }
        assertEquals(List.of(2, 3, 4), caught);
        assertEquals(130, mean(bpm, 12, 32));
    }

    @Test
    void shouldHoldOneReadingThatArrivesLate() throws IOException {
        int late = 0;
        for (String line : lines("late-arrival/readings.csv")) {
            String[] fields = line.split(",");
            assertFalse(fields[0].compareTo(fields[3]) > 0, line);
            late += fields[0].substring(0, 16).equals(fields[3].substring(0, 16)) ? 0 : 1;
        }
        assertEquals(1, late);
        assertTrue(lines("late-arrival/readings.csv")
                .contains("2026-01-01 10:45:30,camera_12,60,2026-01-01 10:47:15"));
    }

    private static double mean(List<Double> values, int from, int to) {
        return values.subList(from, to).stream().mapToDouble(Double::doubleValue).sum() / (to - from);
    }

    private static double max(List<Double> values, int from, int to) {
        return values.subList(from, to).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
