package io.pelton.operators.window;

import io.pelton.engine.state.Arena;
import io.pelton.engine.state.KeySlots;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Merges accumulators: of a window's panes into a scratch one, of whole panes, of a late row's into what it belongs to.
 * Knows, for that, whether accumulators hold memory beside their bytes.
 */
final class PaneMerger {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final WindowAggregate owner;
    private final Arena arena;
    private final MutableDirectBuffer state;
    private final Panes panes;
    private final KeySlots keys;
    private final WindowAggregateSpec spec;
    private final int accumulatorBytes;
    private final boolean holdsMemory;
    private int scratch;
    private int lateScratch;

    PaneMerger(WindowAggregate owner, WindowAggregateSpec spec, Arena arena, boolean holdsMemory) {
        this.owner = owner;
        this.spec = spec;
        this.arena = arena;
        this.holdsMemory = holdsMemory;
        this.state = arena.buffer();
        this.panes = owner.panes;
        this.keys = owner.keys;
        this.accumulatorBytes = spec.accumulatorBytes();
        scratch = arena.allocate(accumulatorBytes);
        lateScratch = arena.allocate(accumulatorBytes);
        if (scratch == 0 || lateScratch == 0) {
            throw new IllegalStateException("no memory for two accumulators, raise pelton.memory.max: capacityBytes="
                    + arena.capacityBytes() + " usedBytes=" + arena.usedBytes());
        }
    }

    /** Takes a pane out of the list and gives its memory back. */
    void discard(int pane) {
        panes.unlink(pane);
        dispose(pane);
    }

    /** Gives the memory of an unlisted pane back. */
    void dispose(int pane) {
        if (holdsMemory) {
            for (int chunk = 0; chunk < panes.directoryLength(pane); chunk++) {
                int offset = panes.chunk(pane, chunk);
                for (long bits = panes.touchedBits(offset); bits != 0; bits &= bits - 1) {
                    owner.release(accumulatorAt(offset, Long.numberOfTrailingZeros(bits)));
                }
            }
        }
        panes.free(pane);
        owner.sweepSoon();
    }

    private int accumulatorAt(int chunkOffset, int place) {
        return chunkOffset + Panes.CHUNK_HEADER_BYTES + place * accumulatorBytes;
    }

    /** Copies an accumulator to the scratch one, to be changed there. */
    int copyToScratch(int source) {
        arena.touch(scratch, accumulatorBytes);
        if (holdsMemory) {
            state.setMemory(scratch, accumulatorBytes, (byte) 0);
        }
        owner.copy(scratch, source);
        return scratch;
    }

    /** The result in this accumulator is emitted. */
    void emitted(int accumulator) {
        if (holdsMemory && accumulator == scratch) {
            owner.release(scratch);
        }
    }

    /** The accumulator for a late row, empty. */
    int lateScratch() {
        arena.touch(lateScratch, accumulatorBytes);
        state.setMemory(lateScratch, accumulatorBytes, (byte) 0);
        owner.initialize(lateScratch);
        return lateScratch;
    }

    /** Merges the late row's accumulator into a slot whose place is made already. */
    void mergeLate(int pane, int slot) {
        mergeInto(pane, slot, lateScratch);
    }

    private void mergeInto(int pane, int slot, int source) {
        int known = panes.touched(pane, slot);
        if (known != 0) {
            arena.touch(known, accumulatorBytes);
            owner.merge(known, source);
            return;
        }
        int accumulator = panes.place(pane, slot);
        if (accumulator == 0) {
            throw new IllegalStateException("room that was asked for is gone: usedBytes=" + arena.usedBytes());
        }
        panes.mark(pane, slot);
        owner.copy(accumulator, source);
    }

    /** Merges all of {@code source}, which stays as it is, into the earlier pane {@code target}. */
    void mergeAll(int target, int source) {
        for (int chunk = 0; chunk < panes.directoryLength(source); chunk++) {
            int offset = panes.chunk(source, chunk);
            for (long bits = panes.touchedBits(offset); bits != 0; bits &= bits - 1) {
                int place = Long.numberOfTrailingZeros(bits);
                mergeInto(target, (chunk << 6) + place, accumulatorAt(offset, place));
            }
        }
    }

    /** Merges {@code source} into the earlier pane {@code target} and takes its chunks over: needs no memory. */
    void absorb(int target, int source) {
        boolean isExchanged = panes.directoryLength(source) > panes.directoryLength(target);
        if (isExchanged) {
            panes.exchange(target, source);
        }
        for (int chunk = 0; chunk < panes.directoryLength(source); chunk++) {
            int own = panes.chunk(target, chunk);
            int other = panes.chunk(source, chunk);
            int earlier = isExchanged ? other : own;
            int later = isExchanged ? own : other;
            if (earlier != 0 && later != 0) {
                int kept = mergeChunks(earlier, later);
                panes.setChunk(target, chunk, kept);
                panes.setChunk(source, chunk, kept == earlier ? later : earlier);
            } else if (own == 0 && other != 0) {
                panes.setChunk(target, chunk, other);
                panes.setChunk(source, chunk, 0);
            }
        }
        panes.free(source);
        owner.sweepSoon();
    }

    /** Merges the later chunk into the earlier one, moves the result to the wider of the two and returns it. */
    private int mergeChunks(int earlier, int later) {
        long earlierBits = panes.touchedBits(earlier);
        long laterBits = panes.touchedBits(later);
        int kept = panes.places(later) > panes.places(earlier) ? later : earlier;
        arena.touch(kept, Panes.CHUNK_HEADER_BYTES + panes.places(kept) * accumulatorBytes);
        state.putLong(kept, earlierBits | laterBits, ORDER);
        for (long bits = earlierBits | laterBits; bits != 0; bits &= bits - 1) {
            int place = Long.numberOfTrailingZeros(bits);
            int first = accumulatorAt(earlier, place);
            int second = accumulatorAt(later, place);
            boolean isInFirst = (earlierBits & 1L << place) != 0;
            if (isInFirst && (laterBits & 1L << place) != 0) {
                arena.touch(first, accumulatorBytes);
                owner.merge(first, second);
                if (holdsMemory) {
                    owner.release(second);
                }
            }
            int result = isInFirst ? first : second;
            int home = accumulatorAt(kept, place);
            if (result != home) {
                state.putBytes(home, state, result, accumulatorBytes);
            }
        }
        return kept;
    }

    /** Bytes that a pane with all keys of now takes. */
    long maxPaneBytes() {
        return Panes.maxBytes(keys.size(), spec.keyGroups(), accumulatorBytes) + KeySlots.CHUNK_SLOTS;
    }

    boolean hasRoomFor(long bytes) {
        return bytes == 0 || bytes < Integer.MAX_VALUE / 2 && arena.hasRoom((int) bytes);
    }

    void snapshot(StateWriter writer) {
        writer.putInt(scratch);
        writer.putInt(lateScratch);
    }

    void restore(StateReader reader) {
        scratch = reader.getInt();
        lateScratch = reader.getInt();
    }
}
