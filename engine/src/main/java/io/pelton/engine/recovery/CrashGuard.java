package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowFailures;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.recovery.JournalCut;
import io.pelton.journal.state.CursorFile;
import io.pelton.journal.state.DeathCount;
import io.pelton.journal.state.OpenRow;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.SnapshotStore;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one bad row from stopping a pipeline for ever: a data row at which the process has ended twice in a row, by an
 * exception or a sudden death, is taken out of the stream at the third start. Deaths are counted on the device before
 * anything is replayed; the decision is in the override log, so that every replay agrees.
 *
 * <p>Order of a start: {@link #open}, {@link #judge} behind the input journal, {@link #limit} for the output journal,
 * {@link #decide} behind it, {@link #passed} behind the replay. The opening thread, but for {@link #failed}.
 */
public final class CrashGuard implements RowFailures, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrashGuard.class);
    private static final int ENOUGH = 2;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StateFolder folder;
    private final OpenRow openRow;
    private final long epochNs;
    private DeathCount deaths;
    private long[] skipped;
    private long pending = OpenRow.IDLE;

    private CrashGuard(StateFolder folder, OpenRow openRow, DeathCount deaths, long[] skipped, long epochNs) {
        this.folder = folder;
        this.openRow = openRow;
        this.deaths = deaths;
        this.skipped = skipped;
        this.epochNs = epochNs;
    }

    /** Counts a death that the last process left. {@code epochNs} is now, for people. */
    public static CrashGuard open(StateFolder folder, long epochNs) {
        try {
            long[] skipped =
                    OverrideLog.require(folder.path(), folder.manifest().inputJournalId()).skippedInputs();
            DeathCount deaths = DeathCount.read(folder.path());
            long left = OpenRow.read(folder.path().resolve(OpenRow.FILE));
            // Idle for good first: a death must be counted once only, and one that isn't counted costs another.
            OpenRow openRow = OpenRow.map(folder.path());
            if (left != OpenRow.IDLE) {
                deaths = deaths.plus(left, "the process died");
                deaths.write(folder.path());
                LOG.warn("The last process died while it was computing an input row. input={} times={}",
                        left, deaths.count());
            }
            return new CrashGuard(folder, openRow, deaths, skipped, epochNs);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /**
     * Decides whether a row must be skipped.
     *
     * @throws StateRefusedException when the process ends at a row that can't be
     */
    public void judge(Journal input) {
        if (deaths.count() < ENOUGH) {
            return;
        }
        long sequence = deaths.sequence();
        long first = input.firstSequence();
        boolean isThere = first != Journal.NONE && sequence >= first && sequence <= input.lastSequence();
        if (!isThere || isBehindSnapshot(sequence)) {
            forget();
            return;
        }
        if (isSkipped(sequence) && deaths.count() == ENOUGH) {
            return; // The start that decided was cut off before it could forget the count.
        }
        int type = typeOf(input, sequence);
        if (type != RowType.DATA || isSkipped(sequence)) {
            throw new StateRefusedException("The process ended " + deaths.count() + " times at an input row that can't"
                    + " be left out, because it carries no data or is left out already: mend the cause and remove the"
                    + " file " + DeathCount.FILE + " to try again, restore the state folder from a backup, or start"
                    + " over with --fresh; input=" + sequence + " type=" + type + " cause=" + deaths.cause());
        }
        pending = sequence;
    }

    /** The last input whose results may stay in the output journal: those of a skipped row are computed anew. */
    public long limit(long lastInput) {
        return pending == OpenRow.IDLE ? lastInput : Math.min(lastInput, pending - 1);
    }

    /**
     * Refuses to leave a row out whose results have been delivered.
     *
     * @throws StateRefusedException when a sink has seen more than {@code cut} leaves
     */
    public void check(JournalCut cut) {
        if (pending == OpenRow.IDLE) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.cursors(), "*" + CursorFile.SUFFIX)) {
            for (Path file : files) {
                long has = CursorFile.read(file, folder.manifest().outputJournalId()).position().outputSequence();
                if (has > cut.lastSequence()) {
                    throw new StateRefusedException("The process ended twice at an input row whose results a sink has"
                            + " already: leaving it out now would change them. Mend the cause and remove the file "
                            + DeathCount.FILE + " to try again, or start over with --fresh; input=" + pending
                            + " cursor=" + file.getFileName() + " output=" + has + " cause=" + deaths.cause());
                }
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Makes the decision durable. */
    public void decide() {
        if (pending == OpenRow.IDLE) {
            return;
        }
        folder.override(OverrideRecord.skip(pending, epochNs / NANOS_PER_MILLI, deaths.cause()));
        LOG.warn("An input row ended the process twice: it is left out and becomes a dead letter. input={} cause={}",
                pending, deaths.cause());
        forget();
        try {
            skipped = OverrideLog.require(folder.path(), folder.manifest().inputJournalId()).skippedInputs();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Replay got to here: a row before that isn't deadly after all. */
    public void passed(long sequence) {
        if (deaths.count() > 0 && deaths.sequence() <= sequence) {
            forget();
        }
    }

    /** Counts an end by an exception. */
    @Override
    public void failed(long sequence, Throwable cause) {
        try {
            deaths = deaths.plus(sequence, cause.toString());
            deaths.write(folder.path());
            openRow.idle();
        } catch (IOException | RuntimeException e) {
            LOG.warn("A row that failed can't be noted. input={}", sequence, e);
        }
    }

    /** Where the processing thread notes its row. */
    public OpenRow openRow() {
        return openRow;
    }

    /** Input rows to be left out, ascending. */
    public long[] skipped() {
        return skipped.clone();
    }

    private boolean isSkipped(long sequence) {
        for (long one : skipped) {
            if (one == sequence) {
                return true;
            }
        }
        return false;
    }

    private void forget() {
        deaths = DeathCount.NONE;
        pending = OpenRow.IDLE;
        try {
            deaths.write(folder.path());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Nothing replays the row any more. */
    private boolean isBehindSnapshot(long sequence) {
        return new SnapshotStore(folder.snapshots(), folder.manifest().inputJournalId()).list().stream()
                .anyMatch(entry -> entry.header().inputSequence() >= sequence);
    }

    private static int typeOf(Journal input, long sequence) {
        try (JournalTailer tailer = input.newTailer()) {
            tailer.seek(sequence);
            while (tailer.next()) {
                DirectBuffer block = tailer.buffer();
                int row = tailer.payloadOffset();
                for (int i = tailer.rowCount(); i > 0; i--) {
                    if (RowHeader.sequence(block, row) == sequence) {
                        return RowHeader.type(block, row);
                    }
                    row += RowHeader.length(block, row);
                }
            }
        }
        throw new IllegalStateException("The input journal lacks a row within its bounds; input=" + sequence);
    }

    private static UncheckedIOException unreadable(StateFolder folder, IOException e) {
        return new UncheckedIOException("The state folder can't be read or written, check the disk; folder="
                + folder.path(), e);
    }

    @Override
    public void close() {
        openRow.close();
    }
}
