package io.pelton.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Damage that a disk does without telling anybody: it is durable at once, counts as no operation and meets no fault. A
 * file's writes that were not forced yet are made durable with it. Each method returns what it did, for reports. Safe
 * for several threads.
 */
public final class DiskDamage {
    private static final int SECTOR_BYTES = DiskFile.SECTOR_BYTES;
    private static final int PAGE_BYTES = PageTable.PAGE_BYTES;

    private final DiskTree tree;

    DiskDamage(DiskTree tree) {
        this.tree = tree;
    }

    /** A file's content at some time; take it with {@link #keep}. */
    public static final class KeptFile {
        private final DiskFile file;

        private KeptFile(DiskFile file) {
            this.file = file;
        }
    }

    /** All files with something in them, sorted by name. */
    public List<Path> files(Path folder) throws IOException {
        synchronized (tree) {
            TreeMap<String, Path> found = new TreeMap<>();
            collect(folder, tree.require(DiskPath.of(folder)), found);
            return List.copyOf(found.values());
        }
    }

    private static void collect(Path path, DiskNode node, TreeMap<String, Path> found) {
        if (node instanceof DiskDirectory directory) {
            for (Map.Entry<String, DiskNode> entry : directory.entries().entrySet()) {
                collect(path.resolve(entry.getKey()), entry.getValue(), found);
            }
        } else if (node.size() > 0) {
            found.put(path.toString(), path);
        }
    }

    /** Flips one bit; bit 0 is the lowest of the first byte. */
    public String flipBit(Path path, long bitIndex) throws IOException {
        synchronized (tree) {
            DiskFile file = file(path);
            checkInside(path, file, bitIndex / 8);
            byte[] one = read(file, bitIndex / 8, 1);
            one[0] ^= (byte) (1 << bitIndex % 8);
            overwrite(file, bitIndex / 8, one);
            return "bit flipped; path=" + path + " bit=" + bitIndex + " byte=" + bitIndex / 8;
        }
    }

    /** Flips one bit of the files below a folder, each bit with the same probability. */
    public String flipRandomBit(Path folder, SplittableRandom random) throws IOException {
        synchronized (tree) {
            List<Path> files = files(folder);
            long total = 0;
            for (Path path : files) {
                total += file(path).size();
            }
            if (total == 0) {
                throw new IllegalArgumentException("There is no byte to damage; folder=" + folder);
            }
            long chosen = random.nextLong(total * 8);
            for (Path path : files) {
                long bits = file(path).size() * 8;
                if (chosen < bits) {
                    return flipBit(path, chosen);
                }
                chosen -= bits;
            }
            throw new IllegalStateException("A file has changed under the disk's lock; folder=" + folder);
        }
    }

    /** Makes a page of 4,096 bytes all zeros; counted from 0. */
    public String zeroPage(Path path, long page) throws IOException {
        synchronized (tree) {
            DiskFile file = file(path);
            checkInside(path, file, page * PAGE_BYTES);
            overwrite(file, page * PAGE_BYTES, new byte[(int) Math.min(PAGE_BYTES, file.size() - page * PAGE_BYTES)]);
            return "page zeroed; path=" + path + " page=" + page;
        }
    }

    /** Fills a sector of 512 bytes with garbage; counted from 0. */
    public String garbleSector(Path path, long sector, SplittableRandom random) throws IOException {
        synchronized (tree) {
            DiskFile file = file(path);
            long at = sector * SECTOR_BYTES;
            checkInside(path, file, at);
            byte[] garbage = new byte[(int) Math.min(SECTOR_BYTES, file.size() - at)];
            random.nextBytes(garbage);
            overwrite(file, at, garbage);
            return "sector garbled; path=" + path + " sector=" + sector;
        }
    }

    /** Cuts a file off. */
    public String truncate(Path path, long size) throws IOException {
        synchronized (tree) {
            DiskFile file = file(path);
            long before = file.pages().allocatedPages();
            long length = file.size();
            file.become(file.pages(), Math.min(size, length));
            tree.space().change(file.pages().allocatedPages() - before);
            return "truncated; path=" + path + " bytes=" + size + " before=" + length;
        }
    }

    /** Removes a file's name. */
    public String delete(Path path) throws IOException {
        synchronized (tree) {
            file(path);
            set(path, null);
            return "deleted; path=" + path;
        }
    }

    /** Exchanges two files' names. */
    public String swap(Path path, Path other) throws IOException {
        synchronized (tree) {
            DiskFile first = file(path);
            DiskFile second = file(other);
            first.opened(1);
            set(path, second);
            set(other, first);
            first.opened(-1);
            return "swapped; path=" + path + " with=" + other;
        }
    }

    /** Keeps a file as it is now, to be put back later. */
    public KeptFile keep(Path path) throws IOException {
        synchronized (tree) {
            DiskFile file = file(path);
            DiskFile kept = tree.newFile();
            kept.become(file.pages().copy(), file.size());
            return new KeptFile(kept);
        }
    }

    /** Puts an older content in a file's place, on this disk or on a copy of it; the file may be missing by now. */
    public String putBack(Path path, KeptFile kept) throws IOException {
        synchronized (tree) {
            DiskFile stale = tree.newFile();
            stale.become(kept.file.pages().copy(), kept.file.size());
            tree.space().change(stale.pages().allocatedPages());
            set(path, stale);
            return "put back; path=" + path + " bytes=" + stale.size();
        }
    }

    private void set(Path path, DiskFile file) throws IOException {
        DiskPath own = DiskPath.of(path).realPath();
        if (own.getParent() == null || !(tree.require(own.getParent()) instanceof DiskDirectory directory)) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        tree.put(directory, own.realName(), file);
        tree.log().replace(directory, own.realName(), file);
    }

    private DiskFile file(Path path) throws IOException {
        if (tree.require(DiskPath.of(path)) instanceof DiskFile file) {
            return file;
        }
        throw new FileSystemException(path.toString(), null, "Is a directory");
    }

    private static void checkInside(Path path, DiskFile file, long at) {
        if (at < 0 || at >= file.size()) {
            throw new IllegalArgumentException(
                    "Outside the file; path=" + path + " byte=" + at + " size=" + file.size());
        }
    }

    private static byte[] read(DiskFile file, long at, int count) {
        byte[] bytes = new byte[count];
        file.read(at, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private void overwrite(DiskFile file, long at, byte[] bytes) {
        long before = file.pages().allocatedPages();
        file.pages().write(at, bytes, 0, bytes.length);
        tree.space().change(file.pages().allocatedPages() - before);
        file.settle();
    }
}
