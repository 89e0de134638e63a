package io.pelton.testkit.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same little scripts on a real disk and on a simulated one, results and errors compared. */
class SameAsRealDiskTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    @TempDir
    Path real;

    /** A step of a script and what it gave. */
    private interface Step {
        Object run(Path folder) throws IOException;
    }

    /** Steps in order, on one of the disks. */
    private static final class Script {
        private final Path folder;
        private final List<String> results = new ArrayList<>();

        Script(Path folder) {
            this.folder = folder;
        }

        void step(Step step) {
            String result;
            try {
                result = String.valueOf(step.run(folder));
            } catch (IllegalArgumentException e) {
                result = e.getClass().getName();
            } catch (IOException | RuntimeException e) {
                result = e.getClass().getName() + ": " + e.getMessage();
            }
            results.add(results.size() + " " + result.replace(folder.toString(), "FOLDER"));
        }
    }

    private interface Steps {
        void run(Script script) throws IOException;
    }

    private void compare(Steps steps) throws IOException {
        Script onReal = new Script(real);
        steps.run(onReal);
        Script onSimulated = new Script(disk.path("/some/folder"));
        Files.createDirectories(onSimulated.folder);
        steps.run(onSimulated);
        assertEquals(String.join("\n", onReal.results), String.join("\n", onSimulated.results));
    }

    @AfterEach
    void shouldLeaveNoChannelOpen() {
        assertEquals(List.of(), disk.openFiles());
    }

    private static String names(Stream<Path> paths, Path folder) {
        return paths.map(path -> folder.relativize(path).toString()).sorted().toList().toString();
    }

    @Test
    void shouldWriteAndReadFiles() throws IOException {
        compare(script -> {
            script.step(folder -> Files.writeString(folder.resolve("a"), "hello"));
            script.step(folder -> Files.readString(folder.resolve("a")));
            script.step(folder -> Files.size(folder.resolve("a")));
            script.step(folder -> Files.readAllBytes(folder.resolve("a")).length);
            script.step(folder -> Files.writeString(folder.resolve("a"), "hi"));
            script.step(folder -> Files.writeString(folder.resolve("a"), " you", StandardOpenOption.APPEND));
            script.step(folder -> Files.readAllLines(folder.resolve("a")));
            script.step(folder -> Files.readString(folder.resolve("missing")));
            script.step(folder -> Files.readString(folder.resolve("a/below")));
            script.step(folder -> Files.exists(folder.resolve("a/below")));
            script.step(folder -> Files.readString(folder));
            script.step(folder -> Files.writeString(folder, "x"));
            script.step(folder -> Files.writeString(folder.resolve("no/such"), "x"));
            script.step(folder -> Files.createFile(folder.resolve("a")));
            script.step(folder -> Files.createFile(folder.resolve("b")));
            script.step(folder -> Files.mismatch(folder.resolve("a"), folder.resolve("b")));
            script.step(folder -> {
                try (InputStream in = Files.newInputStream(folder.resolve("a"))) {
                    return in.readNBytes(3).length;
                }
            });
            script.step(folder -> Files.isWritable(folder.resolve("a")) && Files.isReadable(folder));
            script.step(folder -> Files.isHidden(folder.resolve(".a")));
            script.step(folder -> Files.isSameFile(folder.resolve("a"), folder.resolve("./a")));
            try (Stream<String> lines = Files.lines(script.folder.resolve("a"), StandardCharsets.UTF_8)) {
                script.step(folder -> lines.toList());
            }
        });
    }

    @Test
    void shouldKeepFolders() throws IOException {
        compare(script -> {
            script.step(folder -> Files.createDirectories(folder.resolve("x/y/z")));
            script.step(folder -> Files.createDirectories(folder.resolve("x/y/z")));
            script.step(folder -> Files.createDirectory(folder.resolve("x")));
            script.step(folder -> Files.createDirectory(folder.resolve("no/such")));
            script.step(folder -> Files.writeString(folder.resolve("x/one.tmp"), "1"));
            script.step(folder -> Files.writeString(folder.resolve("x/two.txt"), "2"));
            script.step(folder -> Files.createDirectories(folder.resolve("x/two.txt")));
            script.step(folder -> Files.createDirectories(folder.resolve("x/two.txt/deep")));
            script.step(folder -> Files.isDirectory(folder.resolve("x/y")) + " " + Files.isRegularFile(folder));
            for (String glob : List.of("*.tmp", "*", "[a-o]*", "{two,one}.???", "*.t[!m]t", "none*")) {
                script.step(folder -> {
                    List<String> found = new ArrayList<>();
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("x"), glob)) {
                        files.forEach(file -> found.add(file.getFileName().toString()));
                    }
                    found.sort(null);
                    return found;
                });
            }
            script.step(folder -> Files.newDirectoryStream(folder.resolve("x/two.txt")));
            script.step(folder -> Files.newDirectoryStream(folder.resolve("none")));
            try (Stream<Path> all = Files.walk(script.folder)) {
                script.step(folder -> names(all, folder));
            }
            try (Stream<Path> all = Files.list(script.folder)) {
                script.step(folder -> names(all, folder));
            }
            script.step(folder -> {
                Files.delete(folder.resolve("x"));
                return "deleted";
            });
            script.step(folder -> Files.deleteIfExists(folder.resolve("x/y/z")));
            script.step(folder -> Files.deleteIfExists(folder.resolve("x/y/z")));
            script.step(folder -> {
                Files.delete(folder.resolve("x/y/z"));
                return "deleted";
            });
        });
    }

    @Test
    void shouldMoveCopyAndLink() throws IOException {
        compare(script -> {
            script.step(folder -> Files.writeString(folder.resolve("a"), "A"));
            script.step(folder -> Files.writeString(folder.resolve("b"), "B"));
            script.step(folder -> Files.createDirectories(folder.resolve("full/inner")));
            script.step(folder -> Files.createDirectory(folder.resolve("empty")));
            script.step(folder -> Files.move(folder.resolve("a"), folder.resolve("b")));
            script.step(folder -> Files.move(folder.resolve("a"), folder.resolve("a")));
            script.step(folder -> Files.move(folder.resolve("none"), folder.resolve("b")));
            script.step(folder -> Files.move(folder.resolve("a"), folder.resolve("none/b")));
            script.step(folder -> Files.move(folder.resolve("a"), folder.resolve("b"),
                    StandardCopyOption.REPLACE_EXISTING));
            script.step(folder -> Files.readString(folder.resolve("b")));
            script.step(folder -> Files.writeString(folder.resolve("c"), "C"));
            script.step(folder -> Files.move(folder.resolve("c"), folder.resolve("b"), StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.readString(folder.resolve("b")));
            script.step(folder -> Files.move(folder.resolve("b"), folder.resolve("empty"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.move(folder.resolve("empty"), folder.resolve("full"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.move(folder.resolve("empty"), folder.resolve("b"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.move(folder.resolve("full"), folder.resolve("full/inner/deeper"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.move(folder.resolve("empty"), folder.resolve("full"),
                    StandardCopyOption.REPLACE_EXISTING));
            script.step(folder -> Files.move(folder.resolve("full"), folder.resolve("empty"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.copy(folder.resolve("b"), folder.resolve("empty/b")));
            script.step(folder -> Files.copy(folder.resolve("b"), folder.resolve("empty/b")));
            script.step(folder -> Files.copy(folder.resolve("b"), folder.resolve("empty/b"),
                    StandardCopyOption.REPLACE_EXISTING));
            script.step(folder -> Files.createLink(folder.resolve("linked"), folder.resolve("b")));
            script.step(folder -> Files.createLink(folder.resolve("linked"), folder.resolve("b")));
            script.step(folder -> Files.createLink(folder.resolve("linked2"), folder.resolve("none")));
            script.step(folder -> Files.createLink(folder.resolve("linked2"), folder.resolve("empty")));
            script.step(folder -> Files.writeString(folder.resolve("linked"), "both"));
            script.step(folder -> Files.readString(folder.resolve("b")));
            script.step(folder -> Files.isSameFile(folder.resolve("b"), folder.resolve("linked")));
            script.step(folder -> Files.move(folder.resolve("b"), folder.resolve("linked"),
                    StandardCopyOption.ATOMIC_MOVE));
            script.step(folder -> Files.deleteIfExists(folder.resolve("b")));
            script.step(folder -> Files.readString(folder.resolve("linked")));
            try (Stream<Path> all = Files.walk(script.folder)) {
                script.step(folder -> names(all, folder));
            }
        });
    }

    @Test
    void shouldReadAndWriteThroughChannels() throws IOException {
        compare(script -> {
            Path file = script.folder.resolve("f");
            FileChannel closed;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                closed = channel;
                ByteBuffer direct = ByteBuffer.allocateDirect(5000);
                script.step(folder -> channel.read(direct));
                script.step(folder -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 4094));
                script.step(folder -> channel.position() + " " + channel.size());
                script.step(folder -> channel.write(new ByteBuffer[] {
                        ByteBuffer.wrap(new byte[] {7}), ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {8, 9})}));
                script.step(folder -> channel.position() + " " + channel.size());
                script.step(folder -> channel.read(direct, 1) + " " + direct.get(0) + direct.get(4093) + direct);
                script.step(folder -> channel.position(4090).position());
                script.step(folder -> {
                    ByteBuffer[] targets = {ByteBuffer.allocate(5), ByteBuffer.allocate(10)};
                    return channel.read(targets) + " " + targets[0].get(4) + targets[1].get(0) + targets[1];
                });
                script.step(folder -> channel.read(ByteBuffer.allocate(4)));
                script.step(folder -> channel.read(ByteBuffer.allocate(0)));
                script.step(folder -> channel.truncate(5000).size() + " " + channel.position());
                script.step(folder -> channel.truncate(4095).size() + " " + channel.position());
                script.step(folder -> channel.position(6000).write(ByteBuffer.wrap(new byte[] {5})));
                script.step(folder -> {
                    ByteBuffer all = ByteBuffer.allocate(8000);
                    return channel.read(all, 0) + " " + Arrays.hashCode(all.array());
                });
                script.step(folder -> channel.position(-1));
                script.step(folder -> channel.read(ByteBuffer.allocate(1), -1));
                script.step(folder -> channel.truncate(-1));
                script.step(folder -> channel.transferTo(0, 2, channel));
                try (FileLock lock = channel.tryLock()) {
                    script.step(folder -> lock.isValid() + " " + lock.isShared());
                    script.step(folder -> channel.tryLock(5, 1, false));
                    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        script.step(folder -> other.tryLock());
                    }
                }
                script.step(folder -> channel.tryLock(0, 10, false).isValid());
                script.step(folder -> channel.tryLock(10, 10, true).isShared());
                script.step(folder -> channel.tryLock(19, 1, true).isShared());
            }
            script.step(folder -> closed.size());
            script.step(folder -> closed.write(ByteBuffer.allocate(1)));
            script.step(folder -> closed.tryLock());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                script.step(folder -> channel.write(ByteBuffer.allocate(1)));
                script.step(folder -> channel.truncate(1));
                script.step(folder -> channel.tryLock());
                script.step(folder -> channel.tryLock(0, 1, true).isValid());
            }
        });
    }

    @Test
    void shouldOpenAsTheOptionsSay() throws IOException {
        compare(script -> {
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.READ, StandardOpenOption.CREATE));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE, StandardOpenOption.CREATE));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            script.step(folder -> open(folder, StandardOpenOption.WRITE));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.APPEND, StandardOpenOption.READ));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.APPEND));
            script.step(folder -> Files.size(folder.resolve("f")));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE));
            script.step(folder -> Files.size(folder.resolve("f")));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING));
            script.step(folder -> Files.size(folder.resolve("f")));
            script.step(folder -> open(folder.resolve("f"), StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
            script.step(folder -> Files.exists(folder.resolve("f")));
            try (FileChannel channel = FileChannel.open(script.folder, StandardOpenOption.READ)) {
                script.step(folder -> {
                    channel.force(true);
                    return channel.isOpen();
                });
                script.step(folder -> channel.read(ByteBuffer.allocate(1)));
                script.step(folder -> channel.write(ByteBuffer.allocate(1)));
            }
        });
    }

    private static String open(Path file, StandardOpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            return "wrote " + channel.write(ByteBuffer.wrap(new byte[] {1, 2}));
        } catch (IllegalArgumentException e) {
            return e.getClass().getName();
        }
    }

    @Test
    void shouldReadOnWhatWasDeletedOrReplaced() throws IOException {
        compare(script -> {
            Path file = script.folder.resolve("f");
            script.step(folder -> Files.writeString(file, "old"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                script.step(folder -> Files.writeString(folder.resolve("g"), "new"));
                script.step(folder -> Files.move(folder.resolve("g"), file, StandardCopyOption.ATOMIC_MOVE));
                script.step(folder -> {
                    ByteBuffer bytes = ByteBuffer.allocate(10);
                    channel.read(bytes);
                    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
                });
                script.step(folder -> Files.readString(file));
            }
        });
    }

    @Test
    void shouldDescribeFiles() throws IOException {
        compare(script -> {
            script.step(folder -> Files.writeString(folder.resolve("f"), "12345"));
            script.step(folder -> {
                BasicFileAttributes attributes =
                        Files.readAttributes(folder.resolve("f"), BasicFileAttributes.class);
                return attributes.size() + " " + attributes.isRegularFile() + attributes.isDirectory()
                        + attributes.isSymbolicLink() + attributes.isOther()
                        + attributes.fileKey().toString().contains("ino=");
            });
            script.step(folder -> new TreeMap<>(Files.readAttributes(folder.resolve("f"), "size,isDirectory")));
            script.step(folder -> Files.getAttribute(folder.resolve("f"), "basic:size"));
            script.step(folder -> Files.setLastModifiedTime(
                    folder.resolve("f"), FileTime.fromMillis(1_234_567)));
            script.step(folder -> Files.getLastModifiedTime(folder.resolve("f")));
            script.step(folder -> Files.readAttributes(folder.resolve("g"), BasicFileAttributes.class));
        });
    }

    @Test
    void shouldComputePaths() throws IOException {
        List<String> texts = List.of(
                "/", "/a", "/a/b", "a", "a/b", "", ".", "..", "a/../b", "/../x", "../../y/.", "a//b/");
        for (String text : texts) {
            assertEquals(facts(Path.of(text)), facts(disk.path(text)), text);
            for (String other : texts) {
                assertEquals(facts(Path.of(text), Path.of(other)), facts(disk.path(text), disk.path(other)),
                        text + " and " + other);
            }
        }
        assertEquals(disk.path("/b"), disk.path("a").toAbsolutePath().resolveSibling("b"));
        assertEquals("/x y", disk.path("/x y").toUri().getPath());
    }

    private static String facts(Path path) {
        return path + " | " + path.getParent() + " | " + path.getFileName() + " | " + path.getRoot() + " | "
                + path.getNameCount() + path.isAbsolute() + " | " + path.normalize() + " | "
                + path.resolveSibling("s") + " | " + (path.getNameCount() > 1 ? path.subpath(0, 1) : "none");
    }

    private static String facts(Path path, Path other) {
        String way;
        try {
            way = path.normalize().relativize(other.normalize()).toString();
        } catch (IllegalArgumentException e) {
            way = "refused";
        }
        boolean isUpwards = path.normalize().startsWith("..") || other.normalize().startsWith("..");
        return path.resolve(other) + " | " + (isUpwards ? "not compared" : way) + " | " + path.startsWith(other)
                + path.endsWith(other) + path.equals(other) + Integer.signum(path.compareTo(other));
    }
}
