package io.pelton.connectors.filesystem;

import io.pelton.engine.sink.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a sink: finished parts that never change, named {@code part-<first sequence>-<last sequence>.<format>}
 * with zeros in front so that names sort in output order; at most one part in progress, which begins with a dot; and
 * {@code .pelton-sink}, which says whose folder it is. One thread; errors are SinkExceptions.
 */
final class PartFolder implements AutoCloseable {
    private static final String OWNER = ".pelton-sink";
    private static final String OWNER_ASIDE = ".pelton-sink.tmp";
    private static final String IN_PROGRESS = ".part-";
    private static final Pattern PART = Pattern.compile("part-(\\d{19})-(\\d{19})\\.\\w+");

    private final Path folder;
    private final String extension;
    private Path current;
    private FileChannel channel;
    private boolean isFailed;

    PartFolder(Path folder, String extension) {
        this.folder = folder;
        this.extension = extension;
    }

    /**
     * Makes or adopts the folder and removes the part that an interrupted run left.
     *
     * @param owner names the run and the table
     * @return the last sequence of the last finished part, -1 for none
     */
    long open(String owner) {
        try {
            createDurably(folder.toAbsolutePath());
            long last = lastSequence();
            Path ownerFile = folder.resolve(OWNER);
            String found = Files.exists(ownerFile) ? Files.readString(ownerFile) : null;
            if (!owner.equals(found) && last >= 0) {
                throw new SinkException("the folder holds the parts of another run: delete or move them, choose"
                        + " another path, or, unless --fresh has cleared its state, continue that run; path="
                        + folder);
            }
            own(ownerFile, owner);
            removeLeftovers();
            force(folder);
            return last;
        } catch (IOException e) {
            throw new SinkException("the sink's folder can't be opened; is it a folder that may be written? path="
                    + folder, e);
        }
    }

    /** Written anew each time: what a process left that was killed, or whose force failed, may not be on the disk. */
    private static void own(Path ownerFile, String owner) throws IOException {
        Path aside = ownerFile.resolveSibling(OWNER_ASIDE);
        Files.writeString(aside, owner);
        force(aside);
        Files.move(aside, ownerFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private long lastSequence() throws IOException {
        long last = -1;
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                Matcher matcher = PART.matcher(child.getFileName().toString());
                if (matcher.matches()) {
                    last = Math.max(last, Long.parseLong(matcher.group(2)));
                }
            }
        }
        return last;
    }

    private void removeLeftovers() throws IOException {
        List<Path> leftovers;
        try (Stream<Path> children = Files.list(folder)) {
            leftovers = children.filter(child -> child.getFileName().toString().startsWith(IN_PROGRESS)).toList();
        }
        for (Path leftover : leftovers) {
            Files.delete(leftover);
        }
    }

    /** After a failed write or force nobody knows what the disk holds: nothing more is tried. */
    private SinkException failed(String message, Path path, IOException cause) {
        isFailed = true;
        return new SinkException(message + ", is the disk full? path=" + path, cause);
    }

    private void checkNotFailed() {
        if (isFailed) {
            throw new SinkException("an earlier write failed, start again to repair the folder: path=" + folder);
        }
    }

    /** Begins a part. */
    void begin(long firstSequence) {
        checkNotFailed();
        current = folder.resolve(String.format(Locale.ROOT, IN_PROGRESS + "%019d.%s", firstSequence, extension));
        try {
            channel = FileChannel.open(current, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed("a part can't be created", current, e);
        }
    }

    void write(ByteBuffer bytes) {
        checkNotFailed();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed("a part can't be written", current, e);
        }
    }

    /** Makes the part in progress a finished one, for good. */
    void finish(long firstSequence, long lastSequence) {
        checkNotFailed();
        Path part = folder.resolve(
                String.format(Locale.ROOT, "part-%019d-%019d.%s", firstSequence, lastSequence, extension));
        try {
            channel.force(true);
            channel.close();
            channel = null;
            Files.move(current, part, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw failed("a part can't be finished", part, e);
        }
    }

    /** Makes the folder and those above it, so that their names survive a power cut, also those that a kill left. */
    private static void createDurably(Path absolute) throws IOException {
        Files.createDirectories(absolute);
        for (Path parent = absolute.getParent(); parent != null && Files.isReadable(parent);
                parent = parent.getParent()) {
            force(parent);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** Drops a part in progress; the next open would do the same. */
    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
                Files.deleteIfExists(current);
            } catch (IOException e) {
                throw new SinkException("a part can't be closed: path=" + current, e);
            } finally {
                channel = null;
            }
        }
    }
}
