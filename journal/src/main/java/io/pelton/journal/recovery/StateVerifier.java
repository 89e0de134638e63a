package io.pelton.journal.recovery;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checks a whole state folder, every file in it, without changing it. Needs no lock; on a running pipeline the end of
 * a journal may look unfinished. Whatever the files hold, the answer is a report.
 */
public final class StateVerifier {
    private static final int MAX_LOOKS = 3;

    private final Path directory;
    private final boolean isGated;
    private final List<FileCheck> others;
    private final List<Finding> findings = new ArrayList<>();

    private StateVerifier(Path directory, boolean isGated, List<FileCheck> others) {
        this.directory = directory;
        this.isGated = isGated;
        this.others = others;
    }

    /**
     * Checks everything.
     *
     * @param isGated false for durability mode {@code none}, where a cursor proves nothing about the input
     * @param others  for the files that aren't the journal's; asked in this order
     */
    public static VerifyReport verify(Path stateDirectory, boolean isGated, List<FileCheck> others) {
        VerifyReport report = null;
        for (int i = 0; i < MAX_LOOKS; i++) {
            final StateVerifier verifier = new StateVerifier(stateDirectory, isGated, others);
            final long before = generation(stateDirectory);
            verifier.attempt(stateDirectory, verifier::checkJournals);
            report = new VerifyReport(verifier.findings);
            if (report.severity() != Severity.DAMAGED || generation(stateDirectory) == before) {
                return report;
            }
            // A running pipeline has installed a snapshot or pruned while we looked: files may have gone rightly.
        }
        return report;
    }

    private static long generation(Path stateDirectory) {
        try {
            return StateFolder.readManifest(stateDirectory).map(Manifest::generation).orElse(0L);
        } catch (IOException | RuntimeException | InternalError e) {
            return 0;
        }
    }

    /** A step of the check. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Path file, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | InternalError e) {
            findings.add(new Finding(Severity.DAMAGED, file, Finding.NO_POSITION, "can't be read: " + e,
                    "check the disk and the folder's rights"));
        }
    }

    private void checkJournals() throws IOException {
        final Manifest manifest = checkManifest();
        if (manifest == null) {
            checkOthers(new Manifest(0, 0, 0, "", "", 0, new TreeMap<>()));
            return;
        }
        final StateEvidence[] evidence = {new StateEvidence(
                JournalEvidence.NOTHING, JournalEvidence.NOTHING, List.of())};
        attempt(directory, () -> {
            evidence[0] = StateEvidence.of(directory, manifest, isGated, true);
            findings.addAll(evidence[0].findings());
        });
        attempt(directory.resolve(StateFolder.INPUT), () ->
                checkJournal(StateFolder.INPUT, manifest.inputJournalId(), evidence[0].input(), manifest));
        attempt(directory.resolve(StateFolder.OUTPUT), () ->
                checkJournal(StateFolder.OUTPUT, manifest.outputJournalId(), evidence[0].output(), manifest));
        checkOthers(manifest);
    }

    private void checkJournal(String name, long journalId, JournalEvidence evidence, Manifest manifest)
            throws IOException {
        final Path folder = directory.resolve(name);
        final JournalScan scan = JournalScan.of(
                folder, journalId, name.equals(StateFolder.INPUT), evidence, true, JournalCut.NOWHERE);
        findings.addAll(scan.findings());
        if (scan.highestEpoch() > manifest.epoch() && manifest.generation() > 0) {
            findings.add(StateEvidence.staleManifest(folder, scan.highestEpoch(), manifest.epoch()));
        }
    }

    private Manifest checkManifest() throws IOException {
        final Path first = directory.resolve(StateFolder.MANIFEST);
        final Path second = directory.resolve(StateFolder.MANIFEST_COPY);
        final Manifest one = StateFolder.readCopy(first);
        final Manifest two = StateFolder.readCopy(second);
        if (one == null && two == null) {
            for (final Path file : List.of(first, second)) {
                findings.add(new Finding(Severity.DAMAGED, file, Finding.NO_POSITION, "missing or damaged",
                        "a start stops: restore it from a backup, or start over with --fresh"));
            }
            return recoveredIds();
        }
        describe(first, one, two);
        describe(second, two, one);
        return StateFolder.readManifest(directory).orElseThrow(() -> new CorruptJournalException("no manifest"));
    }

    private void describe(Path file, Manifest own, Manifest other) {
        if (own == null) {
            findings.add(new Finding(Severity.REPAIRABLE, file, Files.exists(file) ? 0 : Finding.NO_POSITION,
                    Files.exists(file) ? "damaged" : "missing",
                    "the other copy is used, and the next start writes both"));
        } else if (other != null && own.generation() < other.generation()) {
            findings.add(new Finding(Severity.REPAIRABLE, file, Finding.NO_POSITION,
                    "generation " + own.generation() + ", older than the other copy",
                    "the other copy is used, and the next start writes both"));
        } else {
            findings.add(Finding.clean(file, "generation " + own.generation() + ", epoch " + own.epoch()));
        }
    }

    /** Journal ids from the segments' own headers, so that a folder without a manifest can still be looked into. */
    private Manifest recoveredIds() throws IOException {
        final OptionalLong input = journalIdOf(directory.resolve(StateFolder.INPUT));
        final OptionalLong output = journalIdOf(directory.resolve(StateFolder.OUTPUT));
        if (input.isEmpty()) {
            findings.add(new Finding(Severity.DAMAGED, directory, Finding.NO_POSITION,
                    "not a state folder, or nothing in it is readable", "there is nothing to go on with"));
            return null;
        }
        return new Manifest(
                0, input.getAsLong(), output.orElse(0), "", "", 0,
                Collections.unmodifiableSortedMap(new TreeMap<>()));
    }

    private static OptionalLong journalIdOf(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (final int number : SegmentFiles.list(folder)) {
                final OptionalLong id = SegmentWalk.journalIdOf(SegmentFiles.path(folder, number));
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Every file that no finding names yet gets one. */
    private void checkOthers(Manifest manifest) throws IOException {
        final Set<Path> known = new HashSet<>();
        findings.forEach(finding -> known.add(finding.file()));
        final List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> !Files.isDirectory(file) && !known.contains(file)).sorted().toList();
        }
        for (final Path file : files) {
            attempt(file, () -> checkOther(file, manifest));
        }
    }

    private void checkOther(Path file, Manifest manifest) throws IOException {
        final Finding own = KnownFiles.describe(directory, file);
        if (own != null) {
            findings.add(own);
            return;
        }
        for (final FileCheck other : others) {
            final List<Finding> found = other.check(directory, file, manifest);
            if (!found.isEmpty()) {
                findings.addAll(found);
                return;
            }
        }
        findings.add(Finding.harmless(file, "not Pelton's", "nobody reads it"));
    }
}
