package io.pelton.testkit.disk;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A disk in memory as a file system of the JDK: {@code Files} and {@code FileChannel.open} work on its paths. Reads see
 * what was written; a power cut leaves, of what was not forced, what a {@link LossVariant} and a seed say.
 *
 * <ul>
 * <li>A force of a channel makes that file's bytes and length durable, whether with or without metadata; not its name.
 * <li>A force of a folder, opened for reading, makes its names durable: creates, deletes, links and renames. Until then
 *     a power cut may undo them. A rename is atomic, also from folder to folder: the file is never without a name; but
 *     when only the new folder was forced it may be found under both.
 * <li>Writes are at risk by the sector of 512 bytes. Memory is needed for all bytes written since the last force.
 * <li>Errors are those of Linux. Files can't be mapped, watched or turned into {@code java.io.File}; there are no
 *     symbolic links, owners or permissions; an interrupt doesn't close a channel. Locks are those of one process.
 * </ul>
 *
 * <p>Nothing depends on chance or on a clock: the same operations of one thread with the same seeds give the same
 * bytes. Safe for several threads, one operation at a time; copies are independent, also in this.
 *
 * <pre>
 *   SimulatedDisk disk = new SimulatedDisk();
 *   disk.faults().failPowerAt(17);
 *   … run on disk.path("/state") until a PowerCutException …
 *   disk.powerCut(LossVariant.SECTORS_AT_RANDOM, seed);
 *   … run again on what is left …
 * </pre>
 */
public final class SimulatedDisk {
    private final DiskTree tree;
    private final DiskFileSystem fileSystem;
    private final DiskDamage damage;

    /** An empty disk with room for 1 TB. */
    public SimulatedDisk() {
        this(new DiskTree());
    }

    private SimulatedDisk(DiskTree tree) {
        this.tree = tree;
        fileSystem = new DiskFileSystem(tree);
        damage = new DiskDamage(tree);
    }

    public FileSystem fileSystem() {
        return fileSystem;
    }

    public Path root() {
        return path("/");
    }

    /** A path on this disk, with slashes; one of a copy must be asked for there. */
    public Path path(String first, String... more) {
        return fileSystem.getPath(first, more);
    }

    /** Faults to come, and the counts that say when. */
    public DiskFaults faults() {
        return tree.faults();
    }

    /** Damage to what is stored. */
    public DiskDamage damage() {
        return damage;
    }

    /** False after the power has failed, until {@link #powerCut} says what is left. */
    public boolean isPowerOn() {
        synchronized (tree) {
            return tree.faults().isPowerOn();
        }
    }

    /**
     * Cuts the power, or says what is left after it has failed, and switches it on again. All is durable then. Open
     * channels are dead, they can only be closed; locks are gone; planned power failures are off.
     */
    public void powerCut(LossVariant variant, long seed) {
        synchronized (tree) {
            new PowerCut(tree, variant, seed).happen();
        }
    }

    /**
     * The process that uses the disk is gone, and the power stays: open channels are dead, locks are gone, planned
     * power failures are off. Nothing is lost by it, and nothing becomes durable: what wasn't forced stays at risk.
     */
    public void endProcess() {
        synchronized (tree) {
            tree.nodes().values().forEach(DiskNode::forgetUsers);
            tree.channels().forEach(DiskChannel::die);
            tree.channels().clear();
            tree.recount();
            tree.faults().powerOn();
        }
    }

    /** Makes all durable, what a failed force has given up too. */
    public void sync() {
        synchronized (tree) {
            tree.log().settle(operation -> true, directory -> false);
            for (DiskNode node : tree.nodes().values()) {
                if (node instanceof DiskFile file) {
                    file.settle();
                } else {
                    DiskDirectory directory = (DiskDirectory) node;
                    directory.durable().clear();
                    directory.durable().putAll(directory.entries());
                }
            }
        }
    }

    /**
     * An independent disk with the same content, durable and not, which takes memory only for what one of them changes.
     * It has the counts and the size, but neither planned faults nor force delay, open channels and locks. Its clock is
     * this one's.
     */
    public SimulatedDisk copy() {
        synchronized (tree) {
            return new SimulatedDisk(DiskCopies.copy(tree));
        }
    }

    /**
     * Writes what reads see into a folder of another file system, to be looked at with its tools. Works without power.
     *
     * @param folder made when missing; files of the same names are replaced
     */
    public void copyTo(Path folder) throws IOException {
        synchronized (tree) {
            DiskCopies.copyTo(tree.root(), folder);
        }
    }

    /** Adds the files of a folder of another file system, at the root; all is durable then. No operation is counted. */
    public void copyFrom(Path folder) throws IOException {
        synchronized (tree) {
            DiskCopies.copyFrom(tree, folder);
            sync();
        }
    }

    /** How many channels are open; 0 at the end of a test that closes what it opens. */
    public int openChannels() {
        synchronized (tree) {
            return tree.channels().size();
        }
    }

    /** The paths that open channels were opened with, in order of opening. */
    public List<String> openFiles() {
        synchronized (tree) {
            return tree.channels().stream().map(DiskChannel::toString).toList();
        }
    }

    /** Pages allocated, those of zeros too; holes are free, and so are folders. */
    public long usedBytes() {
        synchronized (tree) {
            return tree.space().usedBytes();
        }
    }

    /** What can still be written. */
    public long usableBytes() {
        synchronized (tree) {
            return tree.space().usableBytes();
        }
    }

    /** The size of the disk; when it is below what is used, nothing is lost but nothing more can be allocated. */
    public void setCapacityBytes(long bytes) {
        synchronized (tree) {
            tree.space().setCapacityBytes(bytes);
        }
    }

    /** How much somebody else has filled, 0 at first. */
    public void setReservedBytes(long bytes) {
        synchronized (tree) {
            tree.space().setReservedBytes(bytes);
        }
    }

    /** What gives files their times, milliseconds since the epoch; at first each operation takes a millisecond. */
    public void setClock(LongSupplier epochMs) {
        synchronized (tree) {
            tree.setClock(epochMs);
        }
    }

    /** Lists folders in an order of its own for each seed, as real disks do; 0, as at first, for sorted. */
    public void setListingSeed(long seed) {
        synchronized (tree) {
            tree.setListingSeed(seed);
        }
    }
}
