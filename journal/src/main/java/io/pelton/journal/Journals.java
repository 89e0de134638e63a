package io.pelton.journal;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.memory.MemoryStorage;
import io.pelton.journal.plain.PlainStorage;
import io.pelton.journal.recovery.FileCheck;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.recovery.JournalRecovery;
import io.pelton.journal.recovery.StateEvidence;
import io.pelton.journal.recovery.StateRepair;
import io.pelton.journal.recovery.StateVerifier;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.JvmFlags;
import io.pelton.journal.storage.SegmentFiles;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens journals. Stateless; Chronicle Queue is loaded by the first durable one. */
public final class Journals {
    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    private Journals() {
    }

    /** A journal without a disk, bounded: claims are refused while its tailers haven't released enough. */
    public static Journal inMemory(int capacityBytes) {
        return Journal.open(new MemoryStorage(capacityBytes), JournalPosition.fresh(1, 1), JournalOptions.defaults());
    }

    /**
     * The input journal of a state folder whose epoch has begun; checked, mended if need be, everything found forced.
     */
    public static Journal openInput(StateFolder folder, JournalOptions options) {
        return open(folder, folder.input(), true, options, JournalCut.NOWHERE);
    }

    /** The output journal of a state folder whose epoch has begun. */
    public static Journal openOutput(StateFolder folder, JournalOptions options) {
        return openOutput(folder, options, JournalCut.NOWHERE);
    }

    /**
     * As {@link #openOutput(StateFolder, JournalOptions)}, ended where {@code cut} says: rows that came from input
     * that is gone are moved to quarantine.
     */
    public static Journal openOutput(StateFolder folder, JournalOptions options, JournalCut cut) {
        return open(folder, folder.output(), false, options, cut);
    }

    /** Checks every file in a state folder, without changing or locking it; never throws because of what it finds. */
    public static VerifyReport verify(Path stateDirectory, DurabilityMode durability) {
        return verify(stateDirectory, durability, List.of());
    }

    /** As {@link #verify(Path, DurabilityMode)}, with checks for the files that the journals know nothing of. */
    public static VerifyReport verify(Path stateDirectory, DurabilityMode durability, List<FileCheck> others) {
        return StateVerifier.verify(stateDirectory, durability != DurabilityMode.NONE, others);
    }

    /** Plans and carries out the repair of a damaged state folder, whose lock the caller holds. */
    public static StateRepair repair(StateFolder folder, DurabilityMode durability) {
        final JournalOptions smallest = JournalOptions.defaults().withSegmentBytes(JournalOptions.MIN_SEGMENT_BYTES);
        return new StateRepair(folder, durability != DurabilityMode.NONE, (copies, bytes) ->
                storage(copies, kindOf(folder.input()), segmentBytesFor(bytes, smallest)));
    }

    /** What laid out the newest segment of a folder. */
    private static StorageKind kindOf(Path directory) throws IOException {
        final List<Integer> segments = SegmentFiles.list(directory);
        return segments.isEmpty() ? StorageKind.CHRONICLE
                : SegmentFiles.kindOf(SegmentFiles.path(directory, segments.get(segments.size() - 1)));
    }

    private static Journal open(StateFolder folder, Path directory, boolean isInput, JournalOptions options,
            JournalCut cut) {
        if (options.storage() == StorageKind.CHRONICLE) {
            JvmFlags.require();
        }
        final Manifest manifest = folder.manifest();
        if (manifest.epoch() < 1) {
            throw new IllegalStateException("Begin an epoch before opening journals; folder=" + folder.path());
        }
        final long journalId = isInput ? manifest.inputJournalId() : manifest.outputJournalId();
        try {
            final StateEvidence evidence =
                    StateEvidence.of(folder.path(), manifest, options.durability() != DurabilityMode.NONE, false);
            evidence.requireDecisions();
            final JournalRecovery recovery = new JournalRecovery(
                    directory, folder.repair(), folder.quarantine(), journalId,
                    (copies, bytes) -> storage(copies, options.storage(), segmentBytesFor(bytes, options)));
            final JournalPosition position = recovery.recover(manifest.epoch(), isInput, evidence, cut);
            recovery.convert(position, options.storage());
            if (isInput && options.durability() == DurabilityMode.NONE) {
                folder.update(current ->
                        current.withEntry(StateEvidence.UNGATED_EPOCH, Integer.toString(manifest.epoch())));
            }
            final Journal journal =
                    Journal.open(openStorage(directory, recovery, position, options), position, options);
            hold(folder, isInput, journal);
            return journal;
        } catch (IOException e) {
            throw new JournalFailedException("A journal can't be opened; check the disk; folder=" + directory
                    + " cause=" + e, e);
        } catch (InternalError e) {
            throw new CorruptJournalException("The device can't read a journal; check the disk; folder=" + directory,
                    e);
        }
    }

    /** The manifest says from now on that these segments must be there. */
    private static void hold(StateFolder folder, boolean isInput, Journal journal) {
        try {
            folder.updateHoldings(holdings -> isInput ? holdings.withInput(journal.holdings())
                    : holdings.withOutput(journal.holdings()));
        } catch (RuntimeException e) {
            CloseHelper.quietClose(journal);
            throw e;
        }
    }

    private static JournalStorage openStorage(
            Path directory, JournalRecovery recovery, JournalPosition position,
            JournalOptions options) throws IOException {
        try {
            return storage(directory, options.storage(), options.segmentBytes());
        } catch (Exception | AssertionError e) {
            // Chronicle throws checked exceptions that it doesn't declare.
            LOG.warn("Blocks check, but Chronicle Queue can't open its files: they are renewed. folder={} cause={}",
                    directory, e.toString());
            recovery.renewContainers(position);
            return storage(directory, options.storage(), options.segmentBytes());
        }
    }

    private static JournalStorage storage(Path directory, StorageKind kind, int segmentBytes) throws IOException {
        return switch (kind) {
            case CHRONICLE -> ChronicleStorage.open(directory, segmentBytes);
            case PLAIN -> PlainStorage.open(directory, segmentBytes);
        };
    }

    /** A file is a little longer than its segment. */
    private static int segmentBytesFor(long fileBytes, JournalOptions options) {
        return (int) Math.max(options.segmentBytes(), Long.highestOneBit(Math.max(1, fileBytes)));
    }
}
