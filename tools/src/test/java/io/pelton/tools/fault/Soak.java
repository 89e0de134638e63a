package io.pelton.tools.fault;

import static io.pelton.tools.fault.FaultFoundException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * {@code Soak SECONDS RATE SEED FOLDER}: a window over a steady stream into a rolling file sink, killed now and then
 * and started again, while memory and files are looked at every second. Memory must be flat: per life of at least
 * 30 s, the median of its last third is at most 1.15 times that of its second third. Files must not grow beyond
 * retention: the state folder of the last third of the run is at most 1.5 times that of the second third. Every
 * restart must recover.
 */
public final class Soak {
    private static final double FLAT_MEMORY = 1.15;
    private static final double FLAT_FILES = 1.5;
    private static final int SHORTEST_JUDGED_SECONDS = 30;
    private static final int LOOK_MS = 1_000;

    private final List<Sample> all = new ArrayList<>();
    private int kills;
    private int judgedLives;
    private double worstMemoryRatio;

    /** One look at process and folder. */
    private record Sample(long rssKb, long stateFiles, long stateBytes) {
    }

    private Soak() {
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        Path folder = Files.createDirectories(Path.of(args[3]).toAbsolutePath());
        Soak soak = new Soak();
        int status = 0;
        String verdict = "passed";
        try {
            soak.run(seconds, Integer.parseInt(args[1]), Long.parseLong(args[2]), folder);
        } catch (FaultFoundException e) {
            System.out.println("soak FAILED, evidence=" + folder + "\n" + e.getMessage());
            verdict = "failed";
            status = 1;
        }
        System.out.println("sum kind=soak seeds=" + args[2] + ".." + args[2] + " cases=" + soak.kills + " passed="
                + (status == 0 ? soak.kills : 0) + " failed=" + status + " " + verdict + " rate=" + args[1] + " lives="
                + (soak.kills + 1) + " judged=" + soak.judgedLives + " worst-memory-ratio="
                + String.format("%.3f", soak.worstMemoryRatio) + " " + soak.last());
        System.exit(status);
    }

    private void run(int seconds, int rate, long seed, Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Files.writeString(folder.resolve("rules.sql"), script(folder, rate));
        int left = seconds;
        while (left > 0) {
            int life = Math.min(left, seconds < 600 ? 25 + random.nextInt(30) : 60 + random.nextInt(120));
            left -= life;
            try (PeltonProcess process = KillRound.start(folder, folder)) {
                live(process, life, folder);
                if (left > 0) {
                    process.kill();
                    kills++;
                } else {
                    process.terminate();
                    KillRound.requireDone("soak", process);
                }
            }
        }
        int third = all.size() / 3;
        double files = ratio(all.subList(third, 2 * third).stream().map(Sample::stateBytes).toList(),
                all.subList(2 * third, all.size()).stream().map(Sample::stateBytes).toList());
        require(files <= FLAT_FILES, "the state folder grows: ratio=" + files);
        requireDense(folder.resolve("kept"));
    }

    private void live(PeltonProcess process, int seconds, Path folder) throws Exception {
        List<Long> memory = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            require(!process.endsWithin(LOOK_MS), "it ended by itself\n" + process.errors());
            Sample sample = sample(process, folder.resolve("state"));
            all.add(sample);
            memory.add(sample.rssKb());
        }
        require(kills == 0 || process.errors().contains("goes on behind"), "a restart recovered nothing\n"
                + process.errors());
        System.out.println("soak life=" + (kills + 1) + " seconds=" + seconds + " " + last());
        if (seconds >= SHORTEST_JUDGED_SECONDS) {
            judgedLives++;
            int third = memory.size() / 3;
            double ratio = ratio(memory.subList(third, 2 * third), memory.subList(2 * third, memory.size()));
            worstMemoryRatio = Math.max(worstMemoryRatio, ratio);
            require(ratio <= FLAT_MEMORY, "memory grows: life=" + (kills + 1) + " ratio=" + ratio + " kb=" + memory);
        }
    }

    private String last() {
        return all.isEmpty() ? "" : "rss-kb=" + all.get(all.size() - 1).rssKb() + " state-files="
                + all.get(all.size() - 1).stateFiles() + " state-bytes=" + all.get(all.size() - 1).stateBytes();
    }

    private static double ratio(List<Long> before, List<Long> after) {
        return before.isEmpty() ? 1 : median(after) / (double) Math.max(1, median(before));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
    }

    private static Sample sample(PeltonProcess process, Path state) throws IOException {
        long rssKb = 0;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                rssKb = Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        long files = 0;
        long bytes = 0;
        if (Files.isDirectory(state)) {
            try (Stream<Path> found = Files.walk(state)) {
                for (Path file : found.toList()) {
                    try {
                        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                        files += attributes.isRegularFile() ? 1 : 0;
                        bytes += attributes.isRegularFile() ? attributes.size() : 0;
                    } catch (java.nio.file.NoSuchFileException e) {
                        // Retention was quicker than this look.
                        files += 0;
                    }
                }
            } catch (java.io.UncheckedIOException e) {
                return new Sample(rssKb, files, bytes);
            }
        }
        return new Sample(rssKb, files, bytes);
    }

    /** Each thousandth number, in order, none missing and none twice. */
    private static void requireDense(Path kept) throws IOException {
        long next = 0;
        try (Stream<Path> files = Files.list(kept)) {
            for (Path part : files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList()) {
                for (String line : Files.readAllLines(part)) {
                    require(Long.parseLong(line) == next, "the sink isn't dense: expected=" + next + " found=" + line);
                    next += 1_000;
                }
            }
        }
        require(next > 0, "nothing in the sink");
    }

    private static String script(Path folder, int rate) {
        return """
                SET 'pelton.snapshot.interval' = '5 s';
                SET 'pelton.journal.segment-bytes' = '4 mb';
                CREATE TABLE readings (id BIGINT, device STRING, temp DOUBLE, ts TIMESTAMP(3),
                  WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
                WITH ('connector' = 'datagen', 'rows-per-second' = '%2$d',
                  'fields.id.kind' = 'sequence', 'fields.id.start' = '0', 'fields.id.end' = '100000000000',
                  'fields.device.kind' = 'cycle', 'fields.device.start' = '1', 'fields.device.end' = '1000',
                  'fields.device.prefix' = 'd-', 'fields.temp.min' = '0', 'fields.temp.max' = '100',
                  'fields.ts.kind' = 'sequence-time', 'fields.ts.start' = '2026-01-01 00:00:00',
                  'fields.ts.step' = '1 ms');
                CREATE TABLE kept (id BIGINT) WITH ('connector' = 'filesystem', 'path' = '%1$s/kept', 'format' = 'csv',
                  'sink.rolling-policy.rows' = '2000');
                CREATE TABLE nothing (device STRING, s TIMESTAMP(3), mean DOUBLE) WITH ('connector' = 'blackhole');
                EXECUTE STATEMENT SET BEGIN
                INSERT INTO kept SELECT id FROM readings WHERE MOD(id, 1000) = 0;
                INSERT INTO nothing SELECT device, window_start, AVG(temp)
                  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                  GROUP BY device, window_start, window_end;
                END;
                """.formatted(folder, rate);
    }
}
