package io.pelton.engine.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.SingleProducerSequencer;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fixed slots in one contiguous buffer. Ring sequences begin at 0 with each run; a journal sequence is a ring sequence
 * plus a fixed {@link #journalOffset()}. One producing thread; each consumer owns its {@link Sequence}.
 */
public final class RowRing implements AutoCloseable {
    /** Slots that only {@link #hasReservedRoom(int)} may take: ticks and control rows pass when data may not. */
    public static final int RESERVED_SLOTS = 8;
    public static final int MIN_SLOTS = 32;

    private final SingleProducerSequencer sequencer;
    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private final int mask;
    private final int slotBytes;
    private final long journalOffset;

    /**
     * @param slots         rounded up to a power of two, at least {@link #MIN_SLOTS}
     * @param rowBytes      bytes of the widest row
     * @param journalOffset journal sequence of the ring's first row
     */
    public RowRing(int slots, int rowBytes, long journalOffset) {
        int size = slotCount(slots);
        slotBytes = slotBytes(rowBytes);
        if ((long) size * slotBytes + BitUtil.CACHE_LINE_LENGTH > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A ring takes at most 2 GB, set 'pelton.ring.slots' lower; slots=" + size
                    + " slotBytes=" + slotBytes);
        }
        this.journalOffset = journalOffset;
        mask = size - 1;
        memory = ByteBuffer.allocateDirect(size * slotBytes + BitUtil.CACHE_LINE_LENGTH);
        int start = (int) (-BufferUtil.address(memory) & BitUtil.CACHE_LINE_LENGTH - 1);
        buffer = new UnsafeBuffer(memory, start, size * slotBytes);
        sequencer = new SingleProducerSequencer(size, new YieldingWaitStrategy());
    }

    /** The number of slots that a ring made with {@code slots} has. */
    public static int slotCount(int slots) {
        return BitUtil.findNextPositivePowerOfTwo(Math.max(slots, MIN_SLOTS));
    }

    /** An odd number of cache lines, so that the slots' headers don't all fall into the same cache sets. */
    static int slotBytes(int rowBytes) {
        int lines = (rowBytes + BitUtil.CACHE_LINE_LENGTH - 1) / BitUtil.CACHE_LINE_LENGTH;
        return (lines | 1) * BitUtil.CACHE_LINE_LENGTH;
    }

    public UnsafeBuffer buffer() {
        return buffer;
    }

    public int slots() {
        return mask + 1;
    }

    public int slotBytes() {
        return slotBytes;
    }

    public long journalOffset() {
        return journalOffset;
    }

    /** Where the slot of this ring sequence begins in {@link #buffer()}. */
    public int slotOffset(long sequence) {
        return (int) (sequence & mask) * slotBytes;
    }

    /** Consumers that a claim must not overtake; before the first claim. */
    public void addGates(Sequence... consumers) {
        sequencer.addGatingSequences(consumers);
    }

    /** What a consumer may read: everything published, or everything that all of {@code before} have consumed. */
    public SequenceBarrier newBarrier(Sequence... before) {
        return sequencer.newBarrier(before);
    }

    /** True when {@code rows} data rows can be claimed now. */
    public boolean hasRoom(int rows) {
        return sequencer.hasAvailableCapacity(rows + RESERVED_SLOTS);
    }

    /** True when {@code rows} ticks or control rows can be claimed now. */
    public boolean hasReservedRoom(int rows) {
        return sequencer.hasAvailableCapacity(rows);
    }

    /**
     * Claims slots, which must be free.
     *
     * @return the ring sequence of the first
     */
    public long claim(int rows) {
        try {
            return sequencer.tryNext(rows) - rows + 1;
        } catch (InsufficientCapacityException e) {
            throw new IllegalStateException("Claimed without asking for room first; rows=" + rows, e);
        }
    }

    /** Publishes everything claimed up to and including {@code sequence}. */
    public void publish(long sequence) {
        sequencer.publish(sequence);
    }

    /** The last ring sequence published, -1 before the first. */
    public long published() {
        return sequencer.getCursor();
    }

    /** Slots in use, for metrics; any thread. */
    public long used() {
        return slots() - sequencer.remainingCapacity();
    }

    @Override
    public void close() {
        BufferUtil.free(memory);
    }
}
