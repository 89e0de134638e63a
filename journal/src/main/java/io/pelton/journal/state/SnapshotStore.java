package io.pelton.journal.state;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.DiskFullException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one state folder: whole files or none, the newest {@link #KEPT} of each plan until those of other
 * plans are removed. Not thread safe; the snapshot thread's.
 */
public final class SnapshotStore {
    public static final int KEPT = 3;
    public static final String SUFFIX = ".pls";

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    private static final String PREFIX = "snapshot-";

    private final Path directory;
    private final long journalId;

    /** A file that verified. */
    public record Entry(Path file, SnapshotHeader header) {
    }

    /** Removes what an interrupted writing has left. */
    public SnapshotStore(Path directory, long inputJournalId) {
        this.directory = directory;
        this.journalId = inputJournalId;
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + DurableFiles.ASIDE_SUFFIX)) {
                for (final Path file : files) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Begins a snapshot; one of the same input sequence is replaced when it is committed.
     *
     * @throws DiskFullException when there is no room for the file; the writer throws it, too, before it has forced
     */
    public SnapshotWriter begin(SnapshotHeader header) {
        if (header.journalId() != journalId) {
            throw new IllegalArgumentException("A snapshot of another journal; journalId=" + header.journalId());
        }
        try {
            return new SnapshotWriter(this, directory.resolve(nameOf(header)), header);
        } catch (IOException e) {
            throw DiskFullException.isFull(e)
                    ? new DiskFullException("A snapshot finds no room, a later one may; folder=" + directory, e)
                    : failed(e);
        }
    }

    /**
     * The newest one that verifies, read through once already; damaged ones are reported and passed over, older ones
     * not read.
     */
    public Optional<SnapshotReader> openNewest() {
        return openFirst(header -> true);
    }

    /** As {@link #openNewest()}, of this plan: the state of any other means nothing to it. */
    public Optional<SnapshotReader> openNewest(String planHash) {
        return openFirst(header -> header.planHash().equals(planHash));
    }

    private Optional<SnapshotReader> openFirst(Predicate<SnapshotHeader> isWanted) {
        try {
            for (final Path file : files(directory)) {
                final SnapshotHeader header = headerOf(file);
                if (header != null && isWanted.test(header) && isGood(file)) {
                    return Optional.of(SnapshotReader.open(file));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The file's name of a snapshot. */
    public static String nameOf(SnapshotHeader header) {
        return String.format("%s%020d%s", PREFIX, header.inputSequence() + 1, SUFFIX);
    }

    /** False for the copy of a snapshot under another one's name: an old one must not pass for a new one. */
    public static boolean isNamedFor(Path file, SnapshotHeader header) {
        return file.getFileName().toString().equals(nameOf(header));
    }

    private boolean isGood(Path file) throws IOException {
        try {
            final SnapshotHeader header = SnapshotReader.verify(file);
            return header.journalId() == journalId && isNamedFor(file, header);
        } catch (CorruptJournalException e) {
            LOG.warn("A damaged snapshot is passed over. {}", e.getMessage());
            return false;
        }
    }

    /** All that verify, newest first. Reads them through. */
    public List<Entry> list() {
        try {
            return list(directory, journalId);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As {@link #list()}, from outside: needs no lock, changes nothing. */
    public static List<Entry> list(Path directory, long journalId) throws IOException {
        final List<Entry> good = new ArrayList<>();
        for (final Path file : files(directory)) {
            try {
                final SnapshotHeader header = SnapshotReader.verify(file);
                if (header.journalId() == journalId && isNamedFor(file, header)) {
                    good.add(new Entry(file, header));
                } else {
                    LOG.warn("A snapshot of another journal or point is passed over. file={}", file);
                }
            } catch (CorruptJournalException e) {
                LOG.warn("A damaged snapshot is passed over. {}", e.getMessage());
            } catch (NoSuchFileException e) {
                LOG.debug("A snapshot was removed meanwhile, by the process that runs on it. {}", e.getMessage());
            }
        }
        return good;
    }

    /** The headers of all that have a readable one, newest first; nothing behind it is read, nothing changed. */
    public static List<SnapshotHeader> headers(Path directory, long journalId) throws IOException {
        final List<SnapshotHeader> headers = new ArrayList<>();
        for (final Path file : files(directory)) {
            final SnapshotHeader header = headerOf(file);
            if (header != null && header.journalId() == journalId) {
                headers.add(header);
            }
        }
        return headers;
    }

    /** The snapshot files of a folder, newest first, unread. */
    public static List<Path> files(Path directory) throws IOException {
        final List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
                found.forEach(files::add);
            }
        }
        files.sort(Collections.reverseOrder());
        return files;
    }

    /** Input behind this sequence is needed by no kept snapshot; -1 when there is none. Reads headers only. */
    public long oldestInputSequence() {
        try {
            final List<Path> files = own();
            if (files.isEmpty()) {
                return BlockLayout.NO_SEQUENCE;
            }
            final String name = files.get(files.size() - 1).getFileName().toString();
            return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length())) - 1;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes the snapshots of every other plan, once the folder's manifest names this one. */
    public void removeOthers(String planHash) {
        try {
            boolean isAnyGone = false;
            for (final Path file : own()) {
                if (!isOf(file, planHash)) {
                    Files.delete(file);
                    isAnyGone = true;
                }
            }
            if (isAnyGone) {
                DurableFiles.forceDirectory(directory);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Those of other plans don't count: they mustn't push this plan's out. */
    void committed(String planHash) throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final Path file : own()) {
            if (isOf(file, planHash)) {
                files.add(file);
            }
        }
        for (int i = KEPT; i < files.size(); i++) {
            Files.delete(files.get(i));
        }
    }

    private boolean isOf(Path file, String planHash) throws IOException {
        final SnapshotHeader header = headerOf(file);
        return header != null && header.planHash().equals(planHash);
    }

    /** Newest first, without those of another journal, which mustn't push ours out, and unreadable ones. */
    private List<Path> own() throws IOException {
        final List<Path> own = new ArrayList<>();
        for (final Path file : files(directory)) {
            final SnapshotHeader header = headerOf(file);
            if (header != null && header.journalId() == journalId && isNamedFor(file, header)) {
                own.add(file);
            }
        }
        return own;
    }

    /** Null for an unreadable one. */
    private static SnapshotHeader headerOf(Path file) throws IOException {
        try {
            return SnapshotReader.headerOf(file);
        } catch (CorruptJournalException e) {
            LOG.debug("An unreadable snapshot doesn't count. {}", e.getMessage());
            return null;
        }
    }

    private JournalFailedException failed(IOException e) {
        return new JournalFailedException("Snapshots can't be kept; check the disk; folder=" + directory + " cause="
                + e, e);
    }
}
