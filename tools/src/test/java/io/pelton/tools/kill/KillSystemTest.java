package io.pelton.tools.kill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments of {@code pelton run} on a file, then the same command again: at the end the sinks'
 * folders hold, byte for byte, what an undisturbed run leaves. Number of kills and seed come from system properties.
 */
@Tag("kill")
class KillSystemTest {
    private static final int KILLS = Integer.getInteger("pelton.kills", 50);
    private static final long SEED = Long.getLong("pelton.seed", 20_261_121L);
    /** Kills fall anywhere between the start of the JVM and this; a run takes about as long. */
    private static final long LATEST_KILL_MS = Long.getLong("pelton.kill.latest-ms", 3_000L);
    private static final int ROWS = 600_000;
    private static final List<String> SINKS = List.of("hot", "means", "sliding");

    @TempDir
    Path folder;

    @Test
    void shouldLeaveTheBytesOfAnUndisturbedRunAfterEveryKill() throws Exception {
        writeReadings(folder.resolve("readings.csv"));
        Path calm = Files.createDirectory(folder.resolve("calm"));
        run(calm);
        SplittableRandom random = new SplittableRandom(SEED);
        int kills = 0;
        int rounds = 0;
        while (kills < KILLS) {
            Path round = Files.createDirectory(folder.resolve("round-" + rounds++));
            kills += killUntilFinished(round, random, KILLS - kills);
            for (String sink : SINKS) {
                assertArrayEquals(content(calm.resolve(sink)), content(round.resolve(sink)),
                        "sink=" + sink + " round=" + rounds + " kills=" + kills + " seed=" + SEED);
            }
        }
        System.out.println("kill -9: kills=" + kills + " rounds=" + rounds + " seed=" + SEED + ": all outputs equal");
    }

    /**
     * Kills and restarts until a run ends by itself or the kills are used up, then lets it finish; returns the kills.
     */
    private int killUntilFinished(Path round, SplittableRandom random, int most) throws Exception {
        writeScript(round);
        for (int kills = 0; kills < most; kills++) {
            try (PeltonProcess process = start(round)) {
                if (process.endsWithin(1 + random.nextLong(LATEST_KILL_MS))) {
                    assertEquals(0, process.exitCode(), process.errors());
                    return kills;
                }
                process.kill();
            }
        }
        run(round);
        return most;
    }

    private void run(Path round) throws Exception {
        writeScript(round);
        try (PeltonProcess process = start(round)) {
            assertEquals(0, process.exitCode(), process.errors());
        }
        for (String sink : SINKS) {
            assertTrue(content(round.resolve(sink)).length > 0, "nothing in sink=" + sink + "\n");
        }
    }

    private PeltonProcess start(Path round) throws IOException {
        return PeltonProcess.start(folder, "run", round.resolve("rules.sql").toString(), "--state",
                round.resolve("state").toString());
    }

    private static byte[] content(Path sink) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(sink)) {
            List<Path> parts = files.filter(part -> !part.getFileName().toString().startsWith(".")).sorted().toList();
            for (Path part : parts) {
                all.write(Files.readAllBytes(part));
            }
        }
        return all.toByteArray();
    }

    private void writeReadings(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                long second = i / 200 + random.nextInt(3);
                csv.write("device-" + random.nextInt(500) + "," + (random.nextInt(4_000) / 100.0) + ",2026-01-01 "
                        + String.format("%02d:%02d:%02d", second / 3_600, second / 60 % 60, second % 60));
                csv.write(random.nextInt(5_000) == 0 ? ",broken\n" : "\n");
            }
        }
    }

    private static void writeScript(Path round) throws IOException {
        Files.writeString(round.resolve("rules.sql"), """
                SET 'pelton.snapshot.interval' = '200 ms';
                CREATE TABLE readings (
                  device STRING, temp DOUBLE, ts TIMESTAMP(3),
                  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
                ) WITH ('connector' = 'filesystem', 'path' = 'readings.csv', 'format' = 'csv');
                CREATE TABLE hot (device STRING, temp DOUBLE, ts TIMESTAMP(3))
                  WITH ('connector' = 'filesystem', 'path' = '%1$s/hot', 'format' = 'csv');
                CREATE TABLE means (device STRING, s TIMESTAMP(3), mean DOUBLE, n BIGINT)
                  WITH ('connector' = 'filesystem', 'path' = '%1$s/means', 'format' = 'json',
                        'sink.rolling-policy.file-size' = '1MB');
                CREATE TABLE sliding (device STRING, s TIMESTAMP(3), hottest DOUBLE, n BIGINT)
                  WITH ('connector' = 'filesystem', 'path' = '%1$s/sliding', 'format' = 'json',
                        'sink.rolling-policy.file-size' = '2MB');
                EXECUTE STATEMENT SET BEGIN
                INSERT INTO hot SELECT device, temp, ts FROM readings WHERE temp > 39.5;
                INSERT INTO means SELECT device, window_start, AVG(temp), COUNT(*)
                  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                  GROUP BY device, window_start, window_end;
                INSERT INTO sliding SELECT device, window_start, MAX(temp), COUNT(*)
                  FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '30' SECOND))
                  GROUP BY device, window_start, window_end;
                END;
                """.formatted(round));
    }
}
