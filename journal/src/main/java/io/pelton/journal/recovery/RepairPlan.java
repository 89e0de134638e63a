package io.pelton.journal.recovery;

import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.OverrideRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it would take to go on with a damaged state folder, and what that would lose.
 *
 * @param lines          for people: what is lost, what happens to it, who is concerned
 * @param overrides      decisions to be recorded
 * @param holdings       what the manifest is to say from then on
 * @param quarantine     files to be taken out of use
 * @param inputFrom      where the input journal is to begin, null when it stays or nothing of it does
 * @param cursors        cursors to be moved on over outputs that are gone, by file
 * @param epoch          the manifest's number of starts is raised to this one
 * @param areDecisionsCut the override log is to end where it can be read
 * @param isLoss         something that had been durable is gone for good
 */
public record RepairPlan(
        List<String> lines, List<OverrideRecord> overrides, Holdings holdings, List<Path> quarantine,
        JournalRuns.Run inputFrom, Map<Path, Long> cursors, int epoch, boolean areDecisionsCut, boolean isLoss) {

    public RepairPlan {
        lines = List.copyOf(lines);
        overrides = List.copyOf(overrides);
        quarantine = List.copyOf(quarantine);
        cursors = Map.copyOf(cursors);
    }

    /** False when a start wouldn't stop. */
    public boolean isNeeded() {
        return !lines.isEmpty();
    }
}
