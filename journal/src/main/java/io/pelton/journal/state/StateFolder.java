package io.pelton.journal.state;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The folder that makes a run durable and resumable. Open, it belongs to this object alone; a second one is refused
 * at once, in this process or another. Order of a start: {@link #open}; for a new folder {@link #initialise}, else
 * compare {@link #manifest} with what is to run; {@link #beginEpoch}; then the journals. The manifest may be read and
 * changed by several threads ({@link #update}); everything else belongs to one.
 */
public final class StateFolder implements AutoCloseable {
    public static final String MANIFEST = "MANIFEST";
    public static final String MANIFEST_COPY = "MANIFEST.copy";
    public static final String INPUT = "input";
    public static final String OUTPUT = "output";
    public static final String SNAPSHOTS = "snapshots";
    public static final String CURSORS = "cursors";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String PLANS = "plans";
    public static final String REPAIR = "repair";
    public static final String QUARANTINE = "quarantine";

    private static final int MAX_MANIFEST_BYTES = 1 << 20;
    private static final List<String> FOLDERS =
            List.of(INPUT, OUTPUT, SNAPSHOTS, CURSORS, DEAD_LETTERS, PLANS, REPAIR, QUARANTINE);
    private static final List<String> FILES = List.of(OverrideLog.FILE, OpenRow.FILE, DeathCount.FILE);

    private final Path directory;
    private final StateLock lock;
    private volatile Manifest manifest;

    private StateFolder(Path directory, StateLock lock, Manifest manifest) {
        this.directory = directory;
        this.lock = lock;
        this.manifest = manifest;
    }

    /**
     * Locks the folder, making it when it isn't there, and reads its manifest.
     *
     * @throws StateLockedException    when somebody else has it
     * @throws CorruptJournalException when there is state and no readable copy of its manifest
     */
    public static StateFolder open(Path directory) {
        return open(directory, false);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param isDiscarded removes the state first, readable or not; a folder that has files and neither copy of a
     *                    manifest isn't known to be ours and is refused
     */
    public static StateFolder open(Path directory, boolean isDiscarded) {
        try {
            DurableFiles.createDirectories(directory);
            final StateLock lock = StateLock.acquire(directory);
            try {
                makeFolders(directory);
                final StateFolder folder = new StateFolder(directory, lock, null);
                if (isDiscarded && hasManifest(directory)) {
                    folder.clear();
                }
                folder.manifest = readManifest(directory).orElse(null);
                if (!folder.isNew()) {
                    OverrideLog.settle(directory, folder.manifest().inputJournalId());
                }
                return folder;
            } catch (IOException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalFailedException("The state folder can't be opened; folder=" + directory + " cause=" + e,
                    e);
        }
    }

    /** The names that are found are forced, too: the process that gave them may have died before it came to that. */
    private static void makeFolders(Path directory) throws IOException {
        for (final String name : FOLDERS) {
            final Path folder = directory.resolve(name);
            Files.createDirectories(folder);
            DurableFiles.forceDirectory(folder);
        }
        DurableFiles.forceDirectory(directory);
    }

    /** The newest readable copy; empty for a folder without any state. Needs no lock. */
    public static Optional<Manifest> readManifest(Path directory) throws IOException {
        final Manifest first = readCopy(directory.resolve(MANIFEST));
        final Manifest second = readCopy(directory.resolve(MANIFEST_COPY));
        if (first == null && second == null) {
            if (hasManifest(directory)) {
                throw new CorruptJournalException(
                        "There is state but no readable manifest; restore MANIFEST from a backup or start over"
                                + " with --fresh; folder=" + directory);
            }
            if (hasContent(directory)) {
                throw new CorruptJournalException(
                        "There are files but no manifest; choose another folder, restore MANIFEST from a backup, or"
                                + " remove the files yourself; folder=" + directory);
            }
            return Optional.empty();
        }
        final boolean isFirstNewer =
                second == null || first != null && first.generation() >= second.generation();
        return Optional.of(isFirstNewer ? first : second);
    }

    private static boolean hasManifest(Path directory) {
        return Files.exists(directory.resolve(MANIFEST)) || Files.exists(directory.resolve(MANIFEST_COPY));
    }

    private static boolean hasContent(Path directory) throws IOException {
        for (final String name : FOLDERS) {
            final Path folder = directory.resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> paths = Files.walk(folder)) {
                    if (paths.anyMatch(Files::isRegularFile)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Reads one copy; null when it is missing or damaged. */
    public static Manifest readCopy(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) <= MAX_MANIFEST_BYTES
                ? Manifest.decode(Files.readAllBytes(file)) : null;
    }

    /** True while the folder has no manifest. */
    public boolean isNew() {
        return manifest == null;
    }

    public Manifest manifest() {
        final Manifest current = manifest;
        if (current == null) {
            throw new IllegalStateException("Initialise the state folder first; folder=" + directory);
        }
        return current;
    }

    /** Gives a new folder its identity: journal ids are drawn here, once. */
    public void initialise(String planHash, String script, Map<String, String> entries) {
        if (manifest != null) {
            throw new IllegalStateException("The state folder has its identity already; folder=" + directory);
        }
        final SecureRandom random = new SecureRandom();
        store(new Manifest(0, random.nextLong(), random.nextLong(), planHash, script, 0, new TreeMap<>(entries)));
    }

    /** Counts a start; each start of an engine calls it once, before it opens journals. */
    public synchronized int beginEpoch() {
        store(manifest().withEpoch(manifest().epoch() + 1));
        return manifest().epoch();
    }

    /** The number of starts is at least this one. */
    public void raiseEpoch(int epoch) {
        update(current -> current.epoch() < epoch ? current.withEpoch(epoch) : current);
    }

    /** Changes the manifest as it is now and makes it durable; unchanged, nothing is written. Any thread; blocks. */
    public synchronized void update(UnaryOperator<Manifest> change) {
        final Manifest current = manifest();
        final Manifest changed = change.apply(current);
        if (!changed.equals(current)) {
            store(changed);
        }
    }

    /** As {@link #update}, of what the manifest says that must be there. */
    public void updateHoldings(UnaryOperator<Holdings> change) {
        update(current -> change.apply(Holdings.of(current)).in(current));
    }

    /** Records a decision that every later replay follows, for good, and says in the manifest that it is there. */
    public synchronized void override(OverrideRecord added) {
        try {
            final long journalId = manifest().inputJournalId();
            OverrideLog.append(directory, journalId, added);
            final int count = OverrideLog.require(directory, journalId).records().size();
            updateHoldings(holdings -> holdings.withOverrides(count));
        } catch (IOException e) {
            throw new JournalFailedException("The override log can't be written; folder=" + directory + " cause=" + e,
                    e);
        }
    }

    /**
     * Makes a changed manifest durable, in both copies, one after the other.
     *
     * @throws DiskFullException when there is no room for it: the old one counts, or already the new one at a restart
     */
    public synchronized void store(Manifest changed) {
        final Manifest next = changed.withGeneration(manifest == null ? 1 : manifest.generation() + 1);
        try {
            DurableFiles.replace(directory.resolve(MANIFEST), next.encode());
            DurableFiles.replace(directory.resolve(MANIFEST_COPY), next.encode());
        } catch (IOException e) {
            throw DiskFullException.isFull(e)
                    ? new DiskFullException("The manifest finds no room; folder=" + directory + " cause=" + e, e)
                    : new JournalFailedException("The manifest can't be written; folder=" + directory + " cause=" + e,
                    e);
        }
        manifest = next;
    }

    /**
     * Removes all state, for a run from the start; whatever Pelton didn't put there stays. Journals must be closed. The
     * manifests go last: until then the folder is known to be ours, and clearing it can be repeated.
     */
    public void clear() {
        try {
            for (final String name : FOLDERS) {
                deleteBelow(directory.resolve(name));
                DurableFiles.forceDirectory(directory.resolve(name));
            }
            for (final String name : FILES) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.deleteIfExists(directory.resolve(MANIFEST));
            Files.deleteIfExists(directory.resolve(MANIFEST_COPY));
            DurableFiles.forceDirectory(directory);
        } catch (IOException | UncheckedIOException e) {
            throw new JournalFailedException("The old state can't be removed; folder=" + directory + " cause=" + e, e);
        }
        manifest = null;
    }

    public Path path() {
        return directory;
    }

    public Path input() {
        return directory.resolve(INPUT);
    }

    public Path output() {
        return directory.resolve(OUTPUT);
    }

    public Path snapshots() {
        return directory.resolve(SNAPSHOTS);
    }

    public Path cursors() {
        return directory.resolve(CURSORS);
    }

    public Path deadLetters() {
        return directory.resolve(DEAD_LETTERS);
    }

    public Path plans() {
        return directory.resolve(PLANS);
    }

    /** Copies being made of cut segments. */
    public Path repair() {
        return directory.resolve(REPAIR);
    }

    /** Files that recovery took out of use; Pelton never reads or removes them. */
    public Path quarantine() {
        return directory.resolve(QUARANTINE);
    }

    /** Moves a file below this folder to {@link #quarantine()}, for good. */
    public void takeOutOfUse(Path file) {
        try {
            final String name = file.getParent().getFileName() + "-" + file.getFileName();
            Path target = quarantine().resolve(name);
            for (int i = 1; Files.exists(target); i++) {
                target = quarantine().resolve(name + "." + i);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(quarantine());
            DurableFiles.forceDirectory(file.getParent());
        } catch (IOException e) {
            throw new JournalFailedException("A damaged file can't be moved; file=" + file + " cause=" + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new JournalFailedException("The state folder's lock can't be given back; folder=" + directory, e);
        }
    }

    private static void deleteBelow(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        final List<Path> found;
        try (Stream<Path> paths = Files.walk(folder)) {
            found = paths.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (final Path path : found) {
            if (!path.equals(folder)) {
                Files.delete(path);
            }
        }
    }
}
