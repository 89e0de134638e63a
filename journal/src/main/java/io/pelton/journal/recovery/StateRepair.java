package io.pelton.journal.recovery;

import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Carries out what {@link RepairPlanner} decided: the decisions are durable first, so that an interrupted repair can
 * only be done again. Needs the folder's lock; one thread.
 */
public final class StateRepair {
    private final StateFolder folder;
    private final boolean isGated;
    private final SegmentRewriter.StorageOpener openStorage;

    /** @param isGated false for durability mode {@code none} */
    public StateRepair(StateFolder folder, boolean isGated, SegmentRewriter.StorageOpener openStorage) {
        this.folder = folder;
        this.isGated = isGated;
        this.openStorage = openStorage;
    }

    /** What would happen; changes nothing. {@code epochMs} is the time that the decisions would carry. */
    public RepairPlan plan(long epochMs) {
        try {
            return new RepairPlanner(folder.path(), folder.manifest(), isGated, epochMs).plan();
        } catch (IOException | InternalError e) {
            throw failed(e);
        }
    }

    /** Does it. */
    public void carryOut(RepairPlan plan) {
        try {
            if (plan.areDecisionsCut()) {
                cutDecisions();
            }
            for (final OverrideRecord added : plan.overrides()) {
                folder.override(added);
            }
            final int overrides = OverrideLog.require(folder.path(), folder.manifest().inputJournalId())
                    .records().size();
            folder.update(manifest -> plan.holdings().withOverrides(overrides).in(manifest));
            folder.raiseEpoch(plan.epoch());
            for (final Map.Entry<Path, Long> moved : plan.cursors().entrySet()) {
                moveCursor(moved.getKey(), moved.getValue());
            }
            for (final Path file : plan.quarantine()) {
                folder.takeOutOfUse(file);
            }
            if (plan.inputFrom() != null) {
                cutBeginning(plan.inputFrom());
            }
        } catch (IOException | InternalError e) {
            throw failed(e);
        }
    }

    private void cutDecisions() throws IOException {
        final Path file = folder.path().resolve(OverrideLog.FILE);
        if (Files.exists(file)) {
            Files.copy(file, JournalRecovery.freeName(folder.quarantine(), OverrideLog.FILE));
        }
        OverrideLog.cutToReadable(folder.path(), folder.manifest().inputJournalId());
    }

    private void moveCursor(Path file, long outputSequence) {
        try (CursorFile cursor = CursorFile.open(file, folder.manifest().outputJournalId())) {
            final CursorFile.Position position = cursor.position();
            cursor.append(outputSequence, position.causeSequence(), position.epoch());
            cursor.force();
        }
    }

    private void cutBeginning(JournalRuns.Run from) throws IOException {
        final Path file = from.firstFile();
        final SegmentRewriter rewriter = new SegmentRewriter(
                folder.repair().resolve(file.getParent().getFileName()), folder.manifest().inputJournalId(),
                openStorage);
        final Path copy = rewriter.rewriteFrom(file, from.first());
        final Path kept = JournalRecovery.freeName(
                folder.quarantine(), file.getParent().getFileName() + "-" + file.getFileName());
        Files.copy(file, kept);
        DurableFiles.forceFile(kept);
        DurableFiles.forceDirectory(folder.quarantine());
        Files.move(copy, SegmentFiles.path(file.getParent(), SegmentFiles.segmentOf(file)),
                StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceDirectory(file.getParent());
        SegmentRewriter.clear(folder.repair().resolve(file.getParent().getFileName()));
    }

    private JournalFailedException failed(Throwable cause) {
        return new JournalFailedException("The state folder can't be repaired, check the disk and do it again; folder="
                + folder.path() + " cause=" + cause, cause);
    }
}
