package io.pelton.perf.snapshot;

import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * When snapshots were under way, seen from outside: from the appearance of the file aside to its disappearance. A
 * thread of its own looks every few milliseconds.
 */
final class SnapshotSpans implements AutoCloseable {
    private static final long LOOK_NS = 2_000_000;
    /** What the watcher may be late, and what happens before the file appears. */
    private static final long MARGIN_NS = 25_000_000;

    private final Path folder;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final List<long[]> spans = new ArrayList<>();
    private final Thread watcher = new Thread(this::watch, "snapshot-watcher");
    private long largestBytes;

    SnapshotSpans(Path folder) {
        this.folder = folder;
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        long begunNs = 0;
        while (!isClosed.get()) {
            boolean isUnderWay = look();
            long nowNs = System.nanoTime();
            if (isUnderWay && begunNs == 0) {
                begunNs = nowNs;
            } else if (!isUnderWay && begunNs != 0) {
                spans.add(new long[] {begunNs, nowNs});
                begunNs = 0;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        if (begunNs != 0) {
            spans.add(new long[] {begunNs, System.nanoTime()});
        }
    }

    private boolean look() {
        boolean isFound = false;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + DurableFiles.ASIDE_SUFFIX)) {
                for (Path file : files) {
                    isFound = true;
                    largestBytes = Math.max(largestBytes, sizeOf(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the snapshots' folder can't be read: folder=" + folder, e);
            }
        }
        return isFound;
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Ends the watching; afterwards the figures may be read. */
    @Override
    public void close() {
        isClosed.set(true);
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when this moment lies in a snapshot, or so near to one that it can't be told. */
    boolean covers(long timeNs) {
        for (long[] span : spans) {
            if (timeNs >= span[0] - MARGIN_NS && timeNs <= span[1] + MARGIN_NS) {
                return true;
            }
        }
        return false;
    }

    /** Snapshots that began at this time or later. */
    int count(long fromNs) {
        return (int) spans.stream().filter(span -> span[0] >= fromNs).count();
    }

    /** Nanoseconds of each snapshot that began at this time or later. */
    double[] durationsNs(long fromNs) {
        return spans.stream().filter(span -> span[0] >= fromNs).mapToDouble(span -> span[1] - span[0]).toArray();
    }

    long largestBytes() {
        return largestBytes;
    }
}
