package io.pelton.tools.fault;

import io.pelton.engine.clock.SystemClocks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The inputs, and what each pipeline leaves when nobody disturbs it: made once, compared with often. One thread. */
final class CalmRuns {
    private static final int ROWS = Integer.getInteger("pelton.fault.rows", 120_000);

    private final Path folder;
    private final Map<Pipeline, Long> durationsMs = new EnumMap<>(Pipeline.class);

    CalmRuns(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        writeReadings(folder.resolve("readings.csv"), 7);
        writeReadings(folder.resolve("others.csv"), 8);
    }

    /** Where processes run: relative paths of inputs start here. */
    Path folder() {
        return folder;
    }

    /** The folder of a pipeline's undisturbed sinks. */
    Path of(Pipeline pipeline) throws IOException, InterruptedException {
        Path calm = folder.resolve("calm-" + pipeline.name().toLowerCase(java.util.Locale.ROOT));
        if (!durationsMs.containsKey(pipeline)) {
            Files.createDirectories(calm);
            Path script = Files.writeString(calm.resolve("calm.sql"), pipeline.calmScript(calm));
            long beganNs = SystemClocks.nanos().nanoTime();
            try (PeltonProcess process =
                    PeltonProcess.start(folder, "run", script.toString(), "--state", state(pipeline).toString())) {
                FaultFoundException.require(process.exitCode() == 0, "the calm run failed: " + process.errors());
            }
            durationsMs.put(pipeline, (SystemClocks.nanos().nanoTime() - beganNs) / 1_000_000);
            for (String sink : pipeline.sinks) {
                FaultFoundException.require(!Outputs.sink(calm.resolve(sink)).isEmpty(), "nothing in sink=" + sink);
            }
        }
        return calm;
    }

    /** The state folder of the undisturbed run. */
    Path state(Pipeline pipeline) {
        return folder.resolve("calm-" + pipeline.name().toLowerCase(java.util.Locale.ROOT)).resolve("state");
    }

    /** How long the undisturbed run took here. */
    long durationMs(Pipeline pipeline) throws IOException, InterruptedException {
        of(pipeline);
        return durationsMs.get(pipeline);
    }

    /** About one row in 5,000 can't be read. */
    private static void writeReadings(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                long second = i / 200 + random.nextInt(3);
                csv.write("device-" + random.nextInt(500) + "," + (random.nextInt(4_000) / 100.0) + ",2026-01-01 "
                        + String.format("%02d:%02d:%02d", second / 3_600, second / 60 % 60, second % 60));
                csv.write(random.nextInt(5_000) == 0 ? ",broken\n" : "\n");
            }
        }
    }
}
