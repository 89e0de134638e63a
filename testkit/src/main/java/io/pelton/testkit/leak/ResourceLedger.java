package io.pelton.testkit.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Notes the open files and live threads when it is made; what is more at the end is a leak. Files are seen on Linux;
 * elsewhere only threads are. One thread.
 *
 * <pre>
 *   ResourceLedger ledger = ResourceLedger.open();
 *   … open, use, close …
 *   ledger.assertNothingLeft();
 * </pre>
 */
public final class ResourceLedger {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long GRACE_MS = 2_000;

    private final TreeMap<String, Integer> files;
    private final Set<Thread> threads;

    private ResourceLedger(TreeMap<String, Integer> files, Set<Thread> threads) {
        this.files = files;
        this.threads = threads;
    }

    /** Notes what is open now. */
    public static ResourceLedger open() {
        return new ResourceLedger(openFiles(), liveThreads());
    }

    /**
     * Throws AssertionError naming the files and threads that are open beyond those noted; gives threads two seconds
     * to end.
     */
    public void assertNothingLeft() {
        List<String> left = new ArrayList<>(leftFiles());
        for (Thread thread : liveThreads()) {
            if (!threads.contains(thread) && isAliveAfterGrace(thread)) {
                left.add("thread " + thread.getName());
            }
        }
        if (!left.isEmpty()) {
            throw new AssertionError("left open, close them: " + String.join(", ", left));
        }
    }

    /** Files open now and not when the ledger was made, sorted. */
    public Set<String> leftFiles() {
        Set<String> left = new TreeSet<>();
        openFiles().forEach((file, count) -> {
            if (count > files.getOrDefault(file, 0)) {
                left.add("file " + file);
            }
        });
        return left;
    }

    private static boolean isAliveAfterGrace(Thread thread) {
        try {
            thread.join(GRACE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return thread.isAlive();
    }

    private static Set<Thread> liveThreads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    private static TreeMap<String, Integer> openFiles() {
        TreeMap<String, Integer> found = new TreeMap<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            descriptors.forEach(descriptor -> note(descriptor, found));
        } catch (IOException e) {
            throw new UncheckedIOException("open files can't be listed: folder=" + DESCRIPTORS, e);
        }
        return found;
    }

    private static void note(Path descriptor, TreeMap<String, Integer> found) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("/") && !target.startsWith("/proc/") && !target.startsWith("/dev/")
                    && !target.endsWith(".jar")) {
                found.merge(target, 1, Integer::sum);
            }
        } catch (IOException ignored) {
            // Closed in between, for example the descriptor of this very listing.
        }
    }
}
