package io.pelton.engine.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The arena: native memory, reserved in full when it opens and paid for page by page when it is used. The processing
 * thread only.
 *
 * <p>The bytes [0, {@link #highWaterBytes()}) are its whole state: free ranges are linked through their own memory,
 * and the header in front holds the rest once a snapshot has begun.
 *
 * <pre>
 *   0       4         8            12         16        24         32                                1024
 *   +-------+---------+------------+----------+---------+----------+---------------------------------+----------
 *   | magic | version | highWater  | 0        | used    | 0        | first free range of each class  | ranges ...
 *   +-------+---------+------------+----------+---------+----------+---------------------------------+----------
 * </pre>
 *
 * <p>A snapshot is taken between two inputs: {@link #beginSnapshot()} fixes what belongs to it,
 * {@link #copyBlocks(int, BlockConsumer)} hands over some blocks each time it is called, and of a block that is touched
 * before its turn the touched pages are copied aside first. The stream goes on in between.
 */
public final class SnapshotArena implements Arena, AutoCloseable {
    /** The largest arena: offsets are ints. */
    public static final long MAX_CAPACITY_BYTES = (1L << 31) - BLOCK_BYTES;

    private static final int MAGIC = 0x414E4C50;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 1024;
    private static final int VERSION_OFFSET = 4;
    private static final int HIGH_WATER_OFFSET = 8;
    private static final int USED_OFFSET = 16;
    private static final int FREE_OFFSET = 32;
    private static final int BLOCK_SHIFT = 16;
    private static final int DEFAULT_SIDE_PAGES = 256;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer buffer;
    private final BlockCopies copies;
    private final int[] freeHeads = new int[SizeClasses.COUNT];
    private final int capacity;
    private long address;
    private int highWater = HEADER_BYTES;
    private long used;
    private boolean snapshotting;

    /** An arena of at most {@code capacityBytes}, rounded down to blocks. */
    public SnapshotArena(long capacityBytes) {
        this(capacityBytes, DEFAULT_SIDE_PAGES);
    }

    /**
     * An arena.
     *
     * @param sidePages pages that writes during a snapshot may set aside before more memory is asked for
     */
    public SnapshotArena(long capacityBytes, int sidePages) {
        if (capacityBytes < BLOCK_BYTES || capacityBytes > MAX_CAPACITY_BYTES) {
            throw new IllegalArgumentException("state memory out of range, set pelton.memory.max between 64 KB and 2 GB"
                    + " - 64 KB: bytes=" + capacityBytes);
        }
        capacity = (int) (capacityBytes - capacityBytes % BLOCK_BYTES);
        address = UnsafeApi.allocateMemory(capacity);
        copies = new BlockCopies(address, sidePages);
        buffer = new UnsafeBuffer(address, capacity);
        buffer.setMemory(0, HEADER_BYTES, (byte) 0);
    }

    @Override
    public UnsafeBuffer buffer() {
        return buffer;
    }

    @Override
    public void touch(int offset, int length) {
        if (snapshotting) {
            keep(offset, length);
        }
    }

    private void keep(int offset, int length) {
        copies.keep(offset, offset + length - 1);
    }

    @Override
    public int allocate(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("an allocation has at least one byte: bytes=" + bytes);
        }
        int index = SizeClasses.indexOf(bytes);
        long size = SizeClasses.bytesOf(index);
        int offset = freeHeads[index];
        if (offset != 0) {
            freeHeads[index] = buffer.getInt(offset, ORDER);
        } else if (size <= capacity - highWater) {
            offset = highWater;
            highWater += (int) size;
        } else {
            return 0;
        }
        touch(offset, (int) size);
        buffer.setMemory(offset, (int) size, (byte) 0);
        used += size;
        return offset;
    }

    @Override
    public void free(int offset, int bytes) {
        int index = SizeClasses.indexOf(bytes);
        touch(offset, Integer.BYTES);
        buffer.putInt(offset, freeHeads[index], ORDER);
        freeHeads[index] = offset;
        used -= SizeClasses.bytesOf(index);
    }

    @Override
    public boolean hasRoom(int bytes) {
        int index = SizeClasses.indexOf(bytes);
        return freeHeads[index] != 0 || SizeClasses.bytesOf(index) <= capacity - highWater;
    }

    @Override
    public long usedBytes() {
        return used;
    }

    @Override
    public long capacityBytes() {
        return capacity;
    }

    /** Bytes from the start that were ever given out: the length of a snapshot's image. */
    public int highWaterBytes() {
        return highWater;
    }

    /** Bytes that an allocation of {@code bytes} takes. */
    public static long allocatedBytes(int bytes) {
        return SizeClasses.bytesOf(SizeClasses.indexOf(bytes));
    }

    /**
     * Memory outside the arena that snapshots have come to need: old contents of pages that were written to. At most
     * the arena's own size, and that only when every page is written to before its block's turn.
     */
    public long sideBytes() {
        return copies.sideBytes();
    }

    /** Starts a snapshot of the memory as it is now. Its image has {@link #highWaterBytes()} bytes at this moment. */
    public void beginSnapshot() {
        if (snapshotting) {
            throw new IllegalStateException("a snapshot is under way, finish or abort it first: highWater="
                    + highWater);
        }
        buffer.putInt(0, MAGIC, ORDER);
        buffer.putInt(VERSION_OFFSET, VERSION, ORDER);
        buffer.putInt(HIGH_WATER_OFFSET, highWater, ORDER);
        buffer.putLong(USED_OFFSET, used, ORDER);
        for (int i = 0; i < freeHeads.length; i++) {
            buffer.putInt(FREE_OFFSET + i * Integer.BYTES, freeHeads[i], ORDER);
        }
        copies.begin(highWater);
        snapshotting = true;
    }

    /** True from {@link #beginSnapshot()} until the last block was handed over. */
    public boolean isSnapshotting() {
        return snapshotting;
    }

    /** Hands over up to {@code limit} blocks of the snapshot under way and returns how many; 0 when there is none. */
    public int copyBlocks(int limit, BlockConsumer consumer) {
        if (!snapshotting) {
            return 0;
        }
        int copied = copies.copy(buffer, limit, consumer);
        snapshotting = !copies.isDone();
        return copied;
    }

    /** Gives the snapshot under way up, if there is one. */
    public void abortSnapshot() {
        copies.abort();
        snapshotting = false;
    }

    /**
     * Puts back one block of a snapshot. When all are back: {@link #endRestore()}. To be done when the operators have
     * opened, because opening allocates, and before they restore their roots.
     */
    public void restoreBlock(int block, DirectBuffer source, int offset, int length) {
        long start = (long) block << BLOCK_SHIFT;
        if (block < 0 || length < 0 || length > BLOCK_BYTES || start + length > capacity) {
            throw new IllegalStateException("the snapshot is larger than the state memory, raise pelton.memory.max:"
                    + " block=" + block + " length=" + length + " capacityBytes=" + capacity);
        }
        buffer.putBytes((int) start, source, offset, length);
    }

    /** Ends a restore: reads the header of the image. */
    public void endRestore() {
        int magic = buffer.getInt(0, ORDER);
        int version = buffer.getInt(VERSION_OFFSET, ORDER);
        if (magic != MAGIC || version != VERSION) {
            throw new IllegalStateException("not an arena of this version, restore another snapshot: magic="
                    + Integer.toHexString(magic) + " version=" + version + " expected=" + VERSION);
        }
        highWater = buffer.getInt(HIGH_WATER_OFFSET, ORDER);
        used = buffer.getLong(USED_OFFSET, ORDER);
        for (int i = 0; i < freeHeads.length; i++) {
            freeHeads[i] = buffer.getInt(FREE_OFFSET + i * Integer.BYTES, ORDER);
        }
    }

    /** Gives the memory back; afterwards every access is out of bounds. */
    @Override
    public void close() {
        if (address != 0) {
            buffer.wrap(0, 0);
            UnsafeApi.freeMemory(address);
            address = 0;
            copies.close();
        }
    }
}
