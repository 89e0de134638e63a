package io.pelton.perf.startup;

import io.pelton.perf.measure.MachineProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts {@code pelton run} on small scripts and watches it from outside. */
public final class StartupProbe {
    private static final int ROWS = 200;
    private static final long PATIENCE_S = 60;

    private final Path launcher;
    private final Path folder;
    private final Path bounded;
    private final Path following;

    /**
     * @param launcher the {@code pelton} script
     * @param folder   an empty folder for scripts, input and state
     */
    public StartupProbe(Path launcher, Path folder) throws IOException {
        this.launcher = launcher.toAbsolutePath();
        this.folder = folder.toAbsolutePath();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append("device-").append(i % 5).append(",2026-01-01 00:").append(i / 60 / 10).append(i / 60 % 10)
                    .append(':').append(i % 60 / 10).append(i % 60 % 10).append(".000,").append(i % 40).append(".25\n");
        }
        Path input = Files.writeString(this.folder.resolve("readings.csv"), rows);
        bounded = Files.writeString(this.folder.resolve("bounded.sql"), script(input, ""));
        following = Files.writeString(this.folder.resolve("following.sql"),
                script(input, ", 'source.monitor-interval' = '1 s'"));
    }

    private static String script(Path input, String more) {
        return """
                CREATE TABLE readings (
                  device STRING, ts TIMESTAMP(3), temperature DOUBLE,
                  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
                ) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'csv'%s);
                CREATE TABLE results (
                  device STRING, window_end TIMESTAMP(3), readings BIGINT, average DOUBLE
                ) WITH ('connector' = 'print');
                INSERT INTO results
                SELECT device, window_end, COUNT(*), AVG(temperature)
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                GROUP BY device, window_start, window_end;
                """.formatted(input, more);
    }

    /**
     * Milliseconds from the start of the process to the first byte of the first result.
     *
     * @param home where the command keeps its caches: an empty folder for a cold start
     */
    public double firstResultMs(Path home) throws IOException {
        long startNs = System.nanoTime();
        Process process = start(home, bounded);
        try (InputStream out = process.getInputStream()) {
            int first = out.read();
            long firstNs = System.nanoTime();
            String rest = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            int status = await(process);
            if (first < 0 || status != 0) {
                throw new IOException("pelton gave no result, run it by hand: status=" + status + " script=" + bounded
                        + " output=" + rest.strip());
            }
            return (firstNs - startNs) / 1e6;
        }
    }

    /** Resident kilobytes of a run that has printed its results and waits for its file to grow. */
    public long residentKbAtRest(Path home, int restSeconds) throws IOException {
        Process process = start(home, following);
        try (InputStream out = process.getInputStream()) {
            if (out.read() < 0) {
                throw new IOException("pelton gave no result, run it by hand: script=" + following);
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(restSeconds));
            return MachineProbe.residentKb(process.pid());
        } finally {
            process.destroy();
            await(process);
        }
    }

    private Process start(Path home, Path script) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", script.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.redirectError(folder.resolve("stderr.log").toFile());
        return builder.start();
    }

    private static int await(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("pelton did not end, see whether it waits for something: seconds=" + PATIENCE_S);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for pelton: pid=" + process.pid(), e);
        }
    }
}
