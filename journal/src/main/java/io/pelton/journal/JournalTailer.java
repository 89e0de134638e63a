package io.pelton.journal;

import io.pelton.journal.block.BlockReader;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.block.SegmentTrailer;
import io.pelton.journal.storage.StorageTailer;
import org.agrona.DirectBuffer;

/**
 * Reads blocks of rows in order; each one is checked (magic, version, length, CRC32C, expected sequence) before it is
 * shown. Headers and trailers of segments are checked too and not shown. Not thread safe; one thread for its life.
 */
public final class JournalTailer implements AutoCloseable {
    private static final int MAX_MISSES = 1_000_000;
    private static final byte[] NO_SCHEMAS = new byte[0];

    private final Journal journal;
    private final StorageTailer storage;
    private final long journalId;
    private final boolean isDurable;
    private final BlockReader block = new BlockReader();

    private long expectedSequence = Journal.NONE;
    private int lastCrc;
    private boolean knowsLastCrc;
    private long skippedBefore;
    private byte[] schemas = NO_SCHEMAS;
    private volatile int segment;
    private volatile long expendable = Journal.NONE;
    private boolean isClosed;

    JournalTailer(Journal journal, StorageTailer storage, long journalId, int firstSegment) {
        this.journal = journal;
        this.storage = storage;
        this.journalId = journalId;
        this.isDurable = journal.isDurable();
        this.segment = firstSegment;
        toSegment(firstSegment);
    }

    /** Moves so that the next block shown is the one that holds {@code sequence}, or the first one after it. */
    public void seek(long sequence) {
        toSegment(isDurable ? journal.enterSegmentOf(sequence, this) : 0);
        skippedBefore = sequence;
    }

    /**
     * Steps to the next block; never waits. In memory the current block is left even when there is no next one: a
     * bounded journal may need its room for that next one.
     *
     * @return false when no further block is committed yet
     * @throws CorruptJournalException when the next block is damaged
     */
    public boolean next() {
        if (isClosed) {
            throw new IllegalStateException("The tailer is closed; segment=" + segment);
        }
        if (isDurable && expectedSequence > journal.lastSequence()) {
            return false;
        }
        for (int misses = 0; misses < MAX_MISSES; misses++) {
            if (nextRows()) {
                return true;
            }
            if (!isDurable || expectedSequence > journal.lastSequence()) {
                return false;
            }
            Thread.onSpinWait();
        }
        throw new CorruptJournalException(
                "The journal ends too early; stop, run `pelton journal verify` and restart; segment=" + segment
                        + " expectedSequence=" + expectedSequence + " lastSequence=" + journal.lastSequence());
    }

    public BlockType type() {
        return block.type();
    }

    /** Sequence of the current block's first row. */
    public long firstSequence() {
        return block.firstSequence();
    }

    public int rowCount() {
        return block.rowCount();
    }

    /** The durable input sequence known when the block was written. */
    public long durableSequence() {
        return block.durableSequence();
    }

    /** Engine time of the block, nanoseconds since the epoch. */
    public long logicalTimeNs() {
        return block.logicalTimeNs();
    }

    /** The current block; valid until the next call of {@link #next()}, {@link #seek(long)} or {@link #close()}. */
    public DirectBuffer buffer() {
        return block.buffer();
    }

    public int payloadOffset() {
        return block.payloadOffset();
    }

    public int payloadBytes() {
        return block.payloadLength();
    }

    /** The engine's bytes from the header of the current block's segment; not a copy. Empty for a journal in memory. */
    public byte[] schemas() {
        return schemas;
    }

    /** The segment that this tailer is in; any thread may ask. */
    public int segment() {
        return segment;
    }

    /**
     * Says that this reader needs nothing up to and including {@code sequence}; a bounded journal drops what all have
     * released.
     */
    public void release(long sequence) {
        storage.release(sequence);
    }

    /**
     * Says that segments that end before this sequence may be removed under this reader; when it comes back it has to
     * {@link #seek}, and {@link #next()} throws until it does. Any thread: for a reader that is stuck.
     */
    public void expendBefore(long sequence) {
        expendable = Math.max(expendable, sequence);
    }

    /** What {@link #expendBefore} was told; any thread. */
    public long expendable() {
        return expendable;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            journal.forget(this);
            storage.close();
        }
    }

    /** Says under the journal's lock which segment must not be removed; {@link #toSegment} follows. */
    void enter(int number) {
        segment = number;
    }

    private void toSegment(int number) {
        skippedBefore = 0;
        expectedSequence = Journal.NONE;
        knowsLastCrc = false;
        if (!storage.toSegment(number)) {
            throw new CorruptJournalException(
                    "A segment file is missing; run `pelton journal verify`; segment=" + number);
        }
    }

    private boolean nextRows() {
        try {
            while (storage.next()) {
                if (accept() && block.lastSequence() >= skippedBefore) {
                    return true;
                }
            }
            return false;
        } catch (InternalError e) {
            throw new CorruptJournalException(
                    "The device can't read a mapped segment; check the disk and restart; segment=" + segment, e);
        }
    }

    /** Checks the storage's current excerpt; true for a block of rows. */
    private boolean accept() {
        final int number = isDurable ? storage.segment() : 0;
        final BlockReader.Verdict verdict =
                block.check(storage.buffer(), storage.offset(), storage.length(), journalId, number);
        if (verdict != BlockReader.Verdict.GOOD) {
            throw corrupt("A block is damaged (" + verdict + ")", number);
        }
        return switch (block.type()) {
            case SEGMENT_HEADER -> acceptHeader(number);
            case SEGMENT_TRAILER -> acceptTrailer(number);
            case ROWS, REFERENCE -> acceptRows(number);
        };
    }

    private boolean acceptRows(int number) {
        if (expectedSequence != Journal.NONE && block.firstSequence() != expectedSequence) {
            throw corrupt("Blocks are missing or doubled; found=" + block.firstSequence(), number);
        }
        expectedSequence = block.firstSequence() + block.rowCount();
        lastCrc = block.storedCrc();
        knowsLastCrc = true;
        return true;
    }

    private boolean acceptHeader(int number) {
        final SegmentHeader header = SegmentHeader.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
        if (header == null || header.journalId() != journalId || header.segment() != number) {
            throw corrupt("A segment has the header of another", number);
        }
        if (expectedSequence != Journal.NONE && !continues(header)) {
            throw corrupt("A segment is missing before this one; baseSequence=" + header.baseSequence(), number);
        }
        if (knowsLastCrc && header.previousLastCrc() != lastCrc) {
            throw corrupt("The segment before this one was another one", number);
        }
        expectedSequence = header.baseSequence();
        schemas = header.schemas();
        segment = number;
        return false;
    }

    /** Dense, or begun knowingly behind rows that are gone: recovery has checked that their loss was accepted. */
    private boolean continues(SegmentHeader header) {
        return header.baseSequence() == expectedSequence
                || header.baseSequence() > expectedSequence && header.previousLastSequence() == expectedSequence - 1;
    }

    private boolean acceptTrailer(int number) {
        final SegmentTrailer trailer =
                SegmentTrailer.decode(block.buffer(), block.payloadOffset(), block.payloadLength());
        if (trailer == null || trailer.lastSequence() + 1 != expectedSequence) {
            throw corrupt("A segment's trailer disagrees with its blocks", number);
        }
        return false;
    }

    private CorruptJournalException corrupt(String what, int number) {
        return new CorruptJournalException(
                what + "; nothing behind it is used, run `pelton journal verify`; segment=" + number
                        + " expectedSequence=" + expectedSequence);
    }
}
