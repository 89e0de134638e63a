package io.pelton.journal.recovery;

import io.pelton.journal.state.DeathCount;
import io.pelton.journal.state.OpenRow;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.DurableFiles;
import io.pelton.journal.storage.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a state folder that are made anew at each start, or only left over. Stateless. */
final class KnownFiles {
    private static final String LOCK = "LOCK";

    private KnownFiles() {
    }

    /** What there is to say about such a file; null for any other. */
    static Finding describe(Path stateDirectory, Path file) throws IOException {
        final Path relative = stateDirectory.relativize(file);
        final String folder = relative.getNameCount() > 1 ? relative.getName(0).toString() : "";
        final String name = file.getFileName().toString();
        if (folder.equals(StateFolder.QUARANTINE)) {
            return Finding.harmless(file, "taken out of use", "nobody reads it; remove it when you don't need it");
        }
        if (folder.equals(StateFolder.REPAIR)) {
            return Finding.harmless(file, "left over from an interrupted repair", "the next repair removes it");
        }
        if (name.endsWith(DurableFiles.ASIDE_SUFFIX)) {
            return Finding.harmless(file, "left over from interrupted writing", "it never counted");
        }
        final boolean isOfJournal = folder.equals(StateFolder.INPUT) || folder.equals(StateFolder.OUTPUT);
        if (isOfJournal && name.equals(SegmentFiles.METADATA)) {
            return Finding.harmless(file, "Chronicle Queue's own table", "made anew at each start");
        }
        if (isOfJournal && name.endsWith(SegmentFiles.PREPARED_SUFFIX)) {
            return Finding.harmless(file, "room for the next segment", "made anew at each start");
        }
        return folder.isEmpty() ? ofRoot(stateDirectory, file, name) : null;
    }

    private static Finding ofRoot(Path stateDirectory, Path file, String name) throws IOException {
        return switch (name) {
            case LOCK -> Finding.harmless(file, "the lock", "only the system's lock on it counts, not its content");
            case OpenRow.FILE -> openRow(file);
            case DeathCount.FILE -> deaths(stateDirectory, file);
            default -> null;
        };
    }

    private static Finding openRow(Path file) throws IOException {
        final long open = OpenRow.read(file);
        return Finding.harmless(file, open < 0 ? "no row was being computed" : "input " + open + " was being computed",
                Files.size(file) == 0 ? "made anew at each start" : "the next start looks at it and makes it anew");
    }

    private static Finding deaths(Path stateDirectory, Path file) throws IOException {
        final DeathCount deaths = DeathCount.read(stateDirectory);
        return Finding.harmless(file,
                deaths.count() == 0 ? "damaged: says nothing"
                        : "the process ended " + deaths.count() + " times at input " + deaths.sequence(),
                "only decides when a row is taken out of the stream");
    }
}
