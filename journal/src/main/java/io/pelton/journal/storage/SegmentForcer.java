package io.pelton.journal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The durability barrier, on channels of our own: Chronicle's sync misses blocks and only logs errors. Order at a
 * roll: the old file (with its trailer and end mark), the new one with its metadata, the folder. {@link #begin} is
 * the appender's; {@link #force} is mostly the syncer's, and forces wait for each other.
 */
public final class SegmentForcer implements AutoCloseable {
    private final Path directory;
    private final Object forcing = new Object();
    private final List<FileChannel> ended = new ArrayList<>();
    private FileChannel current;
    private boolean isNew;

    public SegmentForcer(Path directory) {
        this.directory = directory;
    }

    /**
     * A new file has begun and the current one, if any, has ended: both must be known here before the new one is
     * written.
     */
    public void begin(Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        synchronized (this) {
            if (current != null) {
                ended.add(current);
            }
            current = channel;
            isNew = true;
        }
    }

    public void force() throws IOException {
        synchronized (forcing) {
            forceAll();
        }
    }

    private void forceAll() throws IOException {
        final List<FileChannel> old;
        final FileChannel now;
        final boolean isFirst;
        synchronized (this) {
            old = List.copyOf(ended);
            now = current;
            isFirst = isNew;
        }
        // By index: an iterator for each force is most of what a quiet engine would allocate.
        for (int i = 0; i < old.size(); i++) {
            old.get(i).force(true);
        }
        if (now == null) {
            return;
        }
        now.force(isFirst);
        if (isFirst) {
            DurableFiles.forceDirectory(directory);
        }
        synchronized (this) {
            if (!old.isEmpty()) {
                ended.removeAll(old);
            }
            isNew = isNew && now != current;
        }
        for (int i = 0; i < old.size(); i++) {
            old.get(i).close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (final FileChannel channel : ended) {
            channel.close();
        }
        ended.clear();
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
