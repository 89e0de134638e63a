package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain of a journal's segments, checked: each begins where the one before ended and names its last checksum.
 * Everything behind the first break counts as lost; whether that may be depends on what proves it durable.
 */
final class JournalScan {
    private final Path directory;
    private final boolean isInput;
    private final JournalCut cut;
    private final List<SegmentScan> all = new ArrayList<>();
    private final List<SegmentScan> kept = new ArrayList<>();
    private final List<SegmentScan> lost = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private DurabilityProof proof;
    private long expected = BlockLayout.NO_SEQUENCE;
    private int lastCrc;
    private String breakReason;

    private JournalScan(Path directory, boolean isInput, DurabilityProof outside, JournalCut cut) {
        this.cut = cut;
        this.directory = directory;
        this.isInput = isInput;
        this.proof = outside;
    }

    /**
     * Reads the segments.
     *
     * @param isInput     its blocks name their own durable sequences (in the output journal they name the input's)
     * @param outside     what snapshots and cursors prove
     * @param neededFrom  the first sequence that a restart needs, -1 when it needs none
     * @param readFrom    segments that end before this sequence aren't read through
     * @param cut         rows behind it count as lost
     */
    static JournalScan of(
            Path directory, long journalId, boolean isInput, DurabilityProof outside, long neededFrom, long readFrom,
            JournalCut cut) throws IOException {
        final JournalScan scan = new JournalScan(directory, isInput, outside, cut);
        final List<Integer> numbers = SegmentFiles.list(directory);
        for (int i = 0; i < numbers.size(); i++) {
            final Path file = SegmentFiles.path(directory, numbers.get(i));
            final SegmentHeader successor = readFrom > 0 && i + 1 < numbers.size()
                    ? SegmentScan.headerOf(SegmentFiles.path(directory, numbers.get(i + 1)), journalId)
                    : null;
            final SegmentHeader own = successor != null && successor.baseSequence() <= readFrom
                    ? SegmentScan.headerOf(file, journalId)
                    : null;
            scan.all.add(own == null ? SegmentScan.of(file, journalId, cut) : SegmentScan.unread(file, own, successor));
        }
        scan.chain();
        scan.judge(neededFrom);
        return scan;
    }

    /** The segments that stay, oldest first; the last one up to its dense part. */
    List<SegmentScan> kept() {
        return kept;
    }

    /** The segments behind the break, oldest first. */
    List<SegmentScan> lost() {
        return lost;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Last sequence of the dense part, -1 for none. */
    long lastSequence() {
        return expected == BlockLayout.NO_SEQUENCE ? BlockLayout.NO_SEQUENCE : expected - 1;
    }

    int lastCrc() {
        return lastCrc;
    }

    private void chain() {
        for (final SegmentScan segment : all) {
            if (isInput && segment.provenDurable() > proof.sequence()) {
                proof = new DurabilityProof(segment.provenDurable(), "a later block in "
                        + segment.file().getFileName());
            }
            if (breakReason == null) {
                breakReason = whyNot(segment);
            }
            if (breakReason != null) {
                lost.add(segment);
                continue;
            }
            kept.add(segment);
            expected = segment.lastSequence() + 1;
            if (segment.rowBlocks() > 0) {
                lastCrc = segment.lastCrc();
            } else if (kept.size() == 1) {
                lastCrc = segment.header().previousLastCrc();
            }
            if (segment.hasHole()) {
                breakReason = expected > cut.lastSequence()
                        ? "rows behind " + cut.lastSequence() + " came from input that is gone"
                        : "rows from " + segment.firstBadSequence() + " on are missing or damaged, "
                        + segment.blocksBehind() + " good blocks lie behind them";
            }
        }
    }

    /** Why this segment doesn't continue the chain; null when it does. */
    private String whyNot(SegmentScan segment) {
        if (segment.header() == null) {
            return "segment " + segment.number() + " has no readable header";
        }
        if (kept.isEmpty()) {
            return null;
        }
        if (segment.baseSequence() != expected) {
            return "segment " + segment.number() + " begins at " + segment.baseSequence() + " instead of " + expected;
        }
        if (segment.header().previousLastCrc() != lastCrc) {
            return "segment " + segment.number() + " continues another segment than the one before it";
        }
        return null;
    }

    private void judge(long neededFrom) {
        for (final SegmentScan segment : kept) {
            findings.add(new Finding(
                    segment.isSealed() || isQuietEnd(segment) ? Severity.CLEAN : Severity.REPAIRABLE,
                    segment.file(), describe(segment)));
        }
        for (final SegmentScan segment : lost) {
            findings.add(new Finding(Severity.REPAIRABLE, segment.file(), "behind the break: goes to quarantine"));
        }
        final long firstLost = lastSequence() + 1;
        if (breakReason != null) {
            findings.add(
                    new Finding(Severity.REPAIRABLE, directory, breakReason + "; cut before sequence " + firstLost));
        }
        if (proof.sequence() >= firstLost) {
            findings.add(new Finding(
                    Severity.DAMAGED, directory,
                    "rows " + firstLost + " to " + proof.sequence() + " had been durable and are gone; proof: "
                            + proof.source() + (breakReason == null ? "" : "; cause: " + breakReason)));
        }
        if (neededFrom >= 0 && !kept.isEmpty() && kept.get(0).baseSequence() > neededFrom) {
            findings.add(new Finding(
                    Severity.DAMAGED, directory,
                    "rows " + neededFrom + " to " + (kept.get(0).baseSequence() - 1)
                    + " are needed for a restart and gone"));
        }
    }

    /** The last segment of a killed process: nothing is wrong with it, it only never got its trailer. */
    private boolean isQuietEnd(SegmentScan segment) {
        return segment == kept.get(kept.size() - 1) && lost.isEmpty() && !segment.hasBadBytes() && !segment.hasHole();
    }

    private String describe(SegmentScan segment) {
        final String rows = segment.rowBlocks() == 0
                ? "no rows"
                : "rows " + segment.baseSequence() + " to " + segment.lastSequence() + " in " + segment.rowBlocks()
                + " blocks";
        if (segment.isSealed()) {
            return rows;
        }
        return rows + (segment.hasTrailer() ? "" : ", no trailer") + (segment.hasBadBytes() ? ", bad bytes" : "");
    }
}
