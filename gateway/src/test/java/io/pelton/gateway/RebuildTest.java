package io.pelton.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.connectors.memory.InProcessWriter;
import io.pelton.engine.EngineState;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.recovery.StateRefusedException;
import io.pelton.engine.row.RowWriter;
import io.pelton.gateway.script.Script;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm's threshold is changed while its window is open. */
class RebuildTest {
    private static final long START_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int MAX_LOOKS = 100_000_000;

    private final List<String> alarms = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path folder;

    private static Script script(int threshold) {
        return Script.ofText("alarm", """
                CREATE TABLE readings (device STRING, temp DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                  WITH ('connector' = 'in-process');
                CREATE TABLE alarms (window_end TIMESTAMP(3), device STRING, hot BIGINT, hottest DOUBLE)
                  WITH ('connector' = 'in-process');
                INSERT INTO alarms SELECT window_end, device, COUNT(*), MAX(temp)
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                WHERE temp > %d GROUP BY device, window_start, window_end;
                """.formatted(threshold));
    }

    /** Runs a script until the readings, given as second and temperature, are processed; stops it cleanly. */
    private String run(int threshold, boolean isRebuild, double[]... readings) throws InterruptedException {
        PeltonOptions options = PeltonOptions.durable(folder.resolve("state")).withRebuild(isRebuild);
        try (Pelton pelton = Pelton.open(script(threshold), options)) {
            pelton.sink("alarms", row -> alarms.add(Instant.ofEpochMilli(row.getLong(0)).toString().substring(11, 19)
                    + " " + row.getString(1) + " " + row.getLong(2) + " " + row.getDouble(3)));
            pelton.start();
            long durable = pelton.source("readings").resumedRows() + readings.length;
            InProcessWriter writer = pelton.source("readings").newWriter();
            for (double[] reading : readings) {
                RowWriter row = writer.row();
                row.putString(0, "boiler");
                row.putDouble(1, reading[1]);
                row.putLong(2, START_MS + (long) (reading[0] * 1_000));
                writer.write();
            }
            for (int i = 0; i < MAX_LOOKS && pelton.source("readings").durableRows() < durable; i++) {
                Thread.yield();
            }
            assertEquals(durable, pelton.source("readings").durableRows());
            assertEquals(EngineState.STOPPED, pelton.stop());
            return pelton.recovery().text();
        }
    }

    @Test
    void shouldKeepTheWindowWhenTheThresholdChanges() throws Exception {
        run(30, false, new double[][] {{1, 28}, {2, 31}, {61, 28}, {62, 35}, {63, 26}});
        assertEquals(List.of("00:01:00 boiler 1 31.0"), alarms);
        StateRefusedException refusal =
                assertThrows(StateRefusedException.class, () -> run(25, false, new double[][] {{64, 20}}));
        assertTrue(refusal.getMessage().contains(folder.resolve("state") + " --rebuild` computes"),
                refusal.getMessage());
        String recovery = run(25, true, new double[][] {{64, 27}, {65, 20}});
        assertTrue(recovery.startsWith("state rebuilt from "), recovery);
        assertEquals(1, alarms.size(), "the first minute's alarm is not given again");
        run(25, false, new double[][] {{125, 29}, {190, 10}});
        assertEquals(List.of("00:01:00 boiler 1 31.0", "00:02:00 boiler 4 35.0", "00:03:00 boiler 1 29.0"), alarms);
        ReplayReport report = StateReplay.run(folder.resolve("state"), rows -> { });
        assertTrue(report.isSame(), report.difference());
        assertEquals(report.outputRows(), report.compared());
        assertEquals(2, report.compared());
    }

    @Test
    void shouldRefuseWhenATableWasGivenAnotherColumn() throws Exception {
        run(30, false, new double[][] {{1, 28}});
        Script wider = Script.ofText("alarm", script(25).text().replace("temp DOUBLE,", "temp DOUBLE, hum DOUBLE,"));
        PeltonOptions options = PeltonOptions.durable(folder.resolve("state")).withRebuild(true);
        try (Pelton pelton = Pelton.open(wider, options)) {
            pelton.sink("alarms", row -> { });
            String message = assertThrows(StateRefusedException.class, pelton::start).getMessage();
            assertTrue(message.contains("the input tables aren't the same"), message);
            assertTrue(message.contains("temp DOUBLE, hum DOUBLE"), message);
        }
    }
}
