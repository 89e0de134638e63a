package io.pelton.operators.window;

import io.pelton.engine.operator.Output;
import io.pelton.engine.state.KeySlots;
import java.util.Arrays;

/**
 * Emits one window: for each key in the order (group, slot), merges what the window's panes hold and hands it to the
 * aggregate. Stops when the output is full and goes on from there.
 */
final class WindowEmitter {
    private final WindowAggregate owner;
    private final KeySlots keys;
    private final Panes panes;
    private final PaneMerger merger;
    private final int accumulatorBytes;
    private int[] sources = new int[16];
    private int[] chunkOffsets = new int[16];
    private long[] touched = new long[16];
    private int sourceCount;
    private long startMs;
    private long endMs;
    private boolean isActive;
    private int position;
    private int chunk;
    private long remaining;

    WindowEmitter(WindowAggregate owner, int accumulatorBytes) {
        this.owner = owner;
        this.keys = owner.keys;
        this.panes = owner.panes;
        this.merger = owner.merger;
        this.accumulatorBytes = accumulatorBytes;
    }

    /** True between {@link #begin} and the {@link #run} that returns true. */
    boolean isActive() {
        return isActive;
    }

    void begin(long windowStartMs, long windowEndMs) {
        startMs = windowStartMs;
        endMs = windowEndMs;
        sourceCount = 0;
        position = 0;
        remaining = 0;
        isActive = true;
    }

    /** Adds a pane of the window, in time order. */
    void add(int pane) {
        if (sourceCount == sources.length) {
            sources = Arrays.copyOf(sources, sourceCount * 2);
            chunkOffsets = new int[sourceCount * 2];
            touched = new long[sourceCount * 2];
        }
        sources[sourceCount++] = pane;
    }

    /** Emits what is left; false when the output is full. */
    boolean run() {
        Output output = owner.output;
        while (true) {
            while (remaining == 0) {
                if (position == keys.chunkCount()) {
                    isActive = false;
                    return true;
                }
                load(keys.orderedChunk(position++));
            }
            if (!output.hasRoom(1)) {
                return false;
            }
            int place = Long.numberOfTrailingZeros(remaining);
            remaining &= remaining - 1;
            int slot = (chunk << 6) + place;
            int accumulator = combine(place);
            owner.emit(keys.keyOffset(slot), keys.keyLength(slot), accumulator, startMs, endMs);
            merger.emitted(accumulator);
        }
    }

    private void load(int newChunk) {
        chunk = newChunk;
        long any = 0;
        for (int i = 0; i < sourceCount; i++) {
            int offset = panes.chunk(sources[i], newChunk);
            long bits = panes.touchedBits(offset);
            chunkOffsets[i] = offset;
            touched[i] = bits;
            any |= bits;
        }
        remaining = any;
    }

    /** The key's accumulator if one pane has it, else the merged ones in the scratch accumulator. */
    private int combine(int place) {
        int inChunk = Panes.CHUNK_HEADER_BYTES + place * accumulatorBytes;
        long bit = 1L << place;
        int result = 0;
        boolean isScratch = false;
        for (int i = 0; i < sourceCount; i++) {
            if ((touched[i] & bit) != 0) {
                int accumulator = chunkOffsets[i] + inChunk;
                if (result == 0) {
                    result = accumulator;
                } else {
                    if (!isScratch) {
                        result = merger.copyToScratch(result);
                        isScratch = true;
                    }
                    owner.merge(result, accumulator);
                }
            }
        }
        return result;
    }
}
