package io.pelton.engine.state;

import org.agrona.UnsafeApi;

/**
 * The table of {@link KeySlots} for keys of at most 8 bytes: the keys themselves lie in it, so that a look-up reads one
 * entry and nothing else. Open addressing, at most three quarters full. The processing thread only.
 *
 * <pre>
 *   entry | key padded with zeros (long) | slot + 1 (int), 0 = empty | length (int) |
 * </pre>
 */
final class WordTable {
    private static final int FIRST_ENTRIES = 128;
    private static final int MOST_ENTRIES = 1 << 26;
    private static final int ENTRY_SHIFT = 4;
    private static final int ENTRY_BYTES = 1 << ENTRY_SHIFT;
    private static final int SLOT = 8;

    private final Arena arena;
    private final long address;
    private int table;
    private int mask;

    /** Takes its first memory at once; {@link #isMissing()} when there was none. */
    WordTable(Arena arena) {
        this.arena = arena;
        address = arena.buffer().addressOffset();
        table = arena.allocate(FIRST_ENTRIES * ENTRY_BYTES);
        mask = FIRST_ENTRIES - 1;
    }

    boolean isMissing() {
        return table == 0;
    }

    /** The key's slot, or {@link KeySlots#KEY_LIMIT}. */
    int find(long word, int length, int hash) {
        long entries = address + table;
        int entryMask = mask;
        int position = hash & entryMask;
        while (true) {
            long entry = entries + ((long) position << ENTRY_SHIFT);
            long slot = UnsafeApi.getLong(entry + SLOT);
            if (UnsafeApi.getLong(entry) == word && (int) (slot >>> 32) == length && slot != 0) {
                return (int) slot - 1;
            }
            if (slot == 0) {
                return KeySlots.KEY_LIMIT;
            }
            position = (position + 1) & entryMask;
        }
    }

    /** Makes room for one more key; false without memory for it. */
    boolean hasRoomFor(int keys) {
        return (keys + 1) * 4L <= (mask + 1) * 3L || grow() || (keys + 1) * 8L < (mask + 1) * 7L;
    }

    /** Enters a key that is new. */
    void insert(long word, int length, int hash, int slot) {
        int position = hash & mask;
        while (slotAndLength(position) != 0) {
            position = (position + 1) & mask;
        }
        put(position, word, (long) length << 32 | slot + 1);
    }

    private boolean grow() {
        int entries = mask + 1;
        int old = table;
        int bigger = entries >= MOST_ENTRIES ? 0 : arena.allocate(entries * 2 * ENTRY_BYTES);
        if (bigger == 0) {
            return false;
        }
        table = bigger;
        mask = entries * 2 - 1;
        for (int i = 0; i < entries; i++) {
            long entry = address + old + ((long) i << ENTRY_SHIFT);
            long slot = UnsafeApi.getLong(entry + SLOT);
            if (slot != 0) {
                long word = UnsafeApi.getLong(entry);
                int length = (int) (slot >>> 32);
                insert(word, length, (int) KeyHash.hash(word, length), (int) slot - 1);
            }
        }
        arena.free(old, entries * ENTRY_BYTES);
        return true;
    }

    /** Takes a key out and moves the entries behind it up, so that no probe meets a gap. */
    void remove(int hash, int slot) {
        int gap = hash & mask;
        while ((int) slotAndLength(gap) != slot + 1) {
            gap = (gap + 1) & mask;
        }
        int next = (gap + 1) & mask;
        long entry = slotAndLength(next);
        while (entry != 0) {
            long word = word(next);
            int home = (int) KeyHash.hash(word, (int) (entry >>> 32)) & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                put(gap, word, entry);
                gap = next;
            }
            next = (next + 1) & mask;
            entry = slotAndLength(next);
        }
        put(gap, 0L, 0L);
    }

    private void put(int position, long word, long slotAndLength) {
        int entry = table + (position << ENTRY_SHIFT);
        arena.touch(entry, ENTRY_BYTES);
        UnsafeApi.putLong(address + entry, word);
        UnsafeApi.putLong(address + entry + SLOT, slotAndLength);
    }

    private long word(int position) {
        return UnsafeApi.getLong(address + table + ((long) position << ENTRY_SHIFT));
    }

    private long slotAndLength(int position) {
        return UnsafeApi.getLong(address + table + ((long) position << ENTRY_SHIFT) + SLOT);
    }

    /** The table of a set without keys goes back to its first size. */
    void shrink() {
        if (mask != FIRST_ENTRIES - 1) {
            int smaller = arena.allocate(FIRST_ENTRIES * ENTRY_BYTES);
            if (smaller != 0) {
                arena.free(table, (mask + 1) * ENTRY_BYTES);
                table = smaller;
                mask = FIRST_ENTRIES - 1;
            }
        }
    }

    /** Most bytes of a table of {@code maxKeys} keys. */
    static long maxBytes(int maxKeys) {
        long entries = FIRST_ENTRIES;
        while (maxKeys * 4L > entries * 3L) {
            entries *= 2;
        }
        return entries * ENTRY_BYTES;
    }

    void snapshot(StateWriter writer) {
        writer.putInt(table);
        writer.putInt(mask);
    }

    void restore(StateReader reader) {
        table = reader.getInt();
        mask = reader.getInt();
    }
}
