package io.pelton.testkit.disk;

import io.pelton.testkit.disk.EntryOperation.Change;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The tree of names and all that changes it, with the errors that Linux gives. It is itself the disk's lock. */
final class DiskTree {
    private final EntryLog log = new EntryLog();
    private final DiskSpace space = new DiskSpace();
    private final List<DiskChannel> channels = new ArrayList<>();
    private final DiskFaults faults;
    private DiskDirectory root;
    private long lastNode = 1;
    private LongSupplier epochMs;
    private long listingSeed;

    DiskTree() {
        faults = new DiskFaults(this);
        root = new DiskDirectory(lastNode, 0);
    }

    /** With the faults, clock and space of another one; its names and files are still to come. */
    DiskTree(DiskTree other) {
        faults = other.faults.copyFor(this);
        lastNode = other.lastNode;
        epochMs = other.epochMs;
        listingSeed = other.listingSeed;
        space.setCapacityBytes(other.space.capacityBytes());
        space.setReservedBytes(other.space.reservedBytes());
    }

    EntryLog log() {
        return log;
    }

    DiskSpace space() {
        return space;
    }

    DiskFaults faults() {
        return faults;
    }

    /** Those open now, in order of opening. */
    List<DiskChannel> channels() {
        return channels;
    }

    DiskDirectory root() {
        return root;
    }

    void setRoot(DiskDirectory newRoot) {
        root = newRoot;
    }

    void setClock(LongSupplier newEpochMs) {
        epochMs = newEpochMs;
    }

    void setListingSeed(long seed) {
        listingSeed = seed;
    }

    /** Without a clock each operation takes a millisecond. */
    long nowMs() {
        return epochMs == null ? faults.operations() : epochMs.getAsLong();
    }

    /** The node of a path, null when there is none. */
    DiskNode find(DiskPath path) throws IOException {
        faults.checkPower();
        DiskNode node = root;
        for (String name : path.realNames()) {
            if (!(node instanceof DiskDirectory directory)) {
                throw new FileSystemException(path.toString(), null, "Not a directory");
            }
            node = directory.entries().get(name);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    DiskNode require(DiskPath path) throws IOException {
        DiskNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    /** The names of a folder, sorted or, with a seed, in an order that only the seed explains. */
    List<String> list(DiskDirectory directory) {
        List<String> names = new ArrayList<>(directory.entries().keySet());
        if (listingSeed != 0) {
            names.sort((a, b) -> Long.compare(scrambled(a), scrambled(b)));
        }
        return names;
    }

    private long scrambled(String name) {
        long mixed = (name.hashCode() ^ listingSeed) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
    }

    private DiskDirectory parentOf(DiskPath path) throws IOException {
        return parentOf(path, path, null);
    }

    /** The last two are for the message. */
    private DiskDirectory parentOf(DiskPath path, DiskPath file, DiskPath other) throws IOException {
        String second = other == null ? null : other.toString();
        DiskPath parent = path.realPath().getParent();
        if (parent == null) {
            throw new FileSystemException(file.toString(), second, "Device or resource busy");
        }
        DiskNode node = find(parent);
        if (node == null) {
            throw new NoSuchFileException(file.toString(), second, null);
        }
        if (node instanceof DiskDirectory directory) {
            return directory;
        }
        throw new FileSystemException(file.toString(), second, "Not a directory");
    }

    private void requireAbsent(DiskPath path) throws IOException {
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    DiskFile createFile(DiskPath path) throws IOException {
        requireAbsent(path);
        DiskDirectory parent = parentOf(path);
        long operation = faults.begin(OperationKind.CREATE, path, 0, 0);
        DiskFile file = new DiskFile(++lastNode, nowMs());
        change(operation, new Change(parent, path.realName(), file));
        faults.end(operation);
        return file;
    }

    void createDirectory(DiskPath path) throws IOException {
        requireAbsent(path);
        DiskDirectory parent = parentOf(path);
        long operation = faults.begin(OperationKind.CREATE_FOLDER, path, 0, 0);
        change(operation, new Change(parent, path.realName(), new DiskDirectory(++lastNode, nowMs())));
        faults.end(operation);
    }

    void delete(DiskPath path) throws IOException {
        if (require(path) instanceof DiskDirectory directory && !directory.entries().isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        DiskDirectory parent = parentOf(path);
        long operation = faults.begin(OperationKind.DELETE, path, 0, 0);
        change(operation, new Change(parent, path.realName(), null));
        faults.end(operation);
    }

    void link(DiskPath link, DiskPath existing) throws IOException {
        DiskNode node = find(existing);
        if (node == null) {
            throw new NoSuchFileException(link.toString(), existing.toString(), null);
        }
        if (find(link) != null) {
            throw new FileAlreadyExistsException(link.toString(), existing.toString(), null);
        }
        DiskDirectory parent = parentOf(link, link, existing);
        if (node instanceof DiskDirectory) {
            throw new FileSystemException(link.toString(), existing.toString(), "Operation not permitted");
        }
        long operation = faults.begin(OperationKind.LINK, link, 0, 0);
        change(operation, new Change(parent, link.realName(), node));
        faults.end(operation);
    }

    /** Gives a node another name, which nothing else or something of the same kind may have. */
    void rename(DiskPath source, DiskPath target) throws IOException {
        DiskNode node = require(source);
        DiskNode replaced = find(target);
        DiskDirectory from = parentOf(source);
        DiskDirectory to = parentOf(target, source, target);
        if (node == replaced) {
            return;
        }
        String problem = renameProblem(node, replaced, source, target);
        if (problem != null) {
            throw new FileSystemException(source.toString(), target.toString(), problem);
        }
        long operation = faults.begin(OperationKind.RENAME, source + " to " + target, 0, 0);
        change(operation, new Change(to, target.realName(), node), new Change(from, source.realName(), null));
        faults.end(operation);
    }

    private static String renameProblem(DiskNode node, DiskNode replaced, DiskPath source, DiskPath target) {
        if (node instanceof DiskDirectory && target.realPath().startsWith(source.realPath())) {
            return "Invalid argument";
        }
        if (replaced instanceof DiskDirectory directory) {
            boolean isFull = !directory.entries().isEmpty();
            return node instanceof DiskFile ? "Is a directory" : isFull ? "Directory not empty" : null;
        }
        return replaced != null && node instanceof DiskDirectory ? "Not a directory" : null;
    }

    private void change(long operation, Change... changes) {
        for (Change change : changes) {
            put(change.directory(), change.name(), change.after());
            change.directory().modified(nowMs());
        }
        log.add(operation, changes);
    }

    /** Sets or removes a name without any log. */
    void put(DiskDirectory directory, String name, DiskNode node) {
        DiskNode before = node == null ? directory.entries().remove(name) : directory.entries().put(name, node);
        if (node != null) {
            node.linked(1);
        }
        if (before != null) {
            before.linked(-1);
            release(before);
        }
    }

    /** Frees the pages of a file that nobody can reach any more. */
    void release(DiskNode node) {
        if (node.isGone() && node instanceof DiskFile file) {
            space.change(-file.pages().allocatedPages());
        }
    }

    /** Makes a folder's names durable or, when it is to fail, not. */
    void forceDirectory(DiskDirectory directory, DiskPath path) throws IOException {
        long operation = faults.begin(OperationKind.FORCE_FOLDER, path, 0, 0);
        if (faults.isForceFailing()) {
            DiskFaults.failIf(true);
        }
        if (!faults.isFolderForceLying() && !faults.isCutDuring(operation)) {
            log.force(directory);
        }
        faults.end(operation);
    }

    /** A node for a file that comes from elsewhere. */
    DiskFile newFile() {
        return new DiskFile(++lastNode, nowMs());
    }

    DiskDirectory newDirectory() {
        return new DiskDirectory(++lastNode, nowMs());
    }

    /** All that is or may be there after a power cut, by number. */
    TreeMap<Long, DiskNode> nodes() {
        TreeMap<Long, DiskNode> found = new TreeMap<>();
        collect(root, found);
        for (EntryOperation operation : log.pending()) {
            for (Change change : operation.changes()) {
                collect(change.after(), found);
            }
        }
        return found;
    }

    private static void collect(DiskNode node, TreeMap<Long, DiskNode> found) {
        if (node != null && found.put(node.id(), node) == null && node instanceof DiskDirectory directory) {
            directory.entries().values().forEach(child -> collect(child, found));
            directory.durable().values().forEach(child -> collect(child, found));
        }
    }

    /** Counts names and pages anew. */
    void recount() {
        space.change(-space.usedBytes() / PageTable.PAGE_BYTES);
        TreeMap<Long, DiskNode> seen = new TreeMap<>();
        root.linked(1);
        recount(root, seen);
    }

    private void recount(DiskDirectory directory, TreeMap<Long, DiskNode> seen) {
        for (DiskNode child : directory.entries().values()) {
            child.linked(1);
            if (seen.put(child.id(), child) == null) {
                if (child instanceof DiskFile file) {
                    space.change(file.pages().allocatedPages());
                } else {
                    recount((DiskDirectory) child, seen);
                }
            }
        }
    }
}
