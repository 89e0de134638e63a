package io.pelton.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the JDK's Files calls, each under the disk's lock. One per disk; it isn't registered with the JDK. */
final class DiskFileSystemProvider extends FileSystemProvider {
    static final String SCHEME = "simulated-disk";
    private static final int COPY_BYTES = 1 << 16;

    private final DiskFileSystem fileSystem;

    DiskFileSystemProvider(DiskFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    private DiskTree tree() {
        return fileSystem.tree();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw noUri(uri);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw noUri(uri);
    }

    @Override
    public Path getPath(URI uri) {
        throw noUri(uri);
    }

    private static UnsupportedOperationException noUri(URI uri) {
        return new UnsupportedOperationException("A simulated disk isn't found by URI, use its path(); uri=" + uri);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        refuse(attributes);
        synchronized (tree()) {
            return DiskChannel.open(tree(), DiskPath.of(path), Set.copyOf(options));
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    private static void refuse(FileAttribute<?>... attributes) {
        if (attributes.length > 0) {
            throw new UnsupportedOperationException(
                    "A simulated disk has no such attributes; attribute=" + attributes[0].name());
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> children = new ArrayList<>();
        synchronized (tree()) {
            if (!(tree().require(DiskPath.of(directory)) instanceof DiskDirectory node)) {
                throw new NotDirectoryException(directory.toString());
            }
            tree().list(node).forEach(name -> children.add(directory.resolve(name)));
        }
        return new Listing(children, filter);
    }

    /** The names as they were when it was opened. */
    private static final class Listing implements DirectoryStream<Path> {
        private final Iterator<Path> children;
        private final DirectoryStream.Filter<? super Path> filter;
        private boolean isTaken;

        Listing(List<Path> children, DirectoryStream.Filter<? super Path> filter) {
            this.children = children.iterator();
            this.filter = filter;
        }

        @Override
        public Iterator<Path> iterator() {
            if (isTaken) {
                throw new IllegalStateException("A listing can be gone through once");
            }
            isTaken = true;
            List<Path> accepted = new ArrayList<>();
            children.forEachRemaining(child -> {
                try {
                    if (filter.accept(child)) {
                        accepted.add(child);
                    }
                } catch (IOException e) {
                    throw new DirectoryIteratorException(e);
                }
            });
            return List.copyOf(accepted).iterator();
        }

        @Override
        public void close() {
            isTaken = true;
        }
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        refuse(attributes);
        synchronized (tree()) {
            tree().createDirectory(DiskPath.of(directory));
        }
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        synchronized (tree()) {
            tree().link(DiskPath.of(link), DiskPath.of(existing));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        synchronized (tree()) {
            tree().delete(DiskPath.of(path));
        }
    }

    /** Several operations, as on Linux: a crash may leave a part of the copy. */
    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        synchronized (tree()) {
            DiskNode node = tree().require(DiskPath.of(source));
            if (node == tree().find(DiskPath.of(target))) {
                return;
            }
            makeRoom(target, options);
            if (node instanceof DiskDirectory) {
                createDirectory(target);
                return;
            }
            try (FileChannel in = newFileChannel(source, Set.of(StandardOpenOption.READ));
                    FileChannel out = newFileChannel(
                            target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
                while (in.read(bytes) > 0) {
                    bytes.flip();
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                    bytes.clear();
                }
            }
        }
    }

    /** Atomic moves replace what is there, as on Linux; others first delete it. */
    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        synchronized (tree()) {
            DiskNode node = tree().require(DiskPath.of(source));
            boolean isSame = node == tree().find(DiskPath.of(target));
            if (!isSame && !Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
                makeRoom(target, options);
            }
            tree().rename(DiskPath.of(source), DiskPath.of(target));
        }
    }

    private void makeRoom(Path target, CopyOption... options) throws IOException {
        if (tree().find(DiskPath.of(target)) != null) {
            if (!Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            delete(target);
        }
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        synchronized (tree()) {
            return path.equals(other) || other instanceof DiskPath own && own.getFileSystem() == fileSystem
                    && tree().require(DiskPath.of(path)) == tree().require(own);
        }
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        checkAccess(path);
        return new DiskFileStore(tree());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        synchronized (tree()) {
            tree().require(DiskPath.of(path));
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException("A simulated disk has basic attributes only; type=" + type);
        }
        synchronized (tree()) {
            return (A) DiskAttributes.of(tree().require(DiskPath.of(path)));
        }
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return DiskAttributes.named(readAttributes(path, BasicFileAttributes.class), names);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        if (!attribute.equals("lastModifiedTime") && !attribute.equals("basic:lastModifiedTime")) {
            throw new UnsupportedOperationException("Only lastModifiedTime can be set; attribute=" + attribute);
        }
        setModified(path, (FileTime) value);
    }

    private void setModified(Path path, FileTime time) throws IOException {
        synchronized (tree()) {
            tree().require(DiskPath.of(path)).modified(time.toMillis());
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return type == BasicFileAttributeView.class ? (V) new View(path) : null;
    }

    private final class View implements BasicFileAttributeView {
        private final Path path;

        View(Path path) {
            this.path = path;
        }

        @Override
        public String name() {
            return "basic";
        }

        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return DiskFileSystemProvider.this.readAttributes(path, BasicFileAttributes.class);
        }

        @Override
        public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
            if (modified != null) {
                setModified(path, modified);
            }
        }
    }
}
