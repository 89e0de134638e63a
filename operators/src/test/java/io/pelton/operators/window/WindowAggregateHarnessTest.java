package io.pelton.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.testkit.operator.HostileRows;
import io.pelton.testkit.operator.OperatorHarness;
import io.pelton.testkit.operator.OperatorResult;
import io.pelton.testkit.operator.OperatorScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowAggregateHarnessTest {
    private static final List<WindowSpec> WINDOWS = List.of(
            new WindowSpec(WindowSpec.Kind.TUMBLE, 1_000, 1_000, 0),
            new WindowSpec(WindowSpec.Kind.HOP, 1_000, 250, 100),
            new WindowSpec(WindowSpec.Kind.HOP, 2_000, 100, 0),
            new WindowSpec(WindowSpec.Kind.HOP, 1_000, 300, -70),
            new WindowSpec(WindowSpec.Kind.HOP, 300, 1_000, 0),
            new WindowSpec(WindowSpec.Kind.CUMULATE, 3_000, 500, 200));

    private static OperatorHarness harness(WindowSpec window, int maxKeys, long aheadMaxMs, long latenessMs) {
        return new OperatorHarness(
                () -> new NumericAggregate(NumericAggregate.spec(window, maxKeys, 4, aheadMaxMs, latenessMs)),
                NumericAggregate.OUTPUT);
    }

    private static OperatorScript script(long seed, int rows) {
        return new HostileRows(NumericAggregate.INPUT, seed).few(0, 10 + (int) seed * 7)
                .script(rows, -3_000, 40 + seed, 700, 300 + seed * 9 % 400);
    }

    @Test
    void shouldAgreeInAllHostileRuns() {
        for (WindowSpec window : WINDOWS) {
            for (int seed = 0; seed < 5; seed++) {
                int maxKeys = seed % 3 == 0 ? 40 : 10_000;
                OperatorResult result = harness(window, maxKeys, Long.MAX_VALUE, seed % 4 * 400L)
                        .check(script(seed, 250));
                assertTrue(result.rows().size() > 10, window.toString());
                assertTrue(result.counters().filtered > 0, window.toString());
            }
        }
    }

    @Test
    void shouldRefuseKeysBeyondTheLimitAndReuseFreedOnes() {
        for (WindowSpec window : WINDOWS) {
            OperatorResult result = harness(window, 5, Long.MAX_VALUE, 0).check(script(11, 300));
            assertTrue(result.deadLetters().contains("KEY_LIMIT"), window.toString());
            assertTrue(result.rows().size() > 10);
        }
    }

    @Test
    void shouldRefuseRowsWithoutMemory() {
        for (WindowSpec window : WINDOWS) {
            OperatorHarness harness = harness(window, 100_000, Long.MAX_VALUE, 3_000).withArenaBytes(64 * 1024);
            OperatorResult result = harness.check(
                    new HostileRows(NumericAggregate.INPUT, 5).few(0, 2_000).script(700, 0, 10, 700, 300));
            boolean isFull = result.deadLetters().contains("MEMORY_LIMIT");
            assertTrue(isFull || window.slideMs() > window.sizeMs(), window.toString());
            assertTrue(result.rows().size() > 10);
        }
    }

    @Test
    void shouldRefuseRowsTooFarAhead() {
        for (WindowSpec window : WINDOWS) {
            OperatorResult result = harness(window, 10_000, 300, 0).check(script(3, 300));
            assertTrue(result.deadLetters().contains("TOO_FAR_AHEAD"), window.toString());
        }
    }

    @Test
    void shouldDeadLetterTooLateRowsWithTheLastWindowTheyMissed() {
        HostileRows rows = new HostileRows(NumericAggregate.INPUT, 1).few(0, 1).few(1, 1).few(2, 1);
        OperatorScript script = new OperatorScript();
        rows.next(10_500);
        script.row(rows.buffer(), 0).watermark(13_248);
        rows.next(12_249);
        rows.buffer().putLong(48, 7L);
        script.row(rows.buffer(), 0);
        rows.next(12_250);
        rows.buffer().putLong(48, 7L);
        script.row(rows.buffer(), 0).end();
        WindowSpec window = new WindowSpec(WindowSpec.Kind.HOP, 1_000, 250, 0);
        OperatorResult result = harness(window, 10, Long.MAX_VALUE, 0).check(script);
        assertEquals(List.of("TOO_LATE [12000, 13000)"), result.deadLetters());
        assertEquals(1, result.counters().lateApplied);
    }

    @Test
    void shouldJumpOverEmptyTime() {
        for (WindowSpec window : WINDOWS) {
            HostileRows rows = new HostileRows(NumericAggregate.INPUT, 1).few(0, 1).few(1, 1).few(2, 1);
            OperatorScript script = new OperatorScript();
            for (long time : new long[] {-4_000_000_000_000_000L, 100, 4_000_000_000_000_100L}) {
                rows.next(time);
                rows.buffer().putLong(48, 7L);
                script.row(rows.buffer(), 0);
            }
            OperatorResult result = harness(window, 10, Long.MAX_VALUE, 0).check(script.end());
            assertEquals(3, result.counters().used + result.counters().filtered, window.toString());
        }
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        for (WindowSpec window : WINDOWS) {
            OperatorHarness harness = harness(window, 10_000, Long.MAX_VALUE, 200);
            long bytes = harness.allocatedBytes(script(21, 30_000));
            assertTrue(bytes < 1_000, window + " bytes=" + bytes);
        }
    }

    @Test
    void shouldStayInsideTheMemoryThatItDeclares() {
        WindowSpec window = new WindowSpec(WindowSpec.Kind.HOP, 1_000, 250, 0);
        long declared = new NumericAggregate(NumericAggregate.spec(window, 100, 4, 500, 0)).maxStateBytes();
        OperatorHarness harness = harness(window, 100, 500, 0).withArenaBytes(Math.max(64 * 1024, declared + 4_096));
        OperatorResult result = harness.run(
                new HostileRows(NumericAggregate.INPUT, 2).few(0, 500).script(20_000, 0, 5, 200, 100));
        assertTrue(result.deadLetters().contains("KEY_LIMIT"));
        assertTrue(!result.deadLetters().contains("MEMORY_LIMIT"), "declared=" + declared);
    }
}
