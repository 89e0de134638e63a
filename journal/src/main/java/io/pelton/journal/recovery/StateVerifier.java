package io.pelton.journal.recovery;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Checks a whole state folder without changing it. Needs no lock; on a running pipeline the end of a journal may look
 * unfinished.
 */
public final class StateVerifier {
    private StateVerifier() {
    }

    /** @param isGated false for durability mode {@code none}, where a cursor proves nothing about the input */
    public static VerifyReport verify(Path stateDirectory, boolean isGated) throws IOException {
        final List<Finding> findings = new ArrayList<>();
        final Manifest manifest = checkManifest(stateDirectory, findings);
        if (manifest == null) {
            return new VerifyReport(findings);
        }
        final StateEvidence evidence = StateEvidence.of(stateDirectory, manifest, isGated, true);
        findings.addAll(evidence.findings());
        findings.addAll(JournalScan.of(
                stateDirectory.resolve(StateFolder.INPUT), manifest.inputJournalId(), true, evidence.input(),
                evidence.inputNeededFrom(), 0, JournalCut.NOWHERE).findings());
        findings.addAll(JournalScan.of(
                stateDirectory.resolve(StateFolder.OUTPUT), manifest.outputJournalId(), false, evidence.output(),
                BlockLayout.NO_SEQUENCE, 0, JournalCut.NOWHERE).findings());
        return new VerifyReport(findings);
    }

    private static Manifest checkManifest(Path directory, List<Finding> findings) throws IOException {
        for (final String name : List.of(StateFolder.MANIFEST, StateFolder.MANIFEST_COPY)) {
            final Path file = directory.resolve(name);
            final Manifest copy = StateFolder.readCopy(file);
            findings.add(copy == null
                    ? new Finding(Severity.REPAIRABLE, file, "missing or damaged; the other copy is used")
                    : new Finding(Severity.CLEAN, file, "generation " + copy.generation() + ", epoch " + copy.epoch()));
        }
        try {
            return StateFolder.readManifest(directory).orElseGet(() -> recoveredIds(directory, findings));
        } catch (CorruptJournalException e) {
            findings.add(new Finding(Severity.DAMAGED, directory, e.getMessage()));
            return recoveredIds(directory, findings);
        }
    }

    /** Journal ids from the segments' own headers, so that a folder without a manifest can still be looked into. */
    private static Manifest recoveredIds(Path directory, List<Finding> findings) {
        try {
            final OptionalLong input = journalIdOf(directory.resolve(StateFolder.INPUT));
            final OptionalLong output = journalIdOf(directory.resolve(StateFolder.OUTPUT));
            if (input.isEmpty()) {
                findings.add(
                        new Finding(Severity.DAMAGED, directory, "not a state folder, or nothing in it is readable"));
                return null;
            }
            return new Manifest(
                    0, input.getAsLong(), output.orElse(0), "", "", 0,
                    Collections.unmodifiableSortedMap(new TreeMap<>()));
        } catch (IOException e) {
            findings.add(new Finding(Severity.DAMAGED, directory, "can't be read: " + e));
            return null;
        }
    }

    private static OptionalLong journalIdOf(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            for (final int number : SegmentFiles.list(directory)) {
                final OptionalLong id = SegmentWalk.journalIdOf(SegmentFiles.path(directory, number));
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return OptionalLong.empty();
    }
}
