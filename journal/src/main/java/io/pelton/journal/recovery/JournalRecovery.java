package io.pelton.journal.recovery;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.JournalMending;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.SegmentInfo;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of one journal fit to be opened: checks them, cuts what may be cut, stops when something durable is
 * gone. The caller holds the state folder's lock. Every step can be cut off and done again.
 */
public final class JournalRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);

    private final Path directory;
    private final Path repair;
    private final Path quarantine;
    private final long journalId;
    private final SegmentRewriter rewriter;

    /** @param openStorage opens an empty folder for the copy of a segment, with room for this many bytes */
    public JournalRecovery(
            Path directory, Path repair, Path quarantine, long journalId, SegmentRewriter.StorageOpener openStorage) {
        this.directory = directory;
        this.repair = repair.resolve(directory.getFileName());
        this.quarantine = quarantine;
        this.journalId = journalId;
        this.rewriter = new SegmentRewriter(this.repair, journalId, openStorage);
    }

    /**
     * Checks and mends, and makes durable all that was found: what is acknowledged next may rest on it.
     *
     * @param cut where the journal is to end at the latest
     * @throws CorruptJournalException with the report when something durable is gone; nothing was changed then
     */
    public JournalPosition recover(int epoch, boolean isInput, StateEvidence evidence, JournalCut cut)
            throws IOException {
        Files.createDirectories(directory);
        final JournalScan scan = JournalScan.of(
                directory, journalId, isInput, isInput ? evidence.input() : evidence.output(), false, cut);
        final List<Finding> findings = new ArrayList<>(scan.findings());
        if (scan.highestEpoch() > epoch) {
            findings.add(StateEvidence.staleManifest(directory, scan.highestEpoch(), epoch));
        }
        final VerifyReport report = new VerifyReport(findings);
        if (report.severity() == Severity.DAMAGED) {
            throw new CorruptJournalException(report.problems().text().strip());
        }
        final int nextSegment = highestNumber() + 1;
        if (report.severity() == Severity.REPAIRABLE) {
            LOG.warn("A journal is being mended.\n{}", report.problems().text().strip());
        }
        final JournalMending mending = mend(scan);
        return new JournalPosition(
                journalId, epoch, nextSegment, scan.lastSequence(), scan.denseEnd(), scan.lastCrc(),
                makeDurable(scan), mending);
    }

    /**
     * Writes every segment into a new container. For the case that all blocks check and Chronicle still can't open
     * the files: then it is its own part of them that is damaged.
     */
    public void renewContainers(JournalPosition position) throws IOException {
        for (final SegmentInfo info : position.segments()) {
            renew(SegmentFiles.path(directory, info.number()));
        }
        SegmentRewriter.clear(repair);
    }

    /** Brings the segments that another kind of storage has laid out into files of this one. */
    public void convert(JournalPosition position, StorageKind kind) throws IOException {
        for (final SegmentInfo info : position.segments()) {
            final Path file = SegmentFiles.path(directory, info.number());
            if (SegmentFiles.kindOf(file) != kind) {
                renew(file);
            }
        }
        SegmentRewriter.clear(repair);
    }

    /** Lays a segment out anew, read through whatever was taken at its word before; what a copy leaves out is kept. */
    private void renew(Path file) throws IOException {
        final SegmentScan segment = SegmentScan.of(file, journalId);
        if (segment.hasBadBytes() || segment.hasHole()) {
            copyToQuarantine(file);
        }
        replace(segment);
    }

    /** The copy takes the segment's place: under its name, or beside it first when another kind of storage made it. */
    private void replace(SegmentScan segment) throws IOException {
        final Path copy = rewriter.rewrite(segment);
        final Path target = directory.resolve(copy.getFileName().toString());
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceDirectory(directory);
        for (final StorageKind kind : StorageKind.values()) {
            final Path other = SegmentFiles.path(directory, segment.number(), kind);
            if (!other.equals(target) && Files.deleteIfExists(other)) {
                DurableFiles.forceDirectory(directory);
            }
        }
    }

    private JournalMending mend(JournalScan scan) throws IOException {
        int ended = 0;
        boolean isCut = !scan.lost().isEmpty();
        int quarantined = scan.lost().size();
        long lostBlocks = 0;
        for (final SegmentScan segment : scan.lost()) {
            lostBlocks += segment.rowBlocks() + segment.blocksBehind();
        }
        for (int i = scan.lost().size() - 1; i >= 0; i--) {
            moveToQuarantine(scan.lost().get(i).file());
        }
        final boolean isAnyRenewed =
                scan.kept().stream().anyMatch(segment -> segment.isSealed() && scan.isUnproven(segment));
        for (final SegmentScan segment : scan.kept()) {
            if (segment.isSealed()) {
                if (scan.isUnproven(segment) || isAnyRenewed && isEndMarkMissing(segment)) {
                    // Forcing it again would prove nothing if the force that ended the last process had failed.
                    renew(segment.file());
                }
                continue;
            }
            if (segment.hasBadBytes() || segment.hasHole()) {
                copyToQuarantine(segment.file());
                quarantined++;
            }
            lostBlocks += segment.blocksBehind();
            isCut |= segment.hasHole() || segment.hasBadBytes() && !segment.hasTrailer();
            replace(segment);
            ended++;
        }
        SegmentRewriter.clear(repair);
        return new JournalMending(
                isCut ? scan.lastSequence() : JournalMending.NOT_CUT, lostBlocks, ended, quarantined);
    }

    /** Chronicle finds no way from such a segment into one that was laid out anew. */
    private static boolean isEndMarkMissing(SegmentScan segment) throws IOException {
        final boolean isUnread = segment.goodEnd() == 0;
        if (isUnread || SegmentFiles.kindOf(segment.file()) != StorageKind.CHRONICLE) {
            return false;
        }
        final ByteBuffer mark = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            channel.read(mark, segment.goodEnd());
        }
        return mark.getInt(0) != SegmentWalk.END_MARK;
    }

    private List<SegmentInfo> makeDurable(JournalScan scan) throws IOException {
        final List<SegmentInfo> segments = new ArrayList<>();
        for (final SegmentScan segment : scan.kept()) {
            // Mending may have laid the segment out anew, for another kind of storage.
            final Path file = SegmentFiles.path(directory, segment.number());
            DurableFiles.forceFile(file);
            segments.add(new SegmentInfo(segment.number(), segment.baseSequence(), SegmentFiles.usedBytes(file)));
        }
        DurableFiles.forceDirectory(directory);
        return segments;
    }

    /** The highest number ever seen here: a number that is in quarantine is never given again. */
    private int highestNumber() throws IOException {
        int highest = 0;
        for (final int number : SegmentFiles.list(directory)) {
            highest = Math.max(highest, number);
        }
        final String prefix = directory.getFileName() + "-";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(quarantine, prefix + "*")) {
            for (final Path file : files) {
                final String name = file.getFileName().toString().substring(prefix.length());
                for (final StorageKind kind : StorageKind.values()) {
                    final int end = name.indexOf(kind.suffix());
                    if (end > 0) {
                        final Path plain = Path.of(name.substring(0, end) + kind.suffix());
                        highest = Math.max(highest, SegmentFiles.segmentOf(plain));
                    }
                }
            }
        }
        return highest;
    }

    private void moveToQuarantine(Path file) throws IOException {
        Files.move(file, quarantineName(file), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.forceDirectory(quarantine);
        DurableFiles.forceDirectory(directory);
    }

    /** A second name for the same bytes where the file system can; the first name is about to be given to the copy. */
    private void copyToQuarantine(Path file) throws IOException {
        final Path target = quarantineName(file);
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, target);
            DurableFiles.forceFile(target);
        }
        DurableFiles.forceDirectory(quarantine);
    }

    private Path quarantineName(Path file) {
        return freeName(quarantine, directory.getFileName() + "-" + file.getFileName());
    }

    /** The name that a journal's file gets first in quarantine. */
    static Path quarantineName(Path journalDirectory, Path file) {
        return journalDirectory.resolveSibling(StateFolder.QUARANTINE)
                .resolve(journalDirectory.getFileName() + "-" + file.getFileName());
    }

    /** This name in a folder, with a number when it is taken. */
    static Path freeName(Path folder, String name) {
        Path target = folder.resolve(name);
        for (int i = 1; Files.exists(target); i++) {
            target = folder.resolve(name + "." + i);
        }
        return target;
    }
}
