package io.pelton.testkit.disk;

import io.pelton.testkit.disk.EntryOperation.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Copies disks, and folders between disks and elsewhere. Guarded by the disk's lock. */
final class DiskCopies {
    private static final int PAGE_BYTES = PageTable.PAGE_BYTES;

    private DiskCopies() {
    }

    static DiskTree copy(DiskTree tree) {
        TreeMap<Long, DiskNode> nodes = tree.nodes();
        TreeMap<Long, DiskNode> copies = new TreeMap<>();
        for (DiskNode node : nodes.values()) {
            if (node instanceof DiskFile file) {
                copies.put(node.id(), file.copy());
            } else {
                DiskDirectory directory = new DiskDirectory(node.id(), node.createdMs());
                directory.modified(node.modifiedMs());
                copies.put(node.id(), directory);
            }
        }
        for (DiskNode node : nodes.values()) {
            if (node instanceof DiskDirectory directory) {
                DiskDirectory copy = (DiskDirectory) copies.get(node.id());
                directory.entries().forEach((name, child) -> copy.entries().put(name, copies.get(child.id())));
                directory.durable().forEach((name, child) -> copy.durable().put(name, copies.get(child.id())));
            }
        }
        DiskTree copy = new DiskTree(tree);
        copy.setRoot((DiskDirectory) copies.get(tree.root().id()));
        for (EntryOperation operation : tree.log().pending()) {
            copy.log().add(operation.operation(), operation.changes().stream()
                    .map(change -> copied(change, copies)).toArray(Change[]::new));
        }
        copy.recount();
        return copy;
    }

    private static Change copied(Change change, TreeMap<Long, DiskNode> copies) {
        DiskNode directory = copies.get(change.directory().id());
        return new Change((DiskDirectory) directory, change.name(),
                change.after() == null ? null : copies.get(change.after().id()));
    }

    static void copyTo(DiskDirectory directory, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, DiskNode> entry : directory.entries().entrySet()) {
            Path target = folder.resolve(entry.getKey());
            if (entry.getValue() instanceof DiskFile file) {
                copyFile(file, target);
            } else {
                copyTo((DiskDirectory) entry.getValue(), target);
            }
        }
    }

    private static void copyFile(DiskFile file, Path target) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long at = 0; at < file.size(); at += PAGE_BYTES) {
                boolean isLast = at + PAGE_BYTES >= file.size();
                if (isLast || !file.pages().isZeroPage(at / PAGE_BYTES)) {
                    file.read(at, page.clear());
                    writeFully(out, page.flip(), at);
                }
            }
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += out.write(bytes, position);
        }
    }

    static void copyFrom(DiskTree tree, Path folder) throws IOException {
        addChildren(tree, tree.root(), folder);
    }

    private static void addChildren(DiskTree tree, DiskDirectory directory, Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : (Iterable<Path>) children.sorted()::iterator) {
                String name = child.getFileName().toString();
                if (Files.isDirectory(child)) {
                    if (!(directory.entries().get(name) instanceof DiskDirectory)) {
                        tree.put(directory, name, tree.newDirectory());
                    }
                    addChildren(tree, (DiskDirectory) directory.entries().get(name), child);
                } else {
                    DiskFile file = tree.newFile();
                    readInto(file, child);
                    tree.space().change(file.pages().allocatedPages());
                    tree.put(directory, name, file);
                }
            }
        }
    }

    private static void readInto(DiskFile file, Path source) throws IOException {
        byte[] bytes = new byte[PAGE_BYTES];
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            PageTable pages = new PageTable();
            for (long at = 0; at < in.size(); at += PAGE_BYTES) {
                int count = Math.max(0, readFully(in, ByteBuffer.wrap(bytes), at));
                pages.write(at, bytes, 0, count);
            }
            file.become(pages, in.size());
        }
    }

    private static int readFully(FileChannel in, ByteBuffer target, long at) throws IOException {
        while (target.hasRemaining() && in.read(target, at + target.position()) >= 0) {
            continue;
        }
        return target.position();
    }
}
