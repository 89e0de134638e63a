package io.pelton.operators.window;

import io.pelton.engine.state.Arena;
import io.pelton.engine.state.KeySlots;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * The live panes of a window aggregation, in the arena: a list in time order, each pane with a directory of chunks
 * that use the numbering of {@link KeySlots}. A chunk holds up to 64 accumulators, a bit for each that was touched,
 * and only as many places as its slots in use need. Untouched accumulators are zero bytes.
 *
 * <pre>
 *   pane    | index (long) | start (long) | next | previous | directory | its length |
 *   chunk   | touched (long) | places (int) | 0 | accumulators ... |
 * </pre>
 *
 * A pane's index is its number on the time line, or the end of the attached window; start tells attached windows with
 * one end apart. A direct-mapped table in front of the list finds the usual pane in one step; it is a cache and no
 * state.
 */
final class Panes {
    static final int CHUNK_HEADER_BYTES = 16;

    private static final int START = 8;
    private static final int NEXT = 16;
    private static final int PREVIOUS = 20;
    private static final int DIRECTORY = 24;
    private static final int DIRECTORY_LENGTH = 28;
    private static final int PANE_BYTES = 32;
    private static final int PLACES = 8;
    private static final int LEAST_PLACES = 4;
    private static final int FIRST_DIRECTORY = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Arena arena;
    private final MutableDirectBuffer memory;
    private final long address;
    private final KeySlots keys;
    private final int accumulatorBytes;
    private final long[] cachedIndexes;
    private final int[] cachedPanes;
    private final int cacheMask;
    private int first;
    private int last;

    Panes(Arena arena, KeySlots keys, int accumulatorBytes, int expectedPanes) {
        this.arena = arena;
        this.memory = arena.buffer();
        this.address = memory.addressOffset();
        this.keys = keys;
        this.accumulatorBytes = accumulatorBytes;
        int entries = Integer.highestOneBit(Math.max(32, Math.min(expectedPanes, 1 << 15))) * 2;
        cachedIndexes = new long[entries];
        cachedPanes = new int[entries];
        cacheMask = entries - 1;
    }

    /** Most bytes of one pane in which every one of {@code maxKeys} keys has an accumulator. */
    static long maxBytes(int maxKeys, int keyGroups, int accumulatorBytes) {
        long chunks = maxKeys / KeySlots.CHUNK_SLOTS + Math.min(keyGroups, maxKeys);
        return chunks * (SnapshotArena.allocatedBytes(chunkBytes(KeySlots.CHUNK_SLOTS, accumulatorBytes)) + 8)
                + PANE_BYTES;
    }

    private static int chunkBytes(int places, int accumulatorBytes) {
        return CHUNK_HEADER_BYTES + places * accumulatorBytes;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    int next(int pane) {
        return memory.getInt(pane + NEXT, ORDER);
    }

    int previous(int pane) {
        return memory.getInt(pane + PREVIOUS, ORDER);
    }

    long index(int pane) {
        return memory.getLong(pane, ORDER);
    }

    long start(int pane) {
        return memory.getLong(pane + START, ORDER);
    }

    /** The pane if the cache knows it, else 0. */
    int cached(long index) {
        int i = (int) index & cacheMask;
        return cachedIndexes[i] == index ? cachedPanes[i] : 0;
    }

    /** The pane, or 0. */
    int find(long index, long start) {
        int cached = cached(index);
        if (cached != 0 && start(cached) == start) {
            return cached;
        }
        int pane = last;
        while (pane != 0 && isAfter(pane, index, start)) {
            pane = previous(pane);
        }
        if (pane == 0 || index(pane) != index || start(pane) != start) {
            return 0;
        }
        remember(index, pane);
        return pane;
    }

    private void remember(long index, int pane) {
        cachedIndexes[(int) index & cacheMask] = index;
        cachedPanes[(int) index & cacheMask] = pane;
    }

    /** The pane, made now if there was none; 0 without memory. */
    int findOrCreate(long index, long start) {
        int before = last;
        while (before != 0 && isAfter(before, index, start)) {
            before = previous(before);
        }
        boolean exists = before != 0 && index(before) == index && start(before) == start;
        int pane = exists ? before : create(index, start);
        if (!exists && pane != 0) {
            link(pane, before);
        }
        if (pane != 0) {
            remember(index, pane);
        }
        return pane;
    }

    private boolean isAfter(int pane, long index, long start) {
        long paneIndex = index(pane);
        return paneIndex > index || paneIndex == index && start(pane) > start;
    }

    /** A pane outside the list; 0 without memory. */
    int create(long index, long start) {
        int length = Math.max(FIRST_DIRECTORY, keys.chunkCount());
        int pane = arena.allocate(PANE_BYTES);
        int directory = pane == 0 ? 0 : arena.allocate(length * Integer.BYTES);
        if (directory == 0) {
            if (pane != 0) {
                arena.free(pane, PANE_BYTES);
            }
            return 0;
        }
        memory.putLong(pane, index, ORDER);
        memory.putLong(pane + START, start, ORDER);
        memory.putInt(pane + DIRECTORY, directory, ORDER);
        memory.putInt(pane + DIRECTORY_LENGTH, length, ORDER);
        return pane;
    }

    private void link(int pane, int before) {
        int after = before == 0 ? first : next(before);
        memory.putInt(pane + NEXT, after, ORDER);
        memory.putInt(pane + PREVIOUS, before, ORDER);
        setNext(before, pane);
        setPrevious(after, pane);
    }

    /** Takes a pane out of the list; its memory stays. */
    void unlink(int pane) {
        setNext(previous(pane), next(pane));
        setPrevious(next(pane), previous(pane));
        int i = (int) index(pane) & cacheMask;
        if (cachedPanes[i] == pane) {
            cachedPanes[i] = 0;
        }
    }

    private void setNext(int pane, int next) {
        if (pane == 0) {
            first = next;
        } else {
            arena.touch(pane, PANE_BYTES);
            memory.putInt(pane + NEXT, next, ORDER);
        }
    }

    private void setPrevious(int pane, int previous) {
        if (pane == 0) {
            last = previous;
        } else {
            arena.touch(pane, PANE_BYTES);
            memory.putInt(pane + PREVIOUS, previous, ORDER);
        }
    }

    /** Gives back the memory of a pane that is in no list. */
    void free(int pane) {
        int length = directoryLength(pane);
        for (int chunk = 0; chunk < length; chunk++) {
            int offset = chunk(pane, chunk);
            if (offset != 0) {
                arena.free(offset, chunkBytes(places(offset), accumulatorBytes));
            }
        }
        arena.free(memory.getInt(pane + DIRECTORY, ORDER), length * Integer.BYTES);
        arena.free(pane, PANE_BYTES);
    }

    /** The accumulator of a slot if it was touched, else 0. Reads by address: this is in the path of every row. */
    int touched(int pane, int slot) {
        long base = address;
        long directory = UnsafeApi.getLong(base + pane + DIRECTORY);
        int chunk = slot >>> 6;
        if (chunk < (int) (directory >>> 32)) {
            int offset = UnsafeApi.getInt(base + (int) directory + ((long) chunk << 2));
            if (offset != 0 && (UnsafeApi.getLong(base + offset) & 1L << slot) != 0) {
                return offset + CHUNK_HEADER_BYTES + (slot & 63) * accumulatorBytes;
            }
        }
        return 0;
    }

    /** The slot's place, made if need be and touched for writing, whether it is in use or not; 0 without memory. */
    int place(int pane, int slot) {
        int chunk = slot >>> 6;
        if (chunk >= directoryLength(pane) && !growDirectory(pane)) {
            return 0;
        }
        int offset = chunk(pane, chunk);
        if (offset == 0 || (slot & 63) >= places(offset)) {
            offset = growChunk(pane, chunk, offset, slot & 63);
            if (offset == 0) {
                return 0;
            }
        }
        int accumulator = offset + CHUNK_HEADER_BYTES + (slot & 63) * accumulatorBytes;
        arena.touch(accumulator, accumulatorBytes);
        return accumulator;
    }

    /** Marks the slot's place as in use. */
    void mark(int pane, int slot) {
        int offset = chunk(pane, slot >>> 6);
        arena.touch(offset, Long.BYTES);
        memory.putLong(offset, memory.getLong(offset, ORDER) | 1L << slot, ORDER);
    }

    /** Takes {@link #mark} back; the accumulator is zero bytes again. */
    void unmark(int pane, int slot) {
        int offset = chunk(pane, slot >>> 6);
        int accumulator = offset + CHUNK_HEADER_BYTES + (slot & 63) * accumulatorBytes;
        arena.touch(offset, Long.BYTES);
        memory.putLong(offset, memory.getLong(offset, ORDER) & ~(1L << slot), ORDER);
        arena.touch(accumulator, accumulatorBytes);
        memory.setMemory(accumulator, accumulatorBytes, (byte) 0);
    }

    /** Bytes that the listed panes up to {@code lastPane} need to take over, each, all keys of those behind them. */
    long suffixBytes(int lastPane) {
        long bytes = 0;
        for (int chunk = 0; chunk < keys.chunkCount(); chunk++) {
            int places = places(chunk, 0);
            boolean isFilled = false;
            for (int pane = lastPane; pane != 0; pane = previous(pane)) {
                int offset = chunk(pane, chunk);
                if (isFilled && (offset == 0 || places(offset) < places)) {
                    bytes += SnapshotArena.allocatedBytes(chunkBytes(places, accumulatorBytes));
                }
                isFilled |= touchedBits(offset) != 0;
            }
        }
        for (int pane = lastPane; pane != 0; pane = previous(pane)) {
            if (directoryLength(pane) < keys.chunkCount()) {
                bytes += SnapshotArena.allocatedBytes(keys.chunkCount() * 2 * Integer.BYTES);
            }
        }
        return bytes;
    }

    /** Places that a chunk has when it grows now: all slots in use fit, and {@code place} does. */
    private int places(int chunk, int place) {
        int used = Math.max(place + 1, 64 - Long.numberOfLeadingZeros(keys.occupancy(chunk)));
        return Math.max(LEAST_PLACES, Integer.highestOneBit(used * 2 - 1));
    }

    private int growChunk(int pane, int chunk, int old, int place) {
        int places = places(chunk, place);
        int offset = arena.allocate(chunkBytes(places, accumulatorBytes));
        if (offset == 0) {
            return 0;
        }
        if (old != 0) {
            int oldBytes = chunkBytes(places(old), accumulatorBytes);
            memory.putBytes(offset, memory, old, oldBytes);
            arena.free(old, oldBytes);
        }
        memory.putInt(offset + PLACES, places, ORDER);
        setChunk(pane, chunk, offset);
        return offset;
    }

    private boolean growDirectory(int pane) {
        int old = memory.getInt(pane + DIRECTORY, ORDER);
        int oldLength = directoryLength(pane);
        int length = Math.max(oldLength * 2, keys.chunkCount());
        int directory = arena.allocate(length * Integer.BYTES);
        if (directory == 0) {
            return false;
        }
        memory.putBytes(directory, memory, old, oldLength * Integer.BYTES);
        arena.free(old, oldLength * Integer.BYTES);
        arena.touch(pane, PANE_BYTES);
        memory.putInt(pane + DIRECTORY, directory, ORDER);
        memory.putInt(pane + DIRECTORY_LENGTH, length, ORDER);
        return true;
    }

    int directoryLength(int pane) {
        return memory.getInt(pane + DIRECTORY_LENGTH, ORDER);
    }

    /** Offset of the pane's chunk, or 0. */
    int chunk(int pane, int chunk) {
        return chunk < directoryLength(pane)
                ? memory.getInt(memory.getInt(pane + DIRECTORY, ORDER) + (chunk << 2), ORDER) : 0;
    }

    void setChunk(int pane, int chunk, int offset) {
        int entry = memory.getInt(pane + DIRECTORY, ORDER) + (chunk << 2);
        arena.touch(entry, Integer.BYTES);
        memory.putInt(entry, offset, ORDER);
    }

    /** Exchanges what two panes hold. */
    void exchange(int pane, int other) {
        long directory = memory.getLong(pane + DIRECTORY, ORDER);
        arena.touch(pane, PANE_BYTES);
        arena.touch(other, PANE_BYTES);
        memory.putLong(pane + DIRECTORY, memory.getLong(other + DIRECTORY, ORDER), ORDER);
        memory.putLong(other + DIRECTORY, directory, ORDER);
    }

    /** Which slots of the chunk (its offset, 0 for none) were touched. */
    long touchedBits(int chunkOffset) {
        return chunkOffset == 0 ? 0 : memory.getLong(chunkOffset, ORDER);
    }

    /** Places of a chunk (its offset). */
    int places(int chunkOffset) {
        return memory.getInt(chunkOffset + PLACES, ORDER);
    }

    /** Which slots of the chunk any listed pane refers to; looks no further once {@code wanted} are found. */
    long referred(int chunk, long found, long wanted) {
        long bits = found;
        int pane = last;
        while (pane != 0 && (wanted & ~bits) != 0) {
            bits |= touchedBits(chunk(pane, chunk));
            pane = previous(pane);
        }
        return bits;
    }

    void snapshot(StateWriter writer) {
        writer.putInt(first);
        writer.putInt(last);
    }

    void restore(StateReader reader) {
        first = reader.getInt();
        last = reader.getInt();
        Arrays.fill(cachedPanes, 0);
    }
}
