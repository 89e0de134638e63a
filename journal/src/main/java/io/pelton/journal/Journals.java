package io.pelton.journal;

import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.chronicle.ChronicleStorage;
import io.pelton.journal.memory.MemoryStorage;
import io.pelton.journal.plain.PlainStorage;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.recovery.JournalRecovery;
import io.pelton.journal.recovery.StateEvidence;
import io.pelton.journal.recovery.StateVerifier;
import io.pelton.journal.recovery.VerifyReport;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.StateFolder;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.JvmFlags;
import io.pelton.journal.storage.StorageKind;
import java.io.IOException;
import java.nio.file.Path;
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

    /** Checks every file that counts in a state folder, without changing or locking it. */
    public static VerifyReport verify(Path stateDirectory, DurabilityMode durability) {
        try {
            return StateVerifier.verify(stateDirectory, durability != DurabilityMode.NONE);
        } catch (IOException | InternalError e) {
            throw new CorruptJournalException("The state folder can't be read; folder=" + stateDirectory, e);
        }
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
            final JournalRecovery recovery = new JournalRecovery(
                    directory, folder.repair(), folder.quarantine(), journalId,
                    (copies, bytes) -> storage(copies, options.storage(), segmentBytesFor(bytes, options)));
            final JournalPosition position = recovery.recover(manifest.epoch(), isInput, evidence, cut);
            recovery.convert(position, options.storage());
            if (isInput && options.durability() == DurabilityMode.NONE) {
                folder.store(manifest.withEntry(StateEvidence.UNGATED_EPOCH, Integer.toString(manifest.epoch())));
            }
            return Journal.open(openStorage(directory, recovery, position, options), position, options);
        } catch (IOException e) {
            throw new JournalFailedException("A journal can't be opened; check the disk; folder=" + directory
                    + " cause=" + e, e);
        } catch (InternalError e) {
            throw new CorruptJournalException("The device can't read a journal; check the disk; folder=" + directory,
                    e);
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
