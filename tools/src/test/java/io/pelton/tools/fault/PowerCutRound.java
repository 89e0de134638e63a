package io.pelton.tools.fault;

import static io.pelton.tools.fault.FaultFoundException.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The power goes while everything runs: the process is frozen, the disk's image is copied as it is, and the machine
 * comes back with the copy. Half of the rounds write rows from a program that keeps outside the image what was
 * acknowledged to it; the others run {@code pelton} on a file, whose sinks must end up as if nothing had happened.
 */
final class PowerCutRound implements FaultRound {
    private static final int DISK_MB = 768;
    private static final int MAX_CUTS = 3;
    private static final int ROWS_AFTER = 30_000;
    private static final long LATEST_CUT_MS = 2_500;
    private static final Pattern TOLD = Pattern.compile("durable (\\d+) seen (\\d+)\n");
    private static final String[] DURABILITY = {"group", "group", "each"};

    private final CalmRuns calm;
    private long acknowledgedRows;

    PowerCutRound(CalmRuns calm) {
        this.calm = calm;
    }

    @Override
    public String missing() throws InterruptedException {
        return LoopDisk.missing();
    }

    @Override
    public String note() {
        return "acknowledged-rows=" + acknowledgedRows;
    }

    @Override
    public int run(long seed, Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RunSettings settings = RunSettings.draw(random).withDurability(DURABILITY[random.nextInt(DURABILITY.length)])
                .withSegmentBytes(random.nextBoolean() ? "1 mb" : "4 mb");
        try (LoopDisk disk = LoopDisk.create(folder, DISK_MB, random)) {
            String what = settings + " " + disk.mountOptions();
            int cuts = 1 + random.nextInt(MAX_CUTS);
            if (random.nextBoolean()) {
                cutWriter(what, settings, disk, cuts, random);
            } else {
                cutPipeline(what, settings, disk, cuts, random);
            }
            return cuts;
        }
    }

    private void cutWriter(String what, RunSettings settings, LoopDisk disk, int cuts, SplittableRandom random)
            throws Exception {
        long acknowledged = 0;
        for (int cut = 1; cut <= cuts; cut++) {
            try (PeltonProcess writer = startWriter(settings, disk, 0)) {
                awaitFirst(writer, "resumed");
                require(!writer.endsWithin(1 + random.nextLong(LATEST_CUT_MS)), what + ": it ended by itself\n"
                        + writer.output() + writer.errors());
                writer.freeze();
                acknowledged = checked(what, writer, acknowledged);
                Path copy = disk.copyOfOneMoment(cut);
                writer.kill();
                disk.comeBackWith(copy);
            }
        }
        acknowledgedRows += acknowledged;
        long count = 1 + acknowledged + ROWS_AFTER;
        try (PeltonProcess writer = startWriter(settings, disk, count)) {
            require(writer.exitCode() == 0 && writer.output().contains("ended FINISHED"),
                    what + ": no end after the cut\n" + tail(writer.output()) + writer.errors());
            checked(what, writer, acknowledged);
            long resumed = resumed(writer);
            Outputs.requireEqual(what + " file sink", AcknowledgedWriter.expected(Math.max(count, resumed)),
                    Outputs.sink(disk.mountPoint().resolve("out")));
        }
    }

    private static PeltonProcess startWriter(RunSettings settings, LoopDisk disk, long count) throws Exception {
        return PeltonProcess.startProgram(disk.mountPoint().getParent(), AcknowledgedWriter.class,
                disk.mountPoint().resolve("state").toString(), disk.mountPoint().resolve("out").toString(),
                settings.durability(), settings.segmentBytes(), Long.toString(count));
    }

    /** What had been acknowledged before is there again; returns what is acknowledged now. */
    private static long checked(String what, PeltonProcess writer, long acknowledged) {
        long resumed = resumed(writer);
        require(resumed >= acknowledged, what + ": acknowledged rows are gone: acknowledged=" + acknowledged
                + " recovered=" + resumed + "\n" + writer.errors());
        long most = resumed;
        Matcher told = TOLD.matcher(writer.output());
        while (told.find()) {
            // A sink sees durable rows only, so what it has seen counts as acknowledged, too.
            most = Math.max(most, Math.max(Long.parseLong(told.group(1)), Long.parseLong(told.group(2))));
        }
        return most;
    }

    private static long resumed(PeltonProcess writer) {
        Matcher resumed = Pattern.compile("resumed (\\d+)\n").matcher(writer.output());
        require(resumed.find(), "the writer didn't start\n" + writer.output() + writer.errors());
        return Long.parseLong(resumed.group(1));
    }

    private void cutPipeline(String what, RunSettings settings, LoopDisk disk, int cuts, SplittableRandom random)
            throws Exception {
        Pipeline pipeline = Pipeline.values()[random.nextInt(Pipeline.LIVE.ordinal())];
        String all = what + " pipeline=" + pipeline;
        Path expected = calm.of(pipeline);
        Path folder = disk.mountPoint();
        Files.writeString(folder.resolve("rules.sql"), pipeline.script(settings, folder));
        Shell.run("sync", "-f", folder.toString());
        for (int cut = 1; cut <= cuts; cut++) {
            try (PeltonProcess process = KillRound.start(calm.folder(), folder)) {
                process.endsWithin(1 + random.nextLong(calm.durationMs(pipeline) * 5 / 4));
                if (process.isAlive()) {
                    process.freeze();
                } else {
                    KillRound.requireDone(all, process);
                }
                Path copy = disk.copyOfOneMoment(cut);
                process.kill();
                disk.comeBackWith(copy);
            }
        }
        try (PeltonProcess process = KillRound.start(calm.folder(), folder)) {
            KillRound.requireDone(all, process);
        }
        pipeline.compare(all, expected, folder);
        pipeline.compareDeadLetters(all, calm.state(pipeline), folder.resolve("state"));
    }

    private static void awaitFirst(PeltonProcess process, String text) throws InterruptedException {
        for (int looks = 0; looks < 6_000 && process.isAlive() && !process.output().contains(text); looks++) {
            process.endsWithin(10);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 500));
    }
}
