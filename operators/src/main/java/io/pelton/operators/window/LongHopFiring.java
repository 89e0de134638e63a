package io.pelton.operators.window;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;

/**
 * Sliding windows of many panes. The time line is cut into blocks as long as a window; a window is then the end of one
 * block and the beginning of the next one. When the first window of a block is due, the block's panes become suffix
 * aggregates in place (each pane then holds all from itself to the block's end), and one pane outside the list, the
 * prefix, takes up the panes of the next block one by one. So a result is one merge, however long the window (van Herk
 * 1992, Gil and Werman 1993).
 *
 * <p>A late row is accumulated aside and merged, before anything else happens, into all that it belongs to: the
 * suffixes at and before its pane, or its pane and the prefix. Where memory is short, a block stays as it is and its
 * windows merge pane by pane.
 */
final class LongHopFiring extends HopFiring {
    private static final long NO_BLOCK = Long.MIN_VALUE;

    private long suffixBlock = NO_BLOCK;
    private long blockEnd;
    private long prefixEnd;
    private int prefix;
    private boolean hasSuffixes;
    private boolean hasPrefix;
    private int lateSlot = -1;
    private long lateIndex;

    LongHopFiring(WindowAggregate owner, WindowEmitter emitter) {
        super(owner, emitter);
    }

    @Override
    void addPanes(long from) {
        long end = from + time.panesPerWindow;
        long block = Math.floorDiv(from, time.panesPerWindow);
        if (block != suffixBlock) {
            startBlock(block);
        }
        int pane = panes.first();
        if (!hasSuffixes) {
            addListed(pane, Math.min(end, blockEnd));
        } else if (pane != 0 && panes.index(pane) < blockEnd) {
            emitter.add(pane);
        }
        if (end > prefixEnd) {
            extendPrefix(end);
        }
        if (hasPrefix && prefix != 0) {
            emitter.add(prefix);
        } else if (!hasPrefix) {
            addListed(firstFrom(blockEnd), end);
        }
    }

    private void startBlock(long block) {
        dropPrefix();
        suffixBlock = block;
        blockEnd = (block + 1) * time.panesPerWindow;
        prefixEnd = blockEnd;
        hasPrefix = true;
        int pane = lastBefore(blockEnd);
        hasSuffixes = merger.hasRoomFor(panes.suffixBytes(pane));
        if (hasSuffixes && pane != 0) {
            int previous = panes.previous(pane);
            while (previous != 0) {
                merger.mergeAll(previous, pane);
                pane = previous;
                previous = panes.previous(pane);
            }
        }
    }

    private void extendPrefix(long end) {
        for (long index = prefixEnd; index < end && hasPrefix; index++) {
            int pane = panes.find(index, 0);
            if (pane != 0) {
                hasPrefix = merger.hasRoomFor(merger.maxPaneBytes());
                if (hasPrefix && prefix == 0) {
                    prefix = panes.create(blockEnd, 0);
                }
                if (hasPrefix) {
                    merger.mergeAll(prefix, pane);
                } else {
                    dropPrefix();
                }
            }
        }
        prefixEnd = end;
    }

    private void dropPrefix() {
        if (prefix != 0) {
            merger.dispose(prefix);
            prefix = 0;
        }
    }

    private int lastBefore(long end) {
        int pane = panes.last();
        while (pane != 0 && panes.index(pane) >= end) {
            pane = panes.previous(pane);
        }
        return pane;
    }

    private int firstFrom(long index) {
        int pane = lastBefore(index);
        return pane == 0 ? panes.first() : panes.next(pane);
    }

    @Override
    void allExpired() {
        dropPrefix();
        suffixBlock = NO_BLOCK;
    }

    @Override
    int sharedAccumulator(long index, long timeMs, int keyLength) {
        boolean isSuffix = hasSuffixes && index < blockEnd;
        boolean isInPrefix = hasPrefix && index >= blockEnd && index < prefixEnd;
        if (suffixBlock == NO_BLOCK || !isSuffix && !isInPrefix) {
            return owner.accumulatorIn(index, timeMs, keyLength);
        }
        int slot = owner.slot(keyLength);
        if (slot < 0) {
            return 0;
        }
        boolean hasPlaces = isSuffix ? reserveSuffixes(index, slot) : reservePrefix(index, slot);
        if (!hasPlaces) {
            return owner.noMemory();
        }
        owner.nextDueMs = Long.MIN_VALUE;
        lateSlot = slot;
        lateIndex = index;
        owner.count(timeMs);
        return merger.lateScratch();
    }

    private boolean reserveSuffixes(long index, int slot) {
        if (panes.find(index, 0) == 0 && !createSuffix(index)) {
            return false;
        }
        int pane = panes.first();
        while (pane != 0 && panes.index(pane) <= index) {
            if (panes.place(pane, slot) == 0) {
                return false;
            }
            pane = panes.next(pane);
        }
        return true;
    }

    /** A pane that nothing had fallen into yet begins as a copy of the suffix behind it. */
    private boolean createSuffix(long index) {
        int behind = firstFrom(index);
        if (!merger.hasRoomFor(merger.maxPaneBytes())) {
            return false;
        }
        int pane = panes.findOrCreate(index, 0);
        if (pane != 0 && behind != 0 && panes.index(behind) < blockEnd) {
            merger.mergeAll(pane, behind);
        }
        return pane != 0;
    }

    private boolean reservePrefix(long index, int slot) {
        int pane = panes.findOrCreate(index, 0);
        if (pane == 0 || panes.place(pane, slot) == 0) {
            return false;
        }
        if (prefix == 0) {
            prefix = panes.create(blockEnd, 0);
        }
        return prefix != 0 && panes.place(prefix, slot) != 0;
    }

    @Override
    void settle() {
        if (lateSlot < 0) {
            return;
        }
        int slot = lateSlot;
        lateSlot = -1;
        if (lateIndex < blockEnd) {
            int pane = panes.first();
            while (pane != 0 && panes.index(pane) <= lateIndex) {
                merger.mergeLate(pane, slot);
                pane = panes.next(pane);
            }
        } else {
            merger.mergeLate(panes.find(lateIndex, 0), slot);
            merger.mergeLate(prefix, slot);
        }
    }

    @Override
    void forget() {
        lateSlot = -1;
    }

    @Override
    long referred(int chunk) {
        return prefix == 0 ? 0 : panes.touchedBits(panes.chunk(prefix, chunk));
    }

    @Override
    void snapshot(StateWriter writer) {
        super.snapshot(writer);
        writer.putLong(suffixBlock);
        writer.putLong(blockEnd);
        writer.putLong(prefixEnd);
        writer.putInt(prefix);
        writer.putInt((hasSuffixes ? 1 : 0) + (hasPrefix ? 2 : 0));
    }

    @Override
    void restore(StateReader reader) {
        super.restore(reader);
        suffixBlock = reader.getLong();
        blockEnd = reader.getLong();
        prefixEnd = reader.getLong();
        prefix = reader.getInt();
        int flags = reader.getInt();
        hasSuffixes = (flags & 1) != 0;
        hasPrefix = (flags & 2) != 0;
    }
}
