package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code kill -9} at random moments of {@code pelton run}, then the same command again, until a run ends by itself: the
 * sinks' folders and the dead letters are then, byte for byte, those of an undisturbed run. Half of the kills come
 * after a random time, the others when a random number of files has appeared, gone or been renamed in the state folder.
 */
final class KillRound implements FaultRound {
    private static final int MAX_KILLS = 6;
    private static final int MAX_FILE_EVENTS = 14;
    private static final long STOP_WITHIN_MS = 1_500;
    private static final Pattern DONE = Pattern.compile(
            ": (finished|stopped) after |: this run finished before, ");
    private static final List<String> WATCHED = List.of("input", "output", "snapshots", "cursors");

    private final CalmRuns calm;

    KillRound(CalmRuns calm) {
        this.calm = calm;
    }

    @Override
    public int run(long seed, Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Pipeline pipeline = Pipeline.values()[random.nextInt(Pipeline.values().length)];
        RunSettings settings = RunSettings.draw(random);
        String what = "pipeline=" + pipeline + " " + settings;
        Path out = calm.of(pipeline);
        Files.writeString(folder.resolve("rules.sql"), pipeline.script(settings, folder));
        int wanted = 1 + random.nextInt(MAX_KILLS);
        int kills = 0;
        boolean hasEnded = false;
        while (kills < wanted && !hasEnded) {
            try (PeltonProcess process = start(calm.folder(), folder)) {
                hasEnded = random.nextInt(2) == 0
                        ? process.endsWithin(1 + random.nextLong(calm.durationMs(pipeline)))
                        : endsBeforeFileEvents(process, folder.resolve("state"), random);
                if (hasEnded) {
                    requireDone(what, process);
                } else {
                    process.kill();
                    kills++;
                }
            }
        }
        if (!hasEnded) {
            finish(what, pipeline, folder, random);
        }
        pipeline.compare(what, out, folder);
        if (pipeline.isBounded) {
            pipeline.compareDeadLetters(what, calm.state(pipeline), folder.resolve("state"));
        }
        return kills;
    }

    /** Runs {@code rules.sql} of a folder on the state folder beside it. */
    static PeltonProcess start(Path inputs, Path folder) throws IOException {
        return start(inputs, folder, Map.of());
    }

    /** As {@link #start(Path, Path)}, with more in the environment. */
    static PeltonProcess start(Path inputs, Path folder, Map<String, String> environment) throws IOException {
        return PeltonProcess.start(inputs, environment, "run", folder.resolve("rules.sql").toString(), "--state",
                folder.resolve("state").toString());
    }

    /** It ended with 0, and says that it came to the end of its input, or stopped because it was asked to. */
    static void requireDone(String what, PeltonProcess process) throws InterruptedException {
        int exit = process.exitCode();
        String errors = process.errors();
        FaultFoundException.require(exit == 0 && DONE.matcher(errors).find(), what + ": a restart failed: exit=" + exit
                + "\n" + errors);
    }

    private void finish(String what, Pipeline pipeline, Path folder, SplittableRandom random) throws Exception {
        try (PeltonProcess process = start(calm.folder(), folder)) {
            if (!pipeline.isBounded) {
                stopWhenRunning(process, random.nextLong(STOP_WITHIN_MS));
            }
            requireDone(what, process);
        }
    }

    /** Its line about what it recovered says that it runs; a first start that was killed at once has none to say. */
    private static void stopWhenRunning(PeltonProcess process, long afterMs) throws InterruptedException {
        for (int looks = 0; looks < 300 && !process.errors().contains("goes on behind"); looks++) {
            if (process.endsWithin(20)) {
                return;
            }
        }
        process.endsWithin(1_000 + afterMs);
        process.terminate();
    }

    /** True when the process ended before a random number of names changed in its folders. */
    private static boolean endsBeforeFileEvents(PeltonProcess process, Path state, SplittableRandom random)
            throws IOException, InterruptedException {
        int wanted = 1 + random.nextInt(MAX_FILE_EVENTS);
        try (WatchService watch = state.getFileSystem().newWatchService()) {
            for (String name : WATCHED) {
                Files.createDirectories(state.resolve(name)).register(watch, StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
            for (int events = 0; process.isAlive(); ) {
                WatchKey key = watch.poll(20, TimeUnit.MILLISECONDS);
                if (key != null) {
                    events += key.pollEvents().size();
                    key.reset();
                }
                if (events >= wanted) {
                    return false;
                }
            }
            return true;
        }
    }
}
