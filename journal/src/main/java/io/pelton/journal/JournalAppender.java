package io.pelton.journal;

import io.pelton.journal.block.BlockLayout;
import io.pelton.journal.block.BlockType;
import io.pelton.journal.block.Crc32c;
import io.pelton.journal.block.JournalFailedException;
import io.pelton.journal.block.SegmentHeader;
import io.pelton.journal.block.SegmentTrailer;
import io.pelton.journal.storage.JournalPosition;
import io.pelton.journal.storage.JournalStorage;
import io.pelton.journal.storage.SegmentInfo;
import java.io.IOException;
import org.agrona.MutableDirectBuffer;

/** Appends blocks to one journal: claim, fill, commit or abort. Not thread safe; one thread for its life. */
public final class JournalAppender {
    private static final int NO_CLAIM = -1;

    private final Journal journal;
    private final JournalStorage storage;
    private final long journalId;
    private final int epoch;
    private final byte[] schemas;
    private final int maxPayloadBytes;
    private final boolean isDurabilityKnown;
    private final Crc32c crc = new Crc32c();

    private int segment;
    private long lastSequence;
    private long denseEnd;
    private int lastCrc;
    private long lastTimeNs;
    private long lastDurable = Journal.NONE;
    private long segmentBlocks;
    private long segmentBytes;
    private int segmentCrcXor;
    private int claimedPayload = NO_CLAIM;
    private int claimedRows;

    JournalAppender(Journal journal, JournalStorage storage, JournalPosition start, JournalOptions options) {
        this.journal = journal;
        this.storage = storage;
        this.journalId = start.journalId();
        this.epoch = start.epoch();
        this.lastSequence = start.lastSequence();
        this.denseEnd = start.denseEnd();
        this.lastCrc = start.lastCrc();
        this.schemas = options.schemas();
        this.isDurabilityKnown = options.durability() != DurabilityMode.NONE;
        this.maxPayloadBytes = Math.min(options.blockBytes(), storage.maxExcerptBytes() - BlockLayout.blockLength(0));
    }

    /**
     * Claims room for one block.
     *
     * @param firstSequence   sequence of its first row; must be {@code lastSequence() + 1}
     * @param rowCount        rows in the block, 1 or more
     * @param payloadBytes    bytes of the rows, at most {@link #maxPayloadBytes()}
     * @param logicalTimeNs   engine time of the block, nanoseconds since the epoch
     * @param durableSequence the durable input sequence known now, {@link Journal#NONE} when there is none; not written
     *                        in mode {@code none}, where it would prove to a recovery what isn't so
     * @return false when there is no room now (a bounded journal whose readers are behind, a full disk): try again
     *     later
     * @throws JournalFailedException when storage failed; the journal is poisoned from then on
     */
    public boolean claim(
            BlockType type, long firstSequence, int rowCount, int payloadBytes, long logicalTimeNs,
            long durableSequence) {
        journal.checkUsable();
        checkArguments(type, firstSequence, rowCount, payloadBytes);
        final int bytes = BlockLayout.blockLength(payloadBytes);
        if (!storage.hasRoom(bytes) && !rollOver()) {
            return false;
        }
        final long durable = isDurabilityKnown ? durableSequence : Journal.NONE;
        if (!claimBlock(type, firstSequence, rowCount, payloadBytes, logicalTimeNs, durable)) {
            return false;
        }
        lastTimeNs = logicalTimeNs;
        lastDurable = durable;
        return true;
    }

    /** The buffer of the claimed block; valid until {@link #commit()} or {@link #abort()}. */
    public MutableDirectBuffer buffer() {
        return storage.buffer();
    }

    /** Where the claimed payload begins in {@link #buffer()}. */
    public int payloadOffset() {
        return storage.offset() + BlockLayout.HEADER_LENGTH;
    }

    /** Checksums the claimed block and makes it visible to tailers. */
    public void commit() {
        final int sum = commitBlock();
        lastSequence += claimedRows;
        denseEnd = lastSequence;
        lastCrc = sum;
        segmentCrcXor ^= sum;
        segmentBlocks++;
        journal.published(lastSequence);
    }

    /** Gives the claim back; nothing was appended. */
    public void abort() {
        checkClaimed();
        claimedPayload = NO_CLAIM;
        try {
            storage.abort();
        } catch (IOException | RuntimeException | InternalError e) {
            throw journal.fail("A claimed block could not be given back", e);
        }
    }

    /** The last sequence committed, {@link Journal#NONE} before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The largest payload that one block can carry. */
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    /** Begins a segment with its header block; nothing else may be claimed. */
    void beginSegment(int number) {
        try {
            if (!storage.canRoll(number)) {
                throw new IOException("No room for a new segment; segment=" + number);
            }
            storage.roll(number);
        } catch (IOException | RuntimeException | InternalError e) {
            throw journal.fail("A new segment could not be begun", e);
        }
        final SegmentHeader header = new SegmentHeader(
                SegmentHeader.FORMAT_VERSION, number, journalId, lastSequence + 1, denseEnd, lastCrc, epoch,
                schemas);
        segment = number;
        segmentBlocks = 0;
        segmentCrcXor = 0;
        if (!claimBlock(BlockType.SEGMENT_HEADER, lastSequence + 1, 0, header.encodedLength(), lastTimeNs,
                lastDurable)) {
            throw journal.fail("A new segment takes no header", new IOException("No room; segment=" + number));
        }
        header.encode(buffer(), payloadOffset());
        final long bytesOfPrevious = segmentBytes;
        segmentBytes = 0;
        final int length = BlockLayout.blockLength(header.encodedLength());
        commitBlock();
        journal.segmentBegun(new SegmentInfo(number, lastSequence + 1), bytesOfPrevious);
        segmentBytes = length;
        journal.grown(length);
    }

    /** Writes the last trailer and forces it; the appender is done. */
    void finish() {
        if (claimedPayload != NO_CLAIM) {
            abort();
        }
        if (storage.isDurable()) {
            endSegment();
            try {
                storage.force();
            } catch (IOException | RuntimeException | InternalError e) {
                throw journal.fail("The device refused to make the journal's end durable", e);
            }
        }
    }

    private boolean rollOver() {
        try {
            if (!storage.canRoll(segment + 1)) {
                return false;
            }
        } catch (IOException | RuntimeException | InternalError e) {
            throw journal.fail("A new segment could not be prepared", e);
        }
        endSegment();
        beginSegment(segment + 1);
        return true;
    }

    private void endSegment() {
        final SegmentTrailer trailer = new SegmentTrailer(segmentBlocks, lastSequence, segmentCrcXor);
        if (!claimBlock(BlockType.SEGMENT_TRAILER, lastSequence + 1, 0, SegmentTrailer.ENCODED_LENGTH, lastTimeNs,
                lastDurable)) {
            throw journal.fail("A segment takes no trailer", new IOException("No room; segment=" + segment));
        }
        trailer.encode(buffer(), payloadOffset());
        commitBlock();
    }

    private boolean claimBlock(
            BlockType type, long firstSequence, int rowCount, int payloadBytes, long logicalTimeNs,
            long durableSequence) {
        try {
            if (!storage.claim(BlockLayout.blockLength(payloadBytes))) {
                return false;
            }
            final MutableDirectBuffer buffer = storage.buffer();
            final int offset = storage.offset();
            BlockLayout.encode(
                    buffer, offset, type, firstSequence, rowCount, payloadBytes, logicalTimeNs, durableSequence);
            BlockLayout.origin(buffer, offset, segment, epoch);
        } catch (IOException | RuntimeException | InternalError e) {
            throw journal.fail("A block could not be claimed", e);
        }
        claimedPayload = payloadBytes;
        claimedRows = rowCount;
        return true;
    }

    private int commitBlock() {
        checkClaimed();
        try {
            final MutableDirectBuffer buffer = storage.buffer();
            final int offset = storage.offset();
            final int sum = BlockLayout.checksum(crc, buffer, offset, claimedPayload, journalId, segment);
            BlockLayout.crc(buffer, offset, sum);
            segmentBytes += BlockLayout.blockLength(claimedPayload);
            claimedPayload = NO_CLAIM;
            storage.commit();
            journal.grown(segmentBytes);
            return sum;
        } catch (IOException | RuntimeException | InternalError e) {
            throw journal.fail("A block could not be committed", e);
        }
    }

    private void checkArguments(BlockType type, long firstSequence, int rowCount, int payloadBytes) {
        if (claimedPayload != NO_CLAIM) {
            throw new IllegalStateException("Commit or abort the claimed block first; firstSequence="
                    + (lastSequence + 1));
        }
        if (firstSequence != lastSequence + 1) {
            throw new IllegalArgumentException(
                    "Sequences are dense; firstSequence=" + firstSequence + " expected=" + (lastSequence + 1));
        }
        if (rowCount < 1 || payloadBytes < 0 || payloadBytes > maxPayloadBytes) {
            throw new IllegalArgumentException(
                    "A block holds 1 row or more and at most maxPayloadBytes; rowCount=" + rowCount
                            + " payloadBytes=" + payloadBytes + " maxPayloadBytes=" + maxPayloadBytes);
        }
        if (type != BlockType.ROWS && type != BlockType.REFERENCE) {
            throw new IllegalArgumentException("The journal writes blocks of this type itself; type=" + type);
        }
    }

    private void checkClaimed() {
        if (claimedPayload == NO_CLAIM) {
            throw new IllegalStateException("Claim a block first; lastSequence=" + lastSequence);
        }
    }
}
