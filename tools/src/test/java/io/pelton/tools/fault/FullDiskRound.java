package io.pelton.tools.fault;

import static io.pelton.tools.fault.FaultFoundException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A disk that is full for real: a filler leaves some KB, before the start or in the middle of a run, so that another
 * allocation fails in each round (segment room, snapshot, cursor, manifest, dead letters, a sink's part, Chronicle's
 * own files). The process waits, and goes on by itself when the filler is gone, or ends with exit code 70 (1 when a
 * table's own files failed) and says why; then the same command finishes the work. Nothing of what comes out differs
 * from an undisturbed run.
 */
final class FullDiskRound implements FaultRound {
    private static final int DISK_MB = Integer.getInteger("pelton.fault.disk-mb", 96);
    private static final long FULL_MS = 1_500;
    private static final long GOES_ON_WITHIN_MS = 150_000;
    private static final int STORAGE = 70;
    private static final int FAILED = 1;

    private final CalmRuns calm;
    private int waited;
    private int exited;
    private int untouched;
    private int inMappedMemory;

    FullDiskRound(CalmRuns calm) {
        this.calm = calm;
    }

    @Override
    public String missing() throws InterruptedException {
        return LoopDisk.missing();
    }

    @Override
    public String note() {
        return "waited=" + waited + " exited=" + exited + " untouched=" + untouched
                + " in-mapped-memory=" + inMappedMemory;
    }

    @Override
    public int run(long seed, Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Pipeline pipeline = random.nextInt(3) == 0 ? Pipeline.UNION : Pipeline.WINDOWS;
        RunSettings settings = new RunSettings(random.nextInt(3) == 0 ? "none" : "group",
                random.nextInt(3) == 0 ? "50 ms" : "200 ms", "1 mb");
        calm.of(pipeline);
        if (random.nextBoolean()) {
            Path disk = Files.createDirectories(folder.resolve("disk"));
            Shell.run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tmpfs", disk.toString());
            try {
                fill("tmpfs " + settings, pipeline, settings, disk, random);
            } catch (FaultFoundException e) {
                Shell.says("cp", "-a", disk.toString(), folder.resolve("evidence").toString());
                throw e;
            } finally {
                Shell.run("umount", "-l", disk.toString());
            }
        } else {
            try (LoopDisk disk = LoopDisk.create(folder, DISK_MB, random)) {
                fill("ext4 " + settings, pipeline, settings, disk.mountPoint(), random);
            }
        }
        return 1;
    }

    private void fill(String what, Pipeline pipeline, RunSettings settings, Path disk, SplittableRandom random)
            throws Exception {
        Files.writeString(disk.resolve("rules.sql"), pipeline.script(settings, disk));
        // Small steps where small files meet the limit, larger ones where segments do.
        int leftKb = random.nextBoolean() ? random.nextInt(200) * 4 : random.nextInt(9_000);
        boolean isFullAtStart = random.nextInt(3) == 0;
        String all = what + " pipeline=" + pipeline + " left-kb=" + leftKb + " at-start=" + isFullAtStart;
        if (isFullAtStart) {
            fillUp(disk, leftKb);
        }
        try (PeltonProcess process = KillRound.start(calm.folder(), disk)) {
            if (!isFullAtStart) {
                process.endsWithin(300 + random.nextLong(calm.durationMs(pipeline)));
                fillUp(disk, leftKb);
            }
            boolean hasEnded = process.endsWithin(calm.durationMs(pipeline) + FULL_MS);
            Files.deleteIfExists(disk.resolve("filler"));
            if (hasEnded && process.exitCode() == 0) {
                untouched++;
            } else if (hasEnded) {
                exited++;
                requireClear(all, process);
                System.out.println(all + ": exited, " + lastLine(process.errors()));
            } else {
                require(process.endsWithin(GOES_ON_WITHIN_MS), all + ": there is room again, and it doesn't go on\n"
                        + threads(process) + process.errors());
                if (process.exitCode() == 0) {
                    waited++;
                } else {
                    exited++;
                    requireClear(all, process);
                    System.out.println(all + ": exited late, " + lastLine(process.errors()));
                }
            }
        }
        try (PeltonProcess again = KillRound.start(calm.folder(), disk)) {
            KillRound.requireDone(all, again);
        }
        pipeline.compare(all, calm.of(pipeline), disk);
        pipeline.compareDeadLetters(all, calm.state(pipeline), disk.resolve("state"));
    }

    private void requireClear(String what, PeltonProcess process) throws InterruptedException {
        String errors = process.errors();
        require(process.exitCode() == STORAGE || process.exitCode() == FAILED,
                what + ": exit=" + process.exitCode() + "\n" + errors);
        if (errors.contains("unsafe memory access")) {
            inMappedMemory++;
            require(process.exitCode() == STORAGE, what + ": met in mapped memory, exit=" + process.exitCode() + "\n"
                    + errors);
        }
        require(lastLine(errors).startsWith("pelton: "), what + ": no clear last line\n" + errors);
    }

    private static String lastLine(String text) {
        return text.lines().reduce((first, second) -> second).orElse("");
    }

    private static String threads(PeltonProcess process) throws InterruptedException {
        try {
            return Shell.run("jstack", Long.toString(process.pid()));
        } catch (IOException e) {
            return "(no stacks: " + e.getMessage() + ")\n";
        }
    }

    /** Takes all room but {@code leftKb}; a few tries, since the process takes and gives back at the same time. */
    private static void fillUp(Path disk, int leftKb) throws IOException, InterruptedException {
        Path filler = disk.resolve("filler");
        for (int i = 0; i < 3; i++) {
            long free = disk.toFile().getUsableSpace() - leftKb * 1_024L;
            long had = Files.exists(filler) ? Files.size(filler) : 0;
            if (free > 4_096) {
                Shell.says("fallocate", "-l", Long.toString(had + free), filler.toString());
            }
        }
    }
}
