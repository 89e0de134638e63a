package io.pelton.tools.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * An ext4 file system in an image file, mounted through a loop device. The image holds what has reached the device, and
 * nothing of what the kernel still keeps: a copy of it is the disk after a power cut. Needs root. One thread.
 */
final class LoopDisk implements AutoCloseable {
    private static final String[] JOURNALING = {"data=ordered", "data=writeback", "data=journal"};
    private static final String[] COMMIT = {"commit=1", "commit=5", "commit=60"};
    private static final int MAX_COPIES = 40;

    private final Path mountPoint;
    private final String mountOptions;
    private Path image;
    private boolean isMounted;

    private LoopDisk(Path image, Path mountPoint, String mountOptions) {
        this.image = image;
        this.mountPoint = mountPoint;
        this.mountOptions = mountOptions;
    }

    /** Makes and mounts a disk; journaling mode and commit interval come from the random numbers. */
    static LoopDisk create(Path folder, int megabytes, SplittableRandom random)
            throws IOException, InterruptedException {
        Path image = folder.resolve("disk-0.img");
        Path mountPoint = Files.createDirectories(folder.resolve("disk"));
        Shell.run("truncate", "-s", megabytes + "M", image.toString());
        Shell.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        String options = JOURNALING[random.nextInt(JOURNALING.length)] + "," + COMMIT[random.nextInt(COMMIT.length)];
        LoopDisk disk = new LoopDisk(image, mountPoint, options);
        disk.mount();
        return disk;
    }

    /** Why there can be no loop disk here; null when there can. */
    static String missing() throws InterruptedException {
        if (!Shell.says("sh", "-c", "[ \"$(id -u)\" -eq 0 ]")) {
            return "needs root";
        }
        if (!Shell.says("sh", "-c", "command -v mkfs.ext4 && losetup -f")) {
            return "needs mkfs.ext4 and a loop device";
        }
        Path probe;
        try {
            probe = Files.createTempDirectory("pelton-loop");
        } catch (IOException e) {
            return "no temporary folder: " + e.getMessage();
        }
        try (LoopDisk disk = create(probe, 16, new SplittableRandom(1))) {
            return disk.isMounted ? null : "a loop disk can't be mounted";
        } catch (IOException e) {
            return "a loop disk can't be mounted: " + e.getMessage();
        } finally {
            Shell.says("rm", "-rf", probe.toString());
        }
    }

    Path mountPoint() {
        return mountPoint;
    }

    String mountOptions() {
        return mountOptions;
    }

    /**
     * Copies the device as it is at one moment; whoever writes to it is frozen. Two copies, one after the other, are
     * equal only when the kernel wrote nothing back in between: then both are the state of one moment. Returns the
     * copy.
     */
    Path copyOfOneMoment(int number) throws IOException, InterruptedException {
        Path copy = image.resolveSibling("disk-" + number + ".img");
        Path second = image.resolveSibling("second.img");
        for (int i = 0; i < MAX_COPIES; i++) {
            Shell.run("cp", "--sparse=always", image.toString(), copy.toString());
            Shell.run("cp", "--sparse=always", image.toString(), second.toString());
            if (Shell.says("cmp", "-s", copy.toString(), second.toString())) {
                Files.delete(second);
                return copy;
            }
        }
        throw new IOException("the device never stood still: image=" + image);
    }

    /** The machine comes back with this copy of its disk; ext4 replays its journal. */
    void comeBackWith(Path copy) throws IOException, InterruptedException {
        unmount();
        Files.delete(image);
        image = copy;
        mount();
    }

    private void mount() throws IOException, InterruptedException {
        Shell.run("mount", "-t", "ext4", "-o", "loop," + mountOptions, image.toString(), mountPoint.toString());
        isMounted = true;
    }

    private void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            isMounted = false;
            Shell.run("umount", mountPoint.toString());
        }
    }

    /** Unmounts; a file system that somebody still uses goes when they end. */
    @Override
    public void close() throws IOException {
        try {
            if (isMounted && !Shell.says("umount", mountPoint.toString())) {
                Shell.run("umount", "-l", mountPoint.toString());
            }
            isMounted = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
