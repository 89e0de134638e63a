package io.pelton.journal;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.state.Holdings;
import io.pelton.journal.storage.JournalMending;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.SegmentInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dense, append-only sequence of rows, packed into blocks. Frames, checksums and sequence checks happen here, over
 * any {@link JournalStorage}.
 *
 * <p>Threading: one thread appends, one thread (the syncer) forces, each tailer belongs to one thread; {@link
 * #lastSequence()}, {@link #firstSequence()}, {@link #newTailer()} and {@link #deleteBefore(long)} may be called by
 * any thread. {@link #close()} comes last, when the others have stopped.
 *
 * <p>After a storage failure every call throws {@link JournalFailedException}: a retry would prove nothing.
 */
public final class Journal implements AutoCloseable {

    /** The sequence that {@link #firstSequence()} and {@link #lastSequence()} give for a journal with no rows. */
    public static final long NONE = BlockLayout.NO_SEQUENCE;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalStorage storage;
    private final JournalPosition start;
    private final AtomicLong lastSequence;
    /** Bytes of the blocks in the segment being written. */
    private final AtomicLong openBytes = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final JournalAppender appender;
    private final Object lock = new Object();
    private final List<SegmentInfo> segments;
    private final List<JournalTailer> tailers = new ArrayList<>();
    /** The newest segment whose file and name are on the device. */
    private volatile int durableSegment;
    private boolean isClosed;

    private Journal(JournalStorage storage, JournalPosition start, JournalOptions options) {
        this.storage = storage;
        this.start = start;
        this.segments = new ArrayList<>(start.segments());
        this.lastSequence = new AtomicLong(start.lastSequence());
        this.appender = new JournalAppender(this, storage, start, options);
    }

    /**
     * Opens a journal over a storage, which belongs to it from now on. A durable one begins a new segment at once,
     * which also proves that the storage can be written.
     */
    public static Journal open(JournalStorage storage, JournalPosition start, JournalOptions options) {
        final Journal journal = new Journal(storage, start, options);
        try {
            if (storage.isDurable()) {
                journal.appender.beginSegment(start.nextSegment());
                journal.force();
            }
            return journal;
        } catch (RuntimeException | Error e) {
            try {
                storage.close();
            } catch (IOException | RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** The single appender; the same object on each call. */
    public JournalAppender appender() {
        return appender;
    }

    /** A new tailer at the first retained block. Closing the journal closes it. */
    public JournalTailer newTailer() {
        synchronized (lock) {
            final JournalTailer tailer =
                    new JournalTailer(this, storage.newTailer(), start.journalId(), firstSegment());
            tailers.add(tailer);
            return tailer;
        }
    }

    /** The first sequence still retained, or {@link #NONE}. */
    public long firstSequence() {
        final long first;
        if (storage.isDurable()) {
            synchronized (lock) {
                first = segments.get(0).baseSequence();
            }
        } else {
            first = storage.droppedSequence() + 1;
        }
        return first <= lastSequence() ? first : NONE;
    }

    /** The last sequence appended, durable or not, or {@link #NONE}. */
    public long lastSequence() {
        return lastSequence.get();
    }

    /**
     * Makes everything appended before this call durable and returns the last sequence covered. Blocks on the device;
     * called by the syncer, and at the end of a run by whoever ends it.
     *
     * @throws JournalFailedException when the device reports an error: the process must stop, a retry proves nothing
     */
    public long force() {
        checkUsable();
        final long covered = lastSequence();
        final int newest = newestSegment();
        try {
            storage.force();
            durableSegment = Math.max(durableSegment, newest);
            storage.prepare();
        } catch (IOException | RuntimeException | InternalError e) {
            throw fail("The device refused to make the journal durable", e);
        }
        return covered;
    }

    /** True when {@link #force()} really reaches a device; false for a journal that lives in memory. */
    public boolean isDurable() {
        return storage.isDurable();
    }

    /** The random number that marks all blocks of this journal. */
    public long journalId() {
        return start.journalId();
    }

    /** What recovery had to do to the files when this journal was opened. */
    public JournalMending mending() {
        return start.mending();
    }

    /** The segments that exist, oldest first, with what their blocks take; empty for a journal in memory. */
    public List<SegmentInfo> segments() {
        synchronized (lock) {
            final List<SegmentInfo> all = new ArrayList<>(segments);
            if (!all.isEmpty()) {
                final SegmentInfo open = all.remove(all.size() - 1);
                all.add(new SegmentInfo(open.number(), open.baseSequence(), openBytes.get()));
            }
            return all;
        }
    }

    /**
     * About how many bytes the rows behind this sequence take: exact where a segment begins, in proportion to the rows
     * inside one. 0 at the journal's end, and always for a journal in memory.
     */
    public long bytesBehind(long sequence) {
        final List<SegmentInfo> all = segments();
        long end = lastSequence();
        long bytes = 0;
        for (int i = all.size() - 1; i >= 0 && end > sequence; i--) {
            final long base = all.get(i).baseSequence();
            final long rows = end - base + 1;
            if (rows > 0) {
                final long behind = Math.min(rows, end - sequence);
                bytes += behind == rows ? all.get(i).bytes() : (long) ((double) all.get(i).bytes() * behind / rows);
                end = base - 1;
            }
        }
        return bytes;
    }

    /**
     * Engine time of the first block that holds this sequence or a later one, nanoseconds since the epoch;
     * {@link #NONE} when there is none yet, or it is damaged: old history that a start didn't need may be. Opens a
     * reader, so not for every duty cycle.
     */
    public long timeNsAt(long sequence) {
        try (JournalTailer tailer = newTailer()) {
            tailer.seek(sequence);
            return tailer.next() ? tailer.logicalTimeNs() : NONE;
        } catch (CorruptJournalException e) {
            LOG.debug("Nobody knows how old a damaged segment is. {}", e.getMessage());
            return NONE;
        }
    }

    /**
     * What the manifest is to say of the segments; of a journal on disk. A segment that was begun since the last force
     * isn't named: a power cut may take it. Any thread.
     */
    public Holdings.Segments holdings() {
        synchronized (lock) {
            return new Holdings.Segments(segments.get(0).baseSequence(), durableSegment);
        }
    }

    /** What {@link #deleteBefore} with this sequence would leave, at least; asked before it is called. */
    public Holdings.Segments holdingsFrom(long sequence) {
        synchronized (lock) {
            long base = segments.get(0).baseSequence();
            for (final SegmentInfo segment : segments) {
                base = segment.baseSequence() <= sequence ? segment.baseSequence() : base;
            }
            return new Holdings.Segments(base, durableSegment);
        }
    }

    /**
     * Removes the whole segments, from the old end, that hold only sequences before this one and that no open tailer
     * still has to leave; never one whose successor isn't durable yet.
     *
     * @return how many were removed
     */
    public int deleteBefore(long sequence) {
        checkUsable();
        synchronized (lock) {
            int removed = 0;
            while (segments.size() > 1 && segments.get(1).baseSequence() <= sequence
                    && segments.get(1).number() <= durableSegment
                    && !isInUse(segments.get(0).number(), segments.get(1).baseSequence())) {
                try {
                    storage.deleteSegment(segments.get(0).number());
                } catch (IOException | RuntimeException e) {
                    throw fail("An old segment could not be removed", e);
                }
                segments.remove(0);
                removed++;
            }
            return removed;
        }
    }

    /** Ends the segment with its trailer, forces it and lets everything go. A journal that failed is only let go. */
    @Override
    public void close() {
        synchronized (lock) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            new ArrayList<>(tailers).forEach(JournalTailer::close);
        }
        try {
            if (failure.get() == null) {
                appender.finish();
            }
        } finally {
            closeStorage();
        }
    }

    private void closeStorage() {
        try {
            storage.close();
        } catch (IOException | RuntimeException | InternalError e) {
            throw fail("The journal could not be closed", e);
        }
    }

    void checkUsable() {
        final Throwable cause = failure.get();
        if (cause != null) {
            throw new JournalFailedException(
                    "The journal failed before and takes nothing more; restart, it recovers from what is durable;"
                            + " cause=" + cause.getMessage(),
                    cause);
        }
    }

    /** Poisons the journal for ever and returns what to throw. */
    JournalFailedException fail(String what, Throwable cause) {
        failure.compareAndSet(null, cause);
        return new JournalFailedException(
                what + "; nothing more is accepted, check the disk (space, kernel log) and restart;"
                        + " journalId=" + Long.toHexString(start.journalId()) + " lastSequence=" + lastSequence()
                        + " cause=" + cause,
                cause);
    }

    void published(long sequence) {
        lastSequence.lazySet(sequence);
    }

    /** The segment being written holds blocks of so many bytes. */
    void grown(long bytes) {
        openBytes.lazySet(bytes);
    }

    /** The appender goes on in a new segment. */
    void segmentBegun(SegmentInfo segment, long bytesOfPrevious) {
        synchronized (lock) {
            if (bytesOfPrevious > 0) {
                final SegmentInfo previous = segments.remove(segments.size() - 1);
                segments.add(new SegmentInfo(previous.number(), previous.baseSequence(), bytesOfPrevious));
            }
            segments.add(segment);
            openBytes.set(0);
        }
    }

    /** The newest segment that begins at or before {@code sequence}, else the oldest; kept while the tailer is in. */
    int enterSegmentOf(long sequence, JournalTailer tailer) {
        synchronized (lock) {
            int found = firstSegment();
            for (final SegmentInfo segment : segments) {
                if (segment.baseSequence() <= sequence) {
                    found = segment.number();
                }
            }
            tailer.enter(found);
            return found;
        }
    }

    void forget(JournalTailer tailer) {
        synchronized (lock) {
            tailers.remove(tailer);
        }
    }

    private int newestSegment() {
        synchronized (lock) {
            return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number();
        }
    }

    private int firstSegment() {
        return segments.isEmpty() ? -1 : segments.get(0).number();
    }

    private boolean isInUse(int segment, long nextBase) {
        for (final JournalTailer tailer : tailers) {
            if (tailer.segment() <= segment && tailer.expendable() < nextBase) {
                return true;
            }
        }
        return false;
    }
}
