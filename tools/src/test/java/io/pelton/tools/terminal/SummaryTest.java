package io.pelton.tools.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.metrics.DiskMetrics;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.metrics.OperatorMetrics;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.metrics.SourceMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final OperatorMetrics WINDOW =
            new OperatorMetrics(0, "window", 58, 50, 5, 0, 3, 0, 6, Long.MAX_VALUE);

    @Test
    void shouldShowTheBalanceOfEachStage() {
        String[] lines = Summary.text(metrics(2)).split("\\R");
        assertEquals("source    readings: 60 rows = 58 accepted + 2 invalid", lines[0]);
        assertEquals("operator  window of insert 1: 58 in = 50 used + 5 filtered + 3 too late → 6 out", lines[1]);
        assertEquals("sink      results: 6 rows delivered", lines[2]);
    }

    @Test
    void shouldSayWhatDoesNotBalance() {
        assertTrue(Summary.text(metrics(1)).split("\\R")[0].endsWith("DOES NOT BALANCE"));
        assertTrue(Summary.json(metrics(1)).startsWith("{\"balanced\":false"));
    }

    @Test
    void shouldSayWhatWasNotTakenInOrNotDelivered() {
        EngineMetrics metrics = new EngineMetrics(
                List.of(new SourceMetrics("camera", 100, 60, 10, 0, 30, 0, 0)), List.of(),
                List.of(new SinkMetrics("dashboard", 6, 0, 5, 2, 52)), 0, 0, 0, 0, 0, 0, 0, 0, 0,
                new DiskMetrics("SHED", 91, "dashboard"));
        String[] lines = Summary.text(metrics).split("\\R");
        assertEquals("source    camera: 100 rows = 60 accepted + 10 duplicate + 30 dropped", lines[0]);
        assertEquals("sink      dashboard: 6 rows delivered, 2 behind, 52 expired since the first start", lines[1]);
        assertEquals("disk      SHED at 91 %; sources wait for dashboard", lines[2]);
        assertTrue(Summary.json(metrics).contains("\"expired\":52"), Summary.json(metrics));
    }

    private static EngineMetrics metrics(long invalid) {
        SourceMetrics source = new SourceMetrics("readings", 60, 58, 0, invalid, 0, Long.MAX_VALUE, 0);
        return new EngineMetrics(List.of(source), List.of(WINDOW), List.of(new SinkMetrics("results", 6, 0, 5, 0, 0)),
                59, 59, 59, 5, 2, 0, 0, 0, 0, DiskMetrics.NOTHING);
    }
}
