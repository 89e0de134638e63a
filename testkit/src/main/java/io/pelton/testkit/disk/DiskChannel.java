package io.pelton.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An open file, or a folder opened to be forced. Safe for several threads, one call at a time; an interrupt doesn't
 * close it.
 */
final class DiskChannel extends FileChannel {
    private static final int TRANSFER_BYTES = 1 << 16;

    private final DiskTree tree;
    private final DiskPath path;
    private final DiskNode node;
    private final Set<OpenOption> options;
    private final boolean isReadable;
    private final boolean isWritable;
    private long position;
    private boolean isDead;

    private DiskChannel(DiskTree tree, DiskPath path, DiskNode node, Set<OpenOption> options) {
        this.tree = tree;
        this.path = path;
        this.node = node;
        this.options = options;
        isWritable = isForWriting(options);
        isReadable = options.contains(StandardOpenOption.READ) || !isWritable;
        node.opened(1);
        tree.channels().add(this);
    }

    private static boolean isForWriting(Set<OpenOption> options) {
        return options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    }

    static DiskChannel open(DiskTree tree, DiskPath path, Set<OpenOption> options) throws IOException {
        boolean isWriting = isForWriting(options);
        if (options.contains(StandardOpenOption.APPEND)
                && (options.contains(StandardOpenOption.READ)
                || options.contains(StandardOpenOption.TRUNCATE_EXISTING))) {
            throw new IllegalArgumentException(
                    "APPEND goes neither with READ nor with TRUNCATE_EXISTING; path=" + path);
        }
        DiskNode node = tree.find(path);
        boolean isCreating = isWriting && options.contains(StandardOpenOption.CREATE_NEW);
        if (node != null && isCreating) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node instanceof DiskDirectory && isWriting) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        if (node == null) {
            if (!isCreating && !(isWriting && options.contains(StandardOpenOption.CREATE))) {
                throw new NoSuchFileException(path.toString());
            }
            node = tree.createFile(path);
        }
        if (isWriting && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            truncate(tree, path, (DiskFile) node, 0);
        }
        return new DiskChannel(tree, path, node, options);
    }

    private static void truncate(DiskTree tree, DiskPath path, DiskFile file, long size) throws IOException {
        if (size < file.size()) {
            long operation = tree.faults().begin(OperationKind.TRUNCATE, path, size, 0);
            long before = file.pages().allocatedPages();
            file.truncate(operation, size);
            file.modified(tree.nowMs());
            tree.space().change(file.pages().allocatedPages() - before);
            tree.faults().end(operation);
        }
    }

    /** What a power cut does to it. */
    void die() {
        isDead = true;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private DiskFile readable() throws IOException {
        checkAlive();
        if (!isReadable) {
            throw new NonReadableChannelException();
        }
        return file();
    }

    private DiskFile writable() throws IOException {
        checkAlive();
        if (!isWritable) {
            throw new NonWritableChannelException();
        }
        return file();
    }

    private DiskFile file() throws IOException {
        if (node instanceof DiskFile file) {
            return file;
        }
        throw new IOException("Is a directory");
    }

    private void checkAlive() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        tree.faults().checkPower();
        if (isDead) {
            throw new PowerCutException("The power was cut since this file was opened; open it again; path=" + path);
        }
    }

    private static void checkPosition(long at) {
        if (at < 0) {
            throw new IllegalArgumentException("Negative position; position=" + at);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        synchronized (tree) {
            int count = read(readable(), target, position);
            position += Math.max(0, count);
            return count;
        }
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        checkPosition(at);
        synchronized (tree) {
            return read(readable(), target, at);
        }
    }

    private int read(DiskFile file, ByteBuffer target, long at) throws IOException {
        tree.faults().read();
        return target.hasRemaining() ? file.read(at, target) : 0;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        synchronized (tree) {
            DiskFile file = readable();
            long total = 0;
            for (int i = offset; i < offset + length; i++) {
                if (targets[i].hasRemaining()) {
                    int count = read(file, targets[i], position);
                    if (count < 0) {
                        return total == 0 ? -1 : total;
                    }
                    position += count;
                    total += count;
                }
            }
            return total;
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        synchronized (tree) {
            DiskFile file = writable();
            position = options.contains(StandardOpenOption.APPEND) ? file.size() : position;
            int count = write(file, source, position);
            position += count;
            return count;
        }
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        checkPosition(at);
        synchronized (tree) {
            DiskFile file = writable();
            return write(file, source, options.contains(StandardOpenOption.APPEND) ? file.size() : at);
        }
    }

    /** Writes as much as fits, as Linux does; only when nothing fits the disk is full. */
    private int write(DiskFile file, ByteBuffer source, long at) throws IOException {
        if (!source.hasRemaining()) {
            return 0;
        }
        if (at + source.remaining() > DiskFile.MAX_BYTES) {
            throw new IOException("File too large");
        }
        long operation = tree.faults().begin(OperationKind.WRITE, path, at, source.remaining());
        tree.faults().write();
        int count = (int) tree.space().fitting(file.pages(), at, source.remaining());
        if (count == 0) {
            throw new IOException("No space left on device");
        }
        byte[] data = new byte[count];
        source.get(data);
        long before = file.pages().allocatedPages();
        file.write(operation, at, data);
        file.modified(tree.nowMs());
        tree.space().change(file.pages().allocatedPages() - before);
        tree.faults().end(operation);
        if (options.contains(StandardOpenOption.SYNC) || options.contains(StandardOpenOption.DSYNC)) {
            forceNode();
        }
        return count;
    }

    /** One write of all the bytes. */
    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        int total = 0;
        for (int i = offset; i < offset + length; i++) {
            total = Math.addExact(total, sources[i].remaining());
        }
        ByteBuffer gathered = ByteBuffer.allocate(total);
        for (int i = offset; i < offset + length; i++) {
            gathered.put(sources[i].duplicate());
        }
        int count = write(gathered.flip());
        int left = count;
        for (int i = offset; i < offset + length; i++) {
            int taken = Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + taken);
            left -= taken;
        }
        return count;
    }

    @Override
    public long position() throws IOException {
        synchronized (tree) {
            checkAlive();
            return options.contains(StandardOpenOption.APPEND) ? node.size() : position;
        }
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        checkPosition(newPosition);
        synchronized (tree) {
            checkAlive();
            position = newPosition;
            return this;
        }
    }

    @Override
    public long size() throws IOException {
        synchronized (tree) {
            checkAlive();
            return node.size();
        }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        checkPosition(size);
        synchronized (tree) {
            truncate(tree, path, writable(), size);
            position = Math.min(position, size);
            return this;
        }
    }

    @Override
    public void force(boolean isWithMetadata) throws IOException {
        tree.faults().passForceTime();
        synchronized (tree) {
            checkAlive();
            forceNode();
        }
    }

    private void forceNode() throws IOException {
        if (node instanceof DiskDirectory directory) {
            tree.forceDirectory(directory, path);
            return;
        }
        DiskFile file = (DiskFile) node;
        long operation = tree.faults().begin(OperationKind.FORCE, path, 0, file.size());
        if (tree.faults().isForceFailing()) {
            file.forget();
            DiskFaults.failIf(true);
        }
        if (!tree.faults().isForceLying() && !tree.faults().isCutDuring(operation)) {
            file.force();
        }
        tree.faults().end(operation);
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TRANSFER_BYTES, count));
        return read(bytes, at) <= 0 ? 0 : target.write(bytes.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TRANSFER_BYTES, count));
        return at > size() || source.read(bytes) <= 0 ? 0 : write(bytes.flip(), at);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException("A simulated disk's files can't be mapped; read them; path=" + path);
    }

    @Override
    public FileLock lock(long at, long size, boolean isShared) throws IOException {
        return tryLock(at, size, isShared);
    }

    /** Behaves as within one virtual machine: an overlap is an exception, not a null or a wait. */
    @Override
    public FileLock tryLock(long at, long size, boolean isShared) throws IOException {
        synchronized (tree) {
            if (isShared) {
                readable();
            } else {
                writable();
            }
            for (DiskLock other : node.locks()) {
                if (other.overlaps(at, size)) {
                    throw new OverlappingFileLockException();
                }
            }
            DiskLock lock = new DiskLock(tree, node, this, at, size, isShared);
            node.locks().add(lock);
            return lock;
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        synchronized (tree) {
            if (isDead) {
                return;
            }
            node.locks().removeIf(lock -> lock.acquiredBy() == this);
            node.opened(-1);
            tree.channels().remove(this);
            tree.release(node);
            if (options.contains(StandardOpenOption.DELETE_ON_CLOSE) && tree.faults().isPowerOn()
                    && tree.find(path) == node) {
                tree.delete(path);
            }
        }
    }
}
