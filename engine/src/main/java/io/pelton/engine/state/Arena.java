package io.pelton.engine.state;

import org.agrona.MutableDirectBuffer;

/**
 * All memory of the operators of one processing thread: one range of addresses, reserved at start, used from the
 * bottom, divided into {@link #BLOCK_BYTES} blocks for snapshots. An allocation is an offset; offset 0 is never given
 * out and means "none".
 *
 * <p>Contract of every writer: call {@link #touch(int, int)} for the range before writing to it (allocation touches the
 * new range). While a snapshot is being taken that keeps the old contents of the block; otherwise it costs one test of
 * a field.
 */
public interface Arena {

    /** Unit of copy-on-first-touch. */
    int BLOCK_BYTES = 64 * 1024;

    /** The memory. Absolute offsets, the same object for the arena's life, little-endian access by the caller. */
    MutableDirectBuffer buffer();

    /** Says that {@code length} bytes at {@code offset} are about to be written. */
    void touch(int offset, int length);

    /**
     * Allocates zeroed memory, 8-byte aligned. Freed ranges of the same rounded size are reused, the one
     * freed last first.
     *
     * @return its offset, or 0 when the arena is full: refuse the row, nothing is broken
     */
    int allocate(int bytes);

    /** Gives back a range that {@link #allocate(int)} gave with the same {@code bytes}. */
    void free(int offset, int bytes);

    /** True when {@code bytes} more could surely be allocated in one piece. */
    boolean hasRoom(int bytes);

    /** Bytes in use. */
    long usedBytes();

    /** Bytes it may grow to. */
    long capacityBytes();
}
