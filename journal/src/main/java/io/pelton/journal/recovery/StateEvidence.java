package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OverrideLog;
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
import java.util.Map;

/**
 * What the files beside the journals prove about them: a snapshot counts on inputs and outputs forced before it; the
 * manifest names snapshots, also when they are gone; a cursor names a cause that had been durable when its output was
 * let out, unless inputs aren't waited for.
 *
 * @param input    about the input journal
 * @param output   about the output journal
 * @param findings what the files themselves are like
 */
public record StateEvidence(JournalEvidence input, JournalEvidence output, List<Finding> findings) {

    /** Manifest entry: the last epoch in which outputs left without waiting for their inputs to be durable. */
    public static final String UNGATED_EPOCH = "ungated-epoch";

    /**
     * Reads them.
     *
     * @param isGated    outputs leave only behind durable inputs, so that cursors prove something
     * @param isThorough reads every snapshot through; otherwise the newest good one, and of the others the header
     */
    public static StateEvidence of(Path stateDirectory, Manifest manifest, boolean isGated, boolean isThorough)
            throws IOException {
        return new Collector(stateDirectory, manifest, isGated, isThorough).collect();
    }

    /** The snapshots that verify, newest first. */
    static List<SnapshotStore.Entry> goodSnapshots(Path stateDirectory, long journalId) throws IOException {
        final List<SnapshotStore.Entry> good = new ArrayList<>();
        for (final Path file : SnapshotStore.files(stateDirectory.resolve(StateFolder.SNAPSHOTS))) {
            try {
                final SnapshotHeader header = SnapshotReader.verify(file);
                if (header.journalId() == journalId && SnapshotStore.isNamedFor(file, header)) {
                    good.add(new SnapshotStore.Entry(file, header));
                }
            } catch (CorruptJournalException e) {
                continue;
            }
        }
        return good;
    }

    /** Files of cursors, sorted; left-overs of interrupted writing aren't among them. */
    static List<Path> cursors(Path stateDirectory) throws IOException {
        final Path directory = stateDirectory.resolve(StateFolder.CURSORS);
        final List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    if (!file.toString().endsWith(DurableFiles.ASIDE_SUFFIX) && Files.isRegularFile(file)) {
                        found.add(file);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }

    static Finding staleManifest(Path directory, int found, int epoch) {
        return new Finding(
                Severity.DAMAGED, directory, Finding.NO_POSITION,
                "segments of start " + found + ", but the manifest knows of " + epoch + " starts only: both of its"
                        + " copies are old ones",
                "a start stops: what else is missing can't be told");
    }

    /** One pass. */
    private static final class Collector {
        private final Path directory;
        private final Manifest manifest;
        private final boolean isGated;
        private final boolean isThorough;
        private final Holdings held;
        private final List<Finding> findings = new ArrayList<>();
        private DurabilityProof input = DurabilityProof.NONE;
        private DurabilityProof output = DurabilityProof.NONE;
        private SnapshotHeader newest;

        private Collector(Path directory, Manifest manifest, boolean isGated, boolean isThorough) {
            this.directory = directory;
            this.manifest = manifest;
            this.isGated = isGated;
            this.isThorough = isThorough;
            this.held = Holdings.of(manifest);
        }

        private StateEvidence collect() throws IOException {
            for (final Path file : SnapshotStore.files(directory.resolve(StateFolder.SNAPSHOTS))) {
                snapshot(file);
            }
            missingSnapshots();
            for (final Path file : cursors(directory)) {
                cursor(file);
            }
            missingCursors();
            final OverrideLog.Content overrides = overrides();
            return new StateEvidence(
                    new JournalEvidence(input, newest == null ? 0 : newest.inputSequence() + 1,
                            segments(held.input()), overrides.losses(StateFolder.INPUT)),
                    new JournalEvidence(output, newest == null ? 0 : newest.outputSequence() + 1,
                            segments(held.output()), overrides.losses(StateFolder.OUTPUT)),
                    List.copyOf(findings));
        }

        /** Without waiting for the disk, a power cut may take whole files. */
        private Holdings.Segments segments(Holdings.Segments known) {
            return isGated ? known : new Holdings.Segments(known.baseSequence(), 0);
        }

        private void snapshot(Path file) throws IOException {
            final SnapshotHeader header = checked(file);
            if (header == null) {
                return;
            }
            final String source = "snapshot " + file.getFileName();
            input = input.or(new DurabilityProof(header.inputSequence(), source));
            output = output.or(new DurabilityProof(header.outputSequence(), source));
            newest = newest == null ? header : newest;
        }

        private SnapshotHeader checked(Path file) throws IOException {
            try {
                final SnapshotHeader header =
                        isThorough || newest == null ? SnapshotReader.verify(file) : SnapshotReader.headerOf(file);
                if (header.journalId() != manifest.inputJournalId()) {
                    passedOver(file, Finding.NO_POSITION, "a snapshot of another journal");
                    return null;
                }
                if (!SnapshotStore.isNamedFor(file, header)) {
                    passedOver(file, Finding.NO_POSITION,
                            "a snapshot at input " + header.inputSequence() + " under another one's name");
                    return null;
                }
                findings.add(Finding.clean(file,
                        "snapshot at input " + header.inputSequence() + ", output " + header.outputSequence()));
                return header;
            } catch (CorruptJournalException e) {
                passedOver(file, SnapshotReader.positionOf(e), e.getMessage());
                return null;
            }
        }

        private void passedOver(Path file, long position, String what) {
            findings.add(new Finding(Severity.REPAIRABLE, file, position, what,
                    "a start passes it over and replays more input"));
        }

        /** What the manifest says of a snapshot holds even when the file is gone. */
        private void missingSnapshots() {
            for (final Map.Entry<String, Holdings.Point> entry : held.snapshots().entrySet()) {
                final String source = "the manifest's entry of " + entry.getKey();
                input = input.or(new DurabilityProof(entry.getValue().inputSequence(), source));
                output = output.or(new DurabilityProof(entry.getValue().outputSequence(), source));
                final Path file = directory.resolve(StateFolder.SNAPSHOTS).resolve(entry.getKey());
                if (!Files.exists(file)) {
                    findings.add(new Finding(Severity.REPAIRABLE, file, Finding.NO_POSITION,
                            "a snapshot that the manifest names is missing",
                            "a start uses another one and replays more input"));
                }
            }
        }

        private void cursor(Path file) throws IOException {
            final CursorFile.Content content = CursorFile.read(file, manifest.outputJournalId());
            final CursorFile.Position position = content.position();
            final String where = "delivered to output " + position.outputSequence();
            final Long known = held.cursors().get(file.getFileName().toString());
            if (known != null && position.outputSequence() < known) {
                findings.add(new Finding(Severity.DAMAGED, file, content.badPosition(),
                        where + ", but the manifest knows that it had reached output " + known,
                        "a sink that doesn't know by itself what it has would get results twice"));
            } else if (content.badBytes() == 0) {
                findings.add(Finding.clean(file, where));
            } else if (content.isTailBad()) {
                findings.add(new Finding(Severity.REPAIRABLE, file, content.badPosition(),
                        where + "; bad bytes at the end: " + content.badBytes(),
                        "the next start goes on behind the last good record"));
            } else {
                findings.add(new Finding(Severity.HARMLESS, file, content.badPosition(),
                        where + "; bad bytes before: " + content.badBytes(), "newer records count"));
            }
            if (isGated && position.epoch() > ungatedEpoch()) {
                input = input.or(new DurabilityProof(position.causeSequence(), "cursor " + file.getFileName()));
            }
        }

        private void missingCursors() {
            for (final Map.Entry<String, Long> entry : held.cursors().entrySet()) {
                final Path file = directory.resolve(StateFolder.CURSORS).resolve(entry.getKey());
                if (!Files.exists(file)) {
                    findings.add(new Finding(
                            entry.getValue() < 0 ? Severity.REPAIRABLE : Severity.DAMAGED, file, Finding.NO_POSITION,
                            "the cursor file is missing; it had reached output " + entry.getValue(),
                            entry.getValue() < 0 ? "the next start writes it anew"
                                    : "a sink that doesn't know by itself what it has would get everything again"));
                }
            }
        }

        private OverrideLog.Content overrides() throws IOException {
            final OverrideLog.Content content = OverrideLog.read(directory, manifest.inputJournalId());
            final Path file = directory.resolve(OverrideLog.FILE);
            final int count = content.records().size();
            if (content.isDamaged() || count < held.overrides()) {
                findings.add(new Finding(Severity.DAMAGED, file,
                        content.badBytes() > 0 ? content.goodBytes() : Finding.NO_POSITION,
                        count + " decisions can be read, the manifest knows of " + held.overrides(),
                        "a start stops: without them it would compute something else than before"));
            } else if (content.badBytes() > 0) {
                findings.add(new Finding(Severity.HARMLESS, file, content.goodBytes(),
                        count + " decisions, and an unfinished one", "an unfinished one never counted"));
            } else if (Files.exists(file)) {
                findings.add(Finding.clean(file, count + " decisions"));
            }
            return content;
        }

        private int ungatedEpoch() {
            return (int) manifest.number(UNGATED_EPOCH, 0);
        }
    }

    /** Something that no start may pass over is wrong with the override log or the manifest. */
    public void requireDecisions() {
        for (final Finding finding : findings) {
            if (finding.severity() == Severity.DAMAGED && finding.file().endsWith(OverrideLog.FILE)) {
                throw new CorruptJournalException(finding.text());
            }
        }
    }

    /** The highest sequence that any cursor has, −1 for none. */
    static long highestDelivered(Path stateDirectory, long outputJournalId) throws IOException {
        long highest = BlockLayout.NO_SEQUENCE;
        for (final Path file : cursors(stateDirectory)) {
            highest = Math.max(highest, CursorFile.read(file, outputJournalId).position().outputSequence());
        }
        return highest;
    }
}
