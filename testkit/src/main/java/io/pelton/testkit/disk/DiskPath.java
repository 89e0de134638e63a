package io.pelton.testkit.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A path with the syntax of Unix; relative ones start at the root, and dots need no folders. Immutable. */
final class DiskPath implements Path {
    private final DiskFileSystem fileSystem;
    private final boolean isAbsolute;
    /** The empty path has one empty name, as that of the JDK has. */
    private final List<String> names;

    private DiskPath(DiskFileSystem fileSystem, boolean isAbsolute, List<String> names) {
        this.fileSystem = fileSystem;
        this.isAbsolute = isAbsolute;
        this.names = !isAbsolute && names.isEmpty() ? List.of("") : List.copyOf(names);
    }

    static DiskPath parse(DiskFileSystem fileSystem, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidPathException(text, "Nul character not allowed");
        }
        List<String> names = Stream.of(text.split("/")).filter(name -> !name.isEmpty()).toList();
        return new DiskPath(fileSystem, text.startsWith("/"), names);
    }

    /** A path of this kind, whatever its disk. */
    static DiskPath of(Path path) {
        if (Objects.requireNonNull(path) instanceof DiskPath own) {
            return own;
        }
        throw new ProviderMismatchException("Not a path of a simulated disk, make it with path(); path=" + path);
    }

    /** Without dots, from the root. */
    DiskPath realPath() {
        return toAbsolutePath().normalize();
    }

    List<String> realNames() {
        return realPath().names;
    }

    String realName() {
        List<String> real = realNames();
        return real.get(real.size() - 1);
    }

    private DiskPath with(boolean absolute, List<String> newNames) {
        return new DiskPath(fileSystem, absolute, newNames);
    }

    private boolean isEmpty() {
        return !isAbsolute && names.get(0).isEmpty();
    }

    private DiskPath own(Path other) {
        DiskPath own = of(other);
        if (own.fileSystem != fileSystem) {
            throw new ProviderMismatchException("A path of another disk; path=" + other);
        }
        return own;
    }

    @Override
    public DiskFileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return isAbsolute;
    }

    @Override
    public DiskPath getRoot() {
        return isAbsolute ? with(true, List.of()) : null;
    }

    @Override
    public DiskPath getFileName() {
        return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
    }

    @Override
    public DiskPath getParent() {
        if (names.size() <= 1) {
            return names.isEmpty() ? null : getRoot();
        }
        return with(isAbsolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public DiskPath getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public DiskPath subpath(int beginIndex, int endIndex) {
        if (beginIndex < 0 || endIndex > names.size() || beginIndex >= endIndex) {
            throw new IllegalArgumentException(
                    "No such names; path=" + this + " from=" + beginIndex + " to=" + endIndex);
        }
        return with(false, names.subList(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof DiskPath path && path.fileSystem == fileSystem && path.isAbsolute == isAbsolute
                && path.names.size() <= names.size() && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof DiskPath path) || path.fileSystem != fileSystem) {
            return false;
        }
        if (path.isAbsolute) {
            return equals(path);
        }
        int from = names.size() - path.names.size();
        return from >= 0 && names.subList(from, names.size()).equals(path.names);
    }

    @Override
    public DiskPath normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            boolean isUp = name.equals("..");
            boolean hasParent = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
            if (isUp && hasParent) {
                kept.remove(kept.size() - 1);
            } else if (!name.equals(".") && !(isUp && isAbsolute)) {
                kept.add(name);
            }
        }
        return with(isAbsolute, kept);
    }

    @Override
    public DiskPath resolve(Path other) {
        DiskPath path = own(other);
        if (path.isAbsolute || isEmpty()) {
            return path;
        }
        if (path.isEmpty()) {
            return this;
        }
        List<String> joined = new ArrayList<>(names);
        joined.addAll(path.names);
        return with(isAbsolute, joined);
    }

    @Override
    public DiskPath relativize(Path other) {
        DiskPath path = own(other);
        if (path.isAbsolute != isAbsolute) {
            throw new IllegalArgumentException("Both or neither must be absolute; path=" + this + " other=" + other);
        }
        List<String> from = isEmpty() ? List.of() : names;
        List<String> to = path.isEmpty() ? List.of() : path.names;
        int same = 0;
        while (same < from.size() && same < to.size() && from.get(same).equals(to.get(same))) {
            same++;
        }
        List<String> way = new ArrayList<>();
        for (int i = same; i < from.size(); i++) {
            way.add("..");
        }
        way.addAll(to.subList(same, to.size()));
        return with(false, way);
    }

    @Override
    public URI toUri() {
        return URI.create(DiskFileSystemProvider.SCHEME + "://" + toAbsolutePath().toString().replace(" ", "%20"));
    }

    @Override
    public DiskPath toAbsolutePath() {
        return isAbsolute ? this : with(true, isEmpty() ? List.of() : names);
    }

    @Override
    public DiskPath toRealPath(LinkOption... options) throws IOException {
        fileSystem.provider().checkAccess(this);
        return realPath();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("A simulated disk can't be watched; path=" + this);
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(of(other).toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskPath path && path.fileSystem == fileSystem && path.isAbsolute == isAbsolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode() + (isAbsolute ? 1 : 0);
    }

    @Override
    public String toString() {
        return (isAbsolute ? "/" : "") + String.join("/", names);
    }
}
