package io.pelton.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.engine.EngineState;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.gateway.script.Script;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateReplayTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    private void run(Path state) throws InterruptedException {
        String sql = """
                CREATE TABLE readings (device INT, temp DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                  WITH ('connector' = 'datagen', 'number-of-rows' = '%d', 'rows-per-second' = '0',
                        'fields.device.min' = '0', 'fields.device.max' = '20',
                        'fields.ts.kind' = 'sequence-time', 'fields.ts.start' = '2026-01-01 00:00:00', \
                        'fields.ts.step' = '1 s');
                CREATE TABLE means (device INT, mean DOUBLE) WITH ('connector' = 'blackhole');
                INSERT INTO means SELECT device, AVG(temp) \
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                  GROUP BY device, window_start, window_end;
                """.formatted(ROWS);
        try (Pelton pelton = Pelton.open(Script.ofText("means", sql), PeltonOptions.durable(state))) {
            pelton.start();
            assertEquals(EngineState.FINISHED, pelton.await(60, TimeUnit.SECONDS), () -> "" + pelton.failure());
        }
    }

    @Test
    void shouldFindTheSameResultsAgain() throws Exception {
        Path state = folder.resolve("state");
        run(state);
        ReplayReport report = StateReplay.run(state, rows -> { });
        assertTrue(report.isSame(), report.difference());
        assertTrue(report.inputRows() > ROWS, report.toString());
        assertTrue(report.outputRows() > 1_000, report.toString());
        assertEquals(report.outputRows(), report.compared());
    }

    @Test
    void shouldSayWhereResultsDiffer() throws Exception {
        Path state = folder.resolve("state");
        run(state);
        Path plan = onlyFile(state.resolve(StateFolder.PLANS));
        String text = Files.readString(plan);
        assertTrue(text.contains("\"AVG\""), text);
        Files.writeString(plan, text.replace("\"AVG\"", "\"MAX\""));
        ReplayReport report = StateReplay.run(state, rows -> { });
        assertFalse(report.isSame());
        assertTrue(report.difference().startsWith("computed: sequence="), report.difference());
    }

    @Test
    void shouldRefuseAFolderThatIsNoStateFolder() {
        assertThrows(IOException.class, () -> StateReplay.run(folder, rows -> { }));
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
