package io.pelton.journal.recovery;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotReader;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files beside the journals prove about them: a snapshot counts on inputs and outputs forced before it; a
 * cursor names a cause that had been durable when its output was let out, unless inputs aren't waited for.
 *
 * @param input           proof for the input journal
 * @param output          proof for the output journal
 * @param inputNeededFrom first input that the newest good snapshot lacks
 * @param outputNeededFrom first output that it lacks
 * @param findings        what the files themselves are like
 */
public record StateEvidence(
        DurabilityProof input, DurabilityProof output, long inputNeededFrom, long outputNeededFrom,
        List<Finding> findings) {

    /** Manifest entry: the last epoch in which outputs left without waiting for their inputs to be durable. */
    public static final String UNGATED_EPOCH = "ungated-epoch";

    /**
     * @param isGated    outputs leave only behind durable inputs, so that cursors prove something
     * @param isThorough reads every snapshot through; otherwise the newest good one, and of the others the header
     */
    public static StateEvidence of(Path stateDirectory, Manifest manifest, boolean isGated, boolean isThorough)
            throws IOException {
        final List<Finding> findings = new ArrayList<>();
        DurabilityProof input = DurabilityProof.NONE;
        DurabilityProof output = DurabilityProof.NONE;
        SnapshotHeader newest = null;
        for (final Path file : SnapshotStore.files(stateDirectory.resolve(StateFolder.SNAPSHOTS))) {
            final boolean isRead = isThorough || newest == null;
            final SnapshotHeader header = checked(file, isRead, manifest.inputJournalId(), findings);
            if (header != null) {
                final String source = "snapshot " + file.getFileName();
                input = input.or(new DurabilityProof(header.inputSequence(), source));
                output = output.or(new DurabilityProof(header.outputSequence(), source));
                newest = newest == null ? header : newest;
            }
        }
        for (final Path file : cursors(stateDirectory.resolve(StateFolder.CURSORS))) {
            final CursorFile.Content content = CursorFile.read(file, manifest.outputJournalId());
            findings.add(describe(file, content));
            if (isGated && content.position().epoch() > ungatedEpoch(manifest)) {
                input = input.or(
                        new DurabilityProof(content.position().causeSequence(), "cursor " + file.getFileName()));
            }
        }
        return new StateEvidence(
                input, output, newest == null ? 0 : newest.inputSequence() + 1,
                newest == null ? 0 : newest.outputSequence() + 1, List.copyOf(findings));
    }

    private static int ungatedEpoch(Manifest manifest) {
        return (int) manifest.number(UNGATED_EPOCH, 0);
    }

    private static SnapshotHeader checked(Path file, boolean isRead, long journalId, List<Finding> findings)
            throws IOException {
        try {
            final SnapshotHeader header = isRead ? SnapshotReader.verify(file) : SnapshotReader.headerOf(file);
            if (header.journalId() != journalId) {
                findings.add(new Finding(Severity.REPAIRABLE, file, "a snapshot of another journal, passed over"));
                return null;
            }
            findings.add(new Finding(
                    Severity.CLEAN, file,
                    "snapshot at input " + header.inputSequence() + ", output " + header.outputSequence()));
            return header;
        } catch (CorruptJournalException e) {
            findings.add(new Finding(Severity.REPAIRABLE, file, e.getMessage()));
            return null;
        }
    }

    private static Finding describe(Path file, CursorFile.Content content) {
        final String where = "delivered to output " + content.position().outputSequence();
        return content.badBytes() == 0
                ? new Finding(Severity.CLEAN, file, where)
                : new Finding(Severity.REPAIRABLE, file, where + "; bad bytes: " + content.badBytes());
    }

    private static List<Path> cursors(Path directory) throws IOException {
        final List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    if (!file.toString().endsWith(DurableFiles.ASIDE_SUFFIX)) {
                        found.add(file);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }
}
