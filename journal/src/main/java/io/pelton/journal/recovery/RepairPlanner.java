package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides how to go on with a damaged state folder. The rule for the input: the newest snapshot that verifies is
 * right, and so are the rows behind it up to the first that is missing; everything later is lost, also where it can be
 * read, because its results would rest on what is missing. Everything before the snapshot is only history. Sequences
 * of lost rows are never given again. Reads only; one thread.
 */
final class RepairPlanner {
    /** Numbers left free behind the highest one known: how far the lost end reached can't be known. */
    static final long MARGIN = 1L << 20;

    private final Path directory;
    private final Manifest manifest;
    private final boolean isGated;
    private final long epochMs;
    private final List<String> lines = new ArrayList<>();
    private final List<OverrideRecord> overrides = new ArrayList<>();
    private final List<Path> quarantine = new ArrayList<>();
    private final Map<Path, Long> cursors = new TreeMap<>();
    private List<SnapshotStore.Entry> snapshots;
    private Holdings holdings;
    private JournalScan input;
    private JournalScan output;
    private JournalRuns inputRuns;
    private JournalRuns.Run keptRun;
    private JournalRuns.Run inputFrom;
    private int epoch;
    private boolean areDecisionsCut;
    private boolean isLoss;

    RepairPlanner(Path directory, Manifest manifest, boolean isGated, long epochMs) {
        this.directory = directory;
        this.manifest = manifest;
        this.isGated = isGated;
        this.epochMs = epochMs;
        holdings = Holdings.of(manifest);
        epoch = manifest.epoch();
    }

    RepairPlan plan() throws IOException {
        final StateEvidence evidence = StateEvidence.of(directory, manifest, isGated, true);
        snapshots = new ArrayList<>(StateEvidence.goodSnapshots(directory, manifest.inputJournalId()));
        input = JournalScan.of(directory.resolve(StateFolder.INPUT), manifest.inputJournalId(), true,
                evidence.input(), true, JournalCut.NOWHERE);
        output = JournalScan.of(directory.resolve(StateFolder.OUTPUT), manifest.outputJournalId(), false,
                evidence.output(), true, JournalCut.NOWHERE);
        inputRuns = JournalRuns.of(directory.resolve(StateFolder.INPUT), manifest.inputJournalId());
        keptRun = inputRuns.continuing(snapshotInput());
        planDecisions();
        planManifest();
        planCursors();
        if (isDamaged(input)) {
            planInput();
        }
        if (isDamaged(output)) {
            planOutput();
        }
        if (!lines.isEmpty()) {
            planSnapshots();
        }
        return new RepairPlan(lines, overrides, holdings, quarantine, inputFrom, cursors, epoch, areDecisionsCut,
                isLoss);
    }

    private static boolean isDamaged(JournalScan scan) {
        return new VerifyReport(scan.findings()).severity() == Severity.DAMAGED;
    }

    private void planDecisions() throws IOException {
        final OverrideLog.Content content = OverrideLog.read(directory, manifest.inputJournalId());
        final int missing = holdings.overrides() - content.records().size();
        if (content.isDamaged() || missing > 0) {
            isLoss = true;
            areDecisionsCut = true;
            holdings = holdings.withOverrides(content.records().size());
            lines.add("decisions of earlier repairs or skipped rows can't be read (" + content.records().size()
                    + " can): replays of what lies before may compute something else");
        }
    }

    private void planManifest() {
        final int found = Math.max(input.highestEpoch(), output.highestEpoch());
        if (found > manifest.epoch()) {
            epoch = found;
            lines.add("both copies of the manifest are old ones: the number of starts is set to " + found
                    + "; what else the newer manifest said is lost");
            isLoss = true;
        }
    }

    private void planCursors() throws IOException {
        final SortedMap<String, Long> known = new TreeMap<>(holdings.cursors());
        for (final Map.Entry<String, Long> entry : holdings.cursors().entrySet()) {
            final Path file = directory.resolve(StateFolder.CURSORS).resolve(entry.getKey());
            final long found = CursorFile.read(file, manifest.outputJournalId()).position().outputSequence();
            if (found < entry.getValue()) {
                isLoss = true;
                known.put(entry.getKey(), found);
                lines.add("cursor " + entry.getKey() + " stands at output " + found + " instead of at least "
                        + entry.getValue() + ": unless the sink knows by itself what it has, it gets the results"
                        + " behind " + found + " again");
            }
        }
        holdings = holdings.withCursors(known);
    }

    private void planInput() throws IOException {
        final long highest = Math.max(Math.max(inputRuns.highest(), input.proof().sequence()), snapshotInput());
        final long keptLast = keptRun == null ? snapshotInput() : keptRun.last();
        final Path folder = directory.resolve(StateFolder.INPUT);
        isLoss = true;
        if (highest > keptLast || input.isNewestMissing()) {
            final long lastOutput = highestOutput() + MARGIN;
            overrides.add(OverrideRecord.loss(StateFolder.INPUT, keptRun == null ? 0 : keptLast + 1,
                    highest + MARGIN, lastOutput, epochMs, "pelton journal repair"));
            lines.add("input " + (keptLast + 1) + " to "
                    + (input.isNewestMissing() ? "an end that can't be told" : highest)
                    + " is lost: the state goes back to input "
                    + keptLast + (keptLast < 0 ? ", that is, to nothing," : "") + " and sources that can are read"
                    + " again from there; new input is numbered from " + (highest + MARGIN + 1));
            lines.add("results of the lost input that no sink has got are lost; new results are numbered from "
                    + (lastOutput + 1));
            describeSinks(keptLast);
        }
        if (keptRun == null) {
            for (final int number : SegmentFiles.list(folder)) {
                quarantine.add(SegmentFiles.path(folder, number));
            }
            holdings = holdings.withInput(Holdings.Segments.UNKNOWN);
        } else {
            planHistory(folder);
            holdings = holdings.withInput(new Holdings.Segments(keptRun.first(), 0));
        }
    }

    /** Rows before the stretch that stays are no longer connected to it: only replays needed them. */
    private void planHistory(Path folder) throws IOException {
        final int first = SegmentFiles.segmentOf(keptRun.firstFile());
        for (final int number : SegmentFiles.list(folder)) {
            if (number < first) {
                quarantine.add(SegmentFiles.path(folder, number));
            }
        }
        if (!keptRun.isAtBeginning()) {
            inputFrom = keptRun;
        }
        final long from = Math.max(0, Math.min(keptRun.first(), Holdings.of(manifest).input().baseSequence()));
        if (keptRun.first() > from) {
            overrides.add(OverrideRecord.loss(StateFolder.INPUT, from, keptRun.first() - 1, BlockLayout.NO_SEQUENCE,
                    epochMs, "pelton journal repair: history"));
            lines.add("input " + from + " to " + (keptRun.first() - 1) + " is lost as history: the snapshot at input "
                    + snapshotInput() + " has its effect, replays can't begin before it");
        }
    }

    private void describeSinks(long keptLast) throws IOException {
        for (final Path file : StateEvidence.cursors(directory)) {
            final CursorFile.Position position = CursorFile.read(file, manifest.outputJournalId()).position();
            lines.add(position.causeSequence() > keptLast
                    ? "sink " + name(file) + " has results of the lost input, up to output "
                    + position.outputSequence() + " caused by input " + position.causeSequence()
                    + ": what sources send again reaches it again, under new numbers"
                    : "sink " + name(file) + " has nothing of the lost input by its cursor, which stands at output "
                    + position.outputSequence());
        }
    }

    private void planOutput() throws IOException {
        final long firstLost = output.denseEnd() + 1;
        final long base = output.kept().isEmpty() ? firstLost : output.kept().get(0).baseSequence();
        holdings = holdings.withOutput(new Holdings.Segments(base, 0));
        if (output.proof().sequence() < firstLost) {
            isLoss = true;
            lines.add("outputs before " + base + " are lost");
            moveCursors(base - 1);
            return;
        }
        final int usable = olderSnapshotBefore(firstLost);
        if (usable >= 0) {
            for (int i = 0; i < usable; i++) {
                quarantine.add(snapshots.get(i).file());
            }
            snapshots = snapshots.subList(usable, snapshots.size());
            lines.add("outputs from " + firstLost + " on are computed again from "
                    + (snapshots.isEmpty() ? "the first input" : "the snapshot at input " + snapshotInput())
                    + ": nothing is lost");
            return;
        }
        final long last = Math.max(output.proof().sequence(), firstLost);
        isLoss = true;
        overrides.add(OverrideRecord.loss(StateFolder.OUTPUT, firstLost, last, BlockLayout.NO_SEQUENCE, epochMs,
                "pelton journal repair"));
        lines.add("outputs " + firstLost + " to " + last + " are lost for sinks that lack them: no snapshot that"
                + " verifies is old enough to compute them again");
        for (final Path file : StateEvidence.cursors(directory)) {
            final long has = CursorFile.read(file, manifest.outputJournalId()).position().outputSequence();
            if (has < last) {
                lines.add("sink " + name(file) + " lacks outputs " + Math.max(has + 1, firstLost) + " to " + last);
            }
        }
        if (output.kept().isEmpty()) {
            moveCursors(last);
        }
    }

    /** How many snapshots must go so that the next one, or the first input, is before this output; −1 for none. */
    private int olderSnapshotBefore(long firstLost) {
        for (int i = 1; i <= snapshots.size(); i++) {
            final boolean isBeginning = i == snapshots.size();
            final long outputSequence = isBeginning ? -1 : snapshots.get(i).header().outputSequence();
            final long inputSequence = isBeginning ? -1 : snapshots.get(i).header().inputSequence();
            final boolean isReachable = keptRun != null && keptRun.first() <= inputSequence + 1;
            if (outputSequence < firstLost && isReachable && isOutputThere(outputSequence + 1)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isOutputThere(long from) {
        return !output.kept().isEmpty() && output.kept().get(0).baseSequence() <= from || from == 0;
    }

    private void moveCursors(long to) throws IOException {
        for (final Path file : StateEvidence.cursors(directory)) {
            final long has = CursorFile.read(file, manifest.outputJournalId()).position().outputSequence();
            if (has < to) {
                cursors.put(file, to);
                lines.add("sink " + name(file) + " stands at output " + has + " and goes on behind " + to);
            }
        }
    }

    /** Once a repair is needed, what no start uses is put away, and the manifest names what is there. */
    private void planSnapshots() throws IOException {
        final SortedMap<String, Holdings.Point> points = new TreeMap<>();
        for (final SnapshotStore.Entry entry : snapshots) {
            points.put(entry.file().getFileName().toString(),
                    new Holdings.Point(entry.header().inputSequence(), entry.header().outputSequence()));
        }
        for (final Path file : SnapshotStore.files(directory.resolve(StateFolder.SNAPSHOTS))) {
            if (!points.containsKey(file.getFileName().toString()) && !quarantine.contains(file)
                    && Files.exists(file)) {
                quarantine.add(file);
            }
        }
        holdings = holdings.withSnapshots(points);
    }

    private long highestOutput() throws IOException {
        final long blocks = JournalRuns.of(
                directory.resolve(StateFolder.OUTPUT), manifest.outputJournalId()).highest();
        return Math.max(Math.max(blocks, output.proof().sequence()),
                StateEvidence.highestDelivered(directory, manifest.outputJournalId()));
    }

    private long snapshotInput() {
        return snapshots.isEmpty() ? BlockLayout.NO_SEQUENCE : snapshots.get(0).header().inputSequence();
    }

    private static String name(Path cursor) {
        final String name = cursor.getFileName().toString();
        return name.endsWith(CursorFile.SUFFIX) ? name.substring(0, name.length() - CursorFile.SUFFIX.length()) : name;
    }
}
