package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The machine's clock jumps (a second, an hour, a day, back to 1970) while {@code pelton run} runs and between its
 * lives, of which all but the last are killed. Order and results stay those of an undisturbed run. Needs libfaketime;
 * the steady clock that intervals are measured with isn't faked.
 */
final class ClockRound implements FaultRound {
    private static final String[] JUMPS = {"-1s", "+1s", "-3600s", "+3600s", "-86400s", "+86400s", "-1795000000s",
        "+30000000s"};
    private static final int MAX_LIVES = 5;
    private static final int MAX_JUMPS = 4;

    private final CalmRuns calm;
    private final Path library;

    ClockRound(CalmRuns calm) throws IOException {
        this.calm = calm;
        this.library = library();
    }

    @Override
    public String missing() {
        return library == null ? "needs libfaketime (Debian: faketime)" : null;
    }

    @Override
    public int run(long seed, Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Pipeline pipeline = Pipeline.values()[random.nextInt(Pipeline.LIVE.ordinal())];
        RunSettings settings = RunSettings.draw(random);
        String what = "pipeline=" + pipeline + " " + settings;
        Path expected = calm.of(pipeline);
        Files.writeString(folder.resolve("rules.sql"), pipeline.script(settings, folder));
        Path clock = folder.resolve("clock");
        Map<String, String> environment = environment(clock);
        int jumps = 0;
        int lives = 1 + random.nextInt(MAX_LIVES);
        boolean hasEnded = false;
        for (int life = 1; life <= lives && !hasEnded; life++) {
            jumps += jump(clock, random);
            try (PeltonProcess process = KillRound.start(calm.folder(), folder, environment)) {
                for (int i = random.nextInt(MAX_JUMPS); i > 0 && !hasEnded; i--) {
                    hasEnded = process.endsWithin(1 + random.nextLong(calm.durationMs(pipeline)));
                    jumps += jump(clock, random);
                }
                if (hasEnded || life == lives) {
                    KillRound.requireDone(what, process);
                    hasEnded = true;
                } else {
                    process.kill();
                }
            }
        }
        pipeline.compare(what, expected, folder);
        pipeline.compareDeadLetters(what, calm.state(pipeline), folder.resolve("state"));
        return jumps;
    }

    private Map<String, String> environment(Path clock) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
        environment.put("FAKETIME_NO_CACHE", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Else waiting for a condition never ends in a JVM, and files seem to have changed.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        environment.put("NO_FAKE_STAT", "1");
        return environment;
    }

    private static int jump(Path clock, SplittableRandom random) throws IOException {
        Files.writeString(clock, JUMPS[random.nextInt(JUMPS.length)] + "\n");
        return 1;
    }

    private static Path library() throws IOException {
        for (String folder : List.of("/usr/lib", "/usr/local/lib")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.find(Path.of(folder), 3,
                        (file, attributes) -> file.endsWith("libfaketimeMT.so.1"))) {
                    Path found = files.findFirst().orElse(null);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }
}
