package io.pelton.connectors.filesystem;

import io.pelton.engine.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files behind a path as they were at one moment: the file itself, or the plain files of a folder in name order
 * without those that begin with a dot or an underscore. Immutable.
 *
 * @param path  as the script gives it
 * @param files in reading order
 */
record InputFiles(String path, List<InputFile> files) {
    private static final int HEAD_BYTES = 4_096;
    private static final int NAMED_FILES = 64;

    /** A file, its size at the listing, and what the file system calls it. */
    record InputFile(Path path, String name, long sizeBytes, String key) {
    }

    static InputFiles list(Path base, String path) {
        Path root = base.resolve(path);
        List<InputFile> found = new ArrayList<>();
        try {
            if (Files.isDirectory(root)) {
                try (Stream<Path> children = Files.list(root)) {
                    children.filter(Files::isRegularFile).filter(InputFiles::isVisible)
                            .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                            .forEach(child -> found.add(describe(child)));
                }
            } else if (Files.isRegularFile(root)) {
                found.add(describe(root));
            } else {
                throw new SourceException("there is no such file or folder; relative paths start at the working "
                        + "directory:"
                        + " path=" + path + " looked-at=" + root.toAbsolutePath().normalize());
            }
        } catch (IOException e) {
            throw new SourceException("a folder can't be listed: path=" + path, e);
        }
        return new InputFiles(path, List.copyOf(found));
    }

    private static boolean isVisible(Path child) {
        String name = child.getFileName().toString();
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static InputFile describe(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String key = String.valueOf(attributes.fileKey());
            int inode = key.indexOf("ino=");
            String stable = inode < 0 ? "none" : key.substring(inode + 4).replace(")", "");
            return new InputFile(file, file.getFileName().toString(), attributes.size(), stable);
        } catch (IOException e) {
            throw new SourceException("an input file can't be examined: path=" + file, e);
        }
    }

    /** The same files with another size for one of them. */
    InputFiles withSize(int index, long sizeBytes) {
        List<InputFile> changed = new ArrayList<>(files);
        InputFile file = changed.get(index);
        changed.set(index, new InputFile(file.path(), file.name(), sizeBytes, file.key()));
        return new InputFiles(path, List.copyOf(changed));
    }

    long totalBytes() {
        long total = 0;
        for (InputFile file : files) {
            total += file.sizeBytes();
        }
        return total;
    }

    /** The identity to be journaled: short facts first, then the names. */
    InputIdentity identity() {
        int headBytes = files.isEmpty() ? 0 : (int) Math.min(HEAD_BYTES, files.get(0).sizeBytes());
        CRC32C listing = new CRC32C();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            InputFile file = files.get(i);
            String line = file.name() + " " + file.sizeBytes() + "\n";
            listing.update(line.getBytes(StandardCharsets.UTF_8));
            if (files.size() > 1 && i < NAMED_FILES) {
                names.append("\n").append(line.trim());
            }
        }
        String key = files.isEmpty() ? "none" : files.get(0).key();
        return new InputIdentity(
                head(headBytes), headBytes, totalBytes(), files.size(), listing.getValue(), key, path,
                names.toString());
    }

    /** CRC32C of the first bytes of the first file. */
    long head(int headBytes) {
        CRC32C sum = new CRC32C();
        if (headBytes > 0) {
            try (InputStream in = Files.newInputStream(files.get(0).path())) {
                sum.update(in.readNBytes(headBytes));
            } catch (IOException e) {
                throw new SourceException("an input file can't be read: path=" + files.get(0).path(), e);
            }
        }
        return sum.getValue();
    }
}
