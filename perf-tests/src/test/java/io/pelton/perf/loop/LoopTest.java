package io.pelton.perf.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.TextFile;
import io.pelton.perf.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The baseline must be right, or every ratio is wrong. */
class LoopTest {
    private static final long EVENTS = 6_400;
    private final Readings readings = new Readings(7, 50, 30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"W1", "W2"})
    void shouldAggregateWindowsAsANaiveModelDoes(Workload workload) {
        Map<Long, DoubleSummaryStatistics> model = new TreeMap<>();
        for (long number = 0; number < EVENTS; number++) {
            int at = (int) (number % readings.size());
            long timeMs = readings.eventTimeMs(number);
            long firstEndMs = timeMs / workload.slideMs() * workload.slideMs() + workload.slideMs();
            for (long endMs = firstEndMs; endMs - workload.windowMs() <= timeMs; endMs += workload.slideMs()) {
                model.computeIfAbsent(endMs * 64 + readings.device()[at], k -> new DoubleSummaryStatistics())
                        .accept(readings.temperature()[at]);
            }
        }
        ResultChecksum expected = new ResultChecksum();
        model.forEach((key, window) -> expected.add((int) (key % 64), key / 64, window.getCount(),
                window.getSum() / window.getCount(), window.getMin(), window.getMax()));

        assertEquals(expected.text(), run(workload).text());
    }

    @Test
    void shouldFilterAboutOneInAHundred() {
        Readings many = Readings.standard();
        ResultChecksum results = new ResultChecksum();
        LoopRun.feed(Loop.of(Workload.W4, many.devices(), results), many, 0, many.size());
        double share = (double) results.count() / many.size();
        assertTrue(share > 0.008 && share < 0.012, "share=" + share);
    }

    @Test
    void shouldGiveTheSameBehindADisruptorHop() throws InterruptedException {
        ResultChecksum results = new ResultChecksum();
        Loop loop = Loop.of(Workload.W1, readings.devices(), results);
        DisruptorHop hop = new DisruptorHop(loop);
        Thread consumer = new Thread(() -> hop.consume(EVENTS));
        consumer.start();
        hop.publish(readings, EVENTS);
        consumer.join();
        loop.onEnd();
        assertEquals(run(Workload.W1).text(), results.text());
    }

    @Test
    void shouldGiveTheSameFromText() throws IOException {
        for (boolean json : new boolean[] {false, true}) {
            Path file = folder.resolve("readings-" + json);
            long bytes = TextFile.write(file, json, readings, EVENTS);
            assertEquals(Files.size(file), bytes);
            ResultChecksum results = new ResultChecksum();
            Loop loop = Loop.of(Workload.W2, readings.devices(), results);
            assertEquals(EVENTS, new TextLoop(json).feed(file, loop));
            assertEquals(run(Workload.W2).text(), results.text());
        }
    }

    private ResultChecksum run(Workload workload) {
        ResultChecksum results = new ResultChecksum();
        Loop loop = Loop.of(workload, readings.devices(), results);
        LoopRun.feed(loop, readings, 0, EVENTS);
        loop.onEnd();
        return results;
    }
}
