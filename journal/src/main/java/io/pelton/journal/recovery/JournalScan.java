package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
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
    private final JournalEvidence evidence;
    private final JournalCut cut;
    private final List<SegmentScan> all = new ArrayList<>();
    private final List<SegmentScan> kept = new ArrayList<>();
    private final List<SegmentScan> lost = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private DurabilityProof proof;
    private long settled = BlockLayout.NO_SEQUENCE;
    private long expected = BlockLayout.NO_SEQUENCE;
    private int lastCrc;
    private boolean isNewestMissing;
    private String breakReason;
    private Path breakFile;
    private long breakPosition = Finding.NO_POSITION;

    private JournalScan(Path directory, boolean isInput, JournalEvidence evidence, JournalCut cut) {
        this.cut = cut;
        this.directory = directory;
        this.isInput = isInput;
        this.evidence = evidence;
        this.proof = evidence.proof();
    }

    /**
     * Reads the segments.
     *
     * @param isInput    its blocks name their own durable sequences (in the output journal they name the input's)
     * @param evidence   what the files beside it say
     * @param isThorough reads segments through that a start doesn't need, and calls it damage when one is missing
     * @param cut        rows behind it count as lost
     */
    static JournalScan of(
            Path directory, long journalId, boolean isInput, JournalEvidence evidence, boolean isThorough,
            JournalCut cut) throws IOException {
        final JournalScan scan = new JournalScan(directory, isInput, evidence, cut);
        final List<Integer> numbers = SegmentFiles.list(directory);
        final long readFrom = isThorough ? 0 : evidence.neededFrom();
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
        scan.collectProof();
        scan.chain();
        scan.judge(isThorough, numbers);
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
    long denseEnd() {
        return expected == BlockLayout.NO_SEQUENCE ? BlockLayout.NO_SEQUENCE : expected - 1;
    }

    /** Last sequence that counts as given: that of the dense part, or of the accepted loss behind it. */
    long lastSequence() {
        return evidence.endBehind(denseEnd() + 1, isInput, evidence.proof().sequence());
    }

    int lastCrc() {
        return lastCrc;
    }

    /** The highest sequence that anything proves durable. */
    DurabilityProof proof() {
        return proof;
    }

    /**
     * True when the segment's rows may rest on pages in memory that a failed force has given up: nothing proves them
     * durable, and no start has found them before.
     */
    boolean isUnproven(SegmentScan segment) {
        return segment.lastSequence() > Math.max(proof.sequence(), settled);
    }

    /** True when the manifest knows a newer segment than there is: where the journal ended can't be told. */
    boolean isNewestMissing() {
        return isNewestMissing;
    }

    /** The highest epoch that any segment names. */
    int highestEpoch() {
        return all.stream().filter(segment -> segment.header() != null)
                .mapToInt(segment -> segment.header().epoch()).max().orElse(0);
    }

    /** What later blocks name, and what a later start found: it forced all that was there before it began to write. */
    private void collectProof() {
        SegmentHeader before = null;
        for (final SegmentScan segment : all) {
            final SegmentHeader header = segment.header();
            final boolean isLaterStart = header != null && before != null && header.epoch() > before.epoch();
            settled = isLaterStart ? Math.max(settled, header.previousLastSequence()) : settled;
            before = header == null ? before : header;
            if (isInput) {
                proof = proof.or(new DurabilityProof(
                        segment.provenDurable(), "a later block in " + segment.file().getFileName()));
                proof = isLaterStart ? proof.or(new DurabilityProof(header.previousLastSequence(),
                        "a later start, which began " + segment.file().getFileName())) : proof;
            }
        }
    }

    private void chain() {
        for (final SegmentScan segment : all) {
            if (breakReason == null) {
                breakReason = whyNot(segment);
                breakFile = segment.file();
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
                breakFile = segment.file();
                breakPosition = segment.badPosition();
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
        if (segment.baseSequence() != expected && !isAcceptedGap(segment.header())) {
            return "segment " + segment.number() + " begins at " + segment.baseSequence() + " instead of " + expected;
        }
        if (segment.header().previousLastCrc() != lastCrc) {
            return "segment " + segment.number() + " continues another segment than the one before it";
        }
        return null;
    }

    /** The segment was begun behind rows that were known to be gone. */
    private boolean isAcceptedGap(SegmentHeader header) {
        return header.previousLastSequence() == expected - 1 && header.baseSequence() > expected
                && evidence.isAccepted(expected, header.baseSequence() - 1);
    }

    private void judge(boolean isThorough, List<Integer> numbers) {
        for (final SegmentScan segment : kept) {
            findings.add(describe(segment));
        }
        for (final SegmentScan segment : lost) {
            findings.add(new Finding(
                    Severity.REPAIRABLE, segment.file(), segment.header() == null ? 0 : segment.badPosition(),
                    "behind the break: " + rows(segment), "goes to quarantine"));
        }
        final long firstLost = denseEnd() + 1;
        if (breakReason != null) {
            findings.add(new Finding(
                    Severity.REPAIRABLE, breakFile, breakPosition, breakReason,
                    "the journal is cut before sequence " + firstLost));
        }
        final long lastGiven = lastSequence();
        if (proof.sequence() > lastGiven) {
            findings.add(new Finding(
                    Severity.DAMAGED, breakFile == null ? directory : breakFile, breakPosition,
                    "rows " + firstLost + " to " + proof.sequence() + " had been durable and are gone; proof: "
                            + proof.source() + (breakReason == null ? "" : "; cause: " + breakReason),
                    isInput ? "a start stops: the state can't be rebuilt without them"
                            : "a start stops: the newest snapshot counts on them"));
        }
        judgeBeginning(isThorough);
        judgeNewest(isThorough, numbers);
    }

    private void judgeBeginning(boolean isThorough) {
        final long base = kept.isEmpty() ? lastSequence() + 1 : kept.get(0).baseSequence();
        final long needed = evidence.neededFrom();
        if (isInput && base > needed && !evidence.isAccepted(needed, base - 1) && !kept.isEmpty()) {
            findings.add(new Finding(
                    Severity.DAMAGED, directory, Finding.NO_POSITION,
                    "rows " + needed + " to " + (base - 1) + " are needed for a restart and gone",
                    "a start stops: the state can't be rebuilt"));
            return;
        }
        final long held = evidence.held().baseSequence();
        if (isThorough && held >= 0 && base > held && !evidence.isAccepted(held, base - 1)) {
            findings.add(new Finding(
                    Severity.DAMAGED, directory, Finding.NO_POSITION,
                    "rows " + held + " to " + (base - 1) + " had been kept and are gone: an old segment is missing",
                    "a start goes on from the newest snapshot; replays of those rows, and sinks that still lack them,"
                            + " can't"));
        }
    }

    private void judgeNewest(boolean isThorough, List<Integer> numbers) {
        final int newest = evidence.held().newest();
        final Path file = SegmentFiles.path(directory, newest);
        final boolean isMissing = newest > 0 && (numbers.isEmpty() || numbers.get(numbers.size() - 1) < newest);
        isNewestMissing = isMissing && !Files.exists(JournalRecovery.quarantineName(directory, file));
        if (isInput && isNewestMissing) {
            findings.add(new Finding(
                    Severity.DAMAGED, file, Finding.NO_POSITION,
                    "the newest segment that the manifest knows is missing",
                    "a start stops: rows that had been acknowledged may be gone with it"));
        } else if (isThorough && isNewestMissing) {
            findings.add(new Finding(
                    Severity.REPAIRABLE, file, Finding.NO_POSITION,
                    "the newest segment that the manifest knows is missing",
                    "a start computes its results again; those of a finished run are gone from its history"));
        }
    }

    /** The last segment of a killed process: nothing is wrong with it, it only never got its trailer. */
    private boolean isQuietEnd(SegmentScan segment) {
        return segment == kept.get(kept.size() - 1) && lost.isEmpty() && !segment.hasBadBytes() && !segment.hasHole();
    }

    private Finding describe(SegmentScan segment) {
        if (segment.isSealed()) {
            return Finding.clean(segment.file(), rows(segment));
        }
        final String what = rows(segment) + (segment.hasTrailer() ? "" : ", no trailer")
                + (segment.hasBadBytes() ? ", bad bytes" : "");
        if (isQuietEnd(segment)) {
            return Finding.clean(segment.file(), what);
        }
        return new Finding(Severity.REPAIRABLE, segment.file(), segment.badPosition(), what,
                segment.hasHole() ? "the next start keeps the rows before" : "the next start writes the file anew");
    }

    private static String rows(SegmentScan segment) {
        if (segment.header() == null) {
            return segment.blocksBehind() + " good blocks";
        }
        return segment.rowBlocks() == 0
                ? "no rows"
                : "rows " + segment.baseSequence() + " to " + segment.lastSequence() + " in " + segment.rowBlocks()
                + " blocks";
    }
}
