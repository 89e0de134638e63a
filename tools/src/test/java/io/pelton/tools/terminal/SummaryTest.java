package io.pelton.tools.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static EngineMetrics metrics(long invalid) {
        SourceMetrics source = new SourceMetrics("readings", 60, 58, 0, invalid, 0, Long.MAX_VALUE, 0);
        return new EngineMetrics(List.of(source), List.of(WINDOW), List.of(new SinkMetrics("results", 6, 0, 5, 0)),
                59, 59, 59, 5, 2, 0, 0, 0, 0);
    }
}
