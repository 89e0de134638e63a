package io.pelton.engine.state;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Keys (byte strings) → slots (dense ints that index keyed state). Slots come in chunks of 64 that belong to one key
 * group each; in a group the lowest free slot is taken, so first appearance decides. The order (group, slot in the
 * group) depends on the keys' history alone, not on how groups are spread over threads. All of it lies in the arena
 * but for the roots that {@link #snapshot(StateWriter)} writes. A set of keys of at most 8 bytes keeps them in a
 * {@link WordTable}, in place of the table below, and in the chunks, in place of records. The processing thread only.
 *
 * <pre>
 *   table entry   | slot + 1 (int) | hash tag (int) |               open addressing, 0 = empty, at most half full
 *   record        | length (long) | bytes, padded with zeros to 8 |
 *   group         | first chunk + 1 (int) | first chunk that may have a free slot + 1 (int) |
 *   chunk         | occupancy (long) | group | ordinal | next in the group + 1 | 0 | 64 record offsets |
 *   ... of words  | the same up to here                                             | 64 keys (long) | 64 lengths (byte) |
 * </pre>
 */
public final class KeySlots {
    /** No such key, or the declared number of keys is reached. */
    public static final int KEY_LIMIT = -1;
    /** The arena is full. */
    public static final int NO_MEMORY = -2;
    /** Slots in a chunk. */
    public static final int CHUNK_SLOTS = 64;

    private static final int FIRST_TABLE_ENTRIES = 256;
    private static final int FIRST_CHUNKS = 16;
    private static final int BYTES = 8;
    private static final int GROUP_BYTES = 8;
    private static final int OPEN_CHUNK = 4;
    private static final int CHUNK_GROUP = 8;
    private static final int CHUNK_ORDINAL = 12;
    private static final int CHUNK_NEXT = 16;
    private static final int CHUNK_RECORDS = 24;
    private static final int CHUNK_BYTES = CHUNK_RECORDS + CHUNK_SLOTS * Integer.BYTES;
    private static final int CHUNK_LENGTHS = CHUNK_RECORDS + CHUNK_SLOTS * Long.BYTES;
    private static final int WORD_CHUNK_BYTES = CHUNK_LENGTHS + CHUNK_SLOTS;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Arena arena;
    private final MutableDirectBuffer memory;
    private final long address;
    private final int maxKeys;
    private final int keyGroups;
    /** For keys that fit into a word, else null. */
    private final WordTable words;
    private final int chunkBytes;
    private int table;
    private int tableMask;
    private int size;
    private int groups;
    private int chunks;
    private int chunkOrder;
    private int chunkCapacity;
    private int chunkCount;
    /** How many chunks {@link #chunkOrder} lists; when there are others it is behind. No state: -1 after a restore. */
    private int orderedCount;

    /**
     * An empty set of keys; takes its first memory at once.
     *
     * @param keyBytes  most bytes of a key; up to 8 make look-ups cheaper
     * @param keyGroups a power of two
     */
    public KeySlots(Arena arena, int maxKeys, int keyBytes, int keyGroups) {
        if (Integer.bitCount(keyGroups) != 1 || maxKeys < 1) {
            throw new IllegalArgumentException("key groups must be a power of two and keys at least 1: keyGroups="
                    + keyGroups + " maxKeys=" + maxKeys);
        }
        this.arena = arena;
        this.memory = arena.buffer();
        this.address = memory.addressOffset();
        if (memory.byteArray() != null || ByteOrder.nativeOrder() != ORDER) {
            throw new IllegalArgumentException("keys need native, little-endian memory, use a SnapshotArena: buffer="
                    + memory + " order=" + ByteOrder.nativeOrder());
        }
        this.maxKeys = maxKeys;
        this.keyGroups = keyGroups;
        groups = arena.allocate(keyGroups * GROUP_BYTES);
        words = keyBytes <= Long.BYTES ? new WordTable(arena) : null;
        chunkBytes = words != null ? WORD_CHUNK_BYTES : CHUNK_BYTES;
        table = words != null ? 0 : arena.allocate(FIRST_TABLE_ENTRIES * Long.BYTES);
        tableMask = words != null ? 0 : FIRST_TABLE_ENTRIES - 1;
        chunks = arena.allocate(FIRST_CHUNKS * Integer.BYTES);
        chunkOrder = arena.allocate(FIRST_CHUNKS * Integer.BYTES);
        chunkCapacity = FIRST_CHUNKS;
        if (groups == 0 || (words != null ? words.isMissing() : table == 0) || chunks == 0 || chunkOrder == 0) {
            throw new IllegalStateException("no memory for the first keys, raise pelton.memory.max: capacityBytes="
                    + arena.capacityBytes() + " usedBytes=" + arena.usedBytes());
        }
    }

    /** The slot of a key, or {@link #KEY_LIMIT}. 7 bytes behind the key must be readable. */
    public int find(DirectBuffer key, int offset, int length) {
        if (words != null) {
            long word = word(key, offset, length);
            return words.find(word, length, (int) KeyHash.hash(word, length));
        }
        return lookUp(key, offset, length, KeyHash.hash(key, offset, length));
    }

    /** The slot of a key, given now if it is new; {@link #KEY_LIMIT} or {@link #NO_MEMORY} when that can't be. */
    public int findOrAdd(DirectBuffer key, int offset, int length) {
        if (words != null) {
            long word = word(key, offset, length);
            long hash = KeyHash.hash(word, length);
            int slot = words.find(word, length, (int) hash);
            return slot >= 0 ? slot : add(key, offset, length, hash);
        }
        long hash = KeyHash.hash(key, offset, length);
        int slot = lookUp(key, offset, length, hash);
        return slot >= 0 ? slot : add(key, offset, length, hash);
    }

    private static long word(DirectBuffer key, int offset, int length) {
        if (length > Long.BYTES) {
            throw new IllegalArgumentException("a key is longer than declared: keyBytes=8 length=" + length);
        }
        return length == 0 ? 0L : KeyHash.lastWord(key, offset, length);
    }

    /** Reads by address: the slot is known as soon as its table entry is, the key is compared meanwhile. */
    private int lookUp(DirectBuffer key, int offset, int length, long hash) {
        long entries = address + table;
        int tag = (int) hash;
        int mask = tableMask;
        int position = tag & mask;
        while (true) {
            long entry = UnsafeApi.getLong(entries + ((long) position << 3));
            if (entry == 0) {
                return KEY_LIMIT;
            }
            int slot = (int) entry - 1;
            if ((int) (entry >>> 32) == tag && isKeyOf(slot, key, offset, length)) {
                return slot;
            }
            position = (position + 1) & mask;
        }
    }

    private boolean isKeyOf(int slot, DirectBuffer key, int offset, int length) {
        long chunk = address + UnsafeApi.getInt(address + chunks + ((long) (slot >>> 6) << 2));
        long record = address + UnsafeApi.getInt(chunk + CHUNK_RECORDS + ((slot & 63) << 2));
        if (UnsafeApi.getLong(record) != length) {
            return false;
        }
        long stored = record + BYTES;
        int whole = length & ~7;
        for (int i = 0; i < whole; i += Long.BYTES) {
            if (UnsafeApi.getLong(stored + i) != key.getLong(offset + i, ORDER)) {
                return false;
            }
        }
        return whole == length || UnsafeApi.getLong(stored + whole) == KeyHash.lastWord(key, offset + whole, length);
    }

    private int add(DirectBuffer key, int offset, int length, long hash) {
        if (size >= maxKeys) {
            return KEY_LIMIT;
        }
        if (!hasTableRoom()) {
            return NO_MEMORY;
        }
        int chunk = chunkWithRoom(KeyHash.group(hash, keyGroups));
        int record = chunk < 0 || words != null ? 0 : arena.allocate(recordBytes(length));
        if (chunk < 0 || words == null && record == 0) {
            return NO_MEMORY;
        }
        int chunkOffset = chunkOffset(chunk);
        arena.touch(chunkOffset, chunkBytes);
        long occupancy = memory.getLong(chunkOffset, ORDER);
        int bit = Long.numberOfTrailingZeros(~occupancy);
        int slot = (chunk << 6) + bit;
        memory.putLong(chunkOffset, occupancy | 1L << bit, ORDER);
        if (words != null) {
            long word = word(key, offset, length);
            memory.putLong(chunkOffset + CHUNK_RECORDS + (bit << 3), word, ORDER);
            memory.putByte(chunkOffset + CHUNK_LENGTHS + bit, (byte) length);
            words.insert(word, length, (int) hash, slot);
        } else {
            memory.putInt(chunkOffset + CHUNK_RECORDS + (bit << 2), record, ORDER);
            memory.putLong(record, length, ORDER);
            memory.putBytes(record + BYTES, key, offset, length);
            insert(table, tableMask, (int) hash, slot + 1);
        }
        size++;
        return slot;
    }

    private boolean hasTableRoom() {
        if (words != null) {
            return words.hasRoomFor(size);
        }
        return size * 2L < tableMask || growTable() || size * 8L < tableMask * 7L;
    }

    private static int recordBytes(int length) {
        return BYTES + ((length + 7) & ~7);
    }

    private void insert(int intoTable, int mask, int tag, int slotPlusOne) {
        int position = tag & mask;
        while (memory.getLong(intoTable + (position << 3), ORDER) != 0) {
            position = (position + 1) & mask;
        }
        int entry = intoTable + (position << 3);
        arena.touch(entry, Long.BYTES);
        memory.putLong(entry, (long) tag << 32 | slotPlusOne, ORDER);
    }

    private boolean growTable() {
        int entries = tableMask + 1;
        if (entries > 1 << 26) {
            return false;
        }
        int bigger = arena.allocate(entries * 2 * Long.BYTES);
        if (bigger == 0) {
            return false;
        }
        for (int i = 0; i < entries; i++) {
            long entry = memory.getLong(table + (i << 3), ORDER);
            if (entry != 0) {
                insert(bigger, entries * 2 - 1, (int) (entry >>> 32), (int) entry);
            }
        }
        arena.free(table, entries * Long.BYTES);
        table = bigger;
        tableMask = entries * 2 - 1;
        return true;
    }

    /** First chunk of the group with a free slot, a new one if need be; -1 without memory. */
    private int chunkWithRoom(int group) {
        int root = groups + group * GROUP_BYTES;
        int chunk = memory.getInt(root + OPEN_CHUNK, ORDER) - 1;
        int last = -1;
        while (chunk >= 0) {
            int offset = chunkOffset(chunk);
            if (memory.getLong(offset, ORDER) != -1L) {
                break;
            }
            last = chunk;
            chunk = memory.getInt(offset + CHUNK_NEXT, ORDER) - 1;
        }
        int found = chunk >= 0 ? chunk : newChunk(group, last);
        if (found >= 0 && memory.getInt(root + OPEN_CHUNK, ORDER) != found + 1) {
            arena.touch(root, GROUP_BYTES);
            memory.putInt(root + OPEN_CHUNK, found + 1, ORDER);
        }
        return found;
    }

    private int newChunk(int group, int previous) {
        if (chunkCount == chunkCapacity && !growChunks()) {
            return -1;
        }
        int offset = arena.allocate(chunkBytes);
        if (offset == 0) {
            return -1;
        }
        int chunk = chunkCount;
        memory.putInt(offset + CHUNK_GROUP, group, ORDER);
        if (previous >= 0) {
            int before = chunkOffset(previous);
            memory.putInt(offset + CHUNK_ORDINAL, memory.getInt(before + CHUNK_ORDINAL, ORDER) + 1, ORDER);
            arena.touch(before, chunkBytes);
            memory.putInt(before + CHUNK_NEXT, chunk + 1, ORDER);
        } else {
            arena.touch(groups + group * GROUP_BYTES, GROUP_BYTES);
            memory.putInt(groups + group * GROUP_BYTES, chunk + 1, ORDER);
        }
        arena.touch(chunks + (chunk << 2), Integer.BYTES);
        memory.putInt(chunks + (chunk << 2), offset, ORDER);
        chunkCount++;
        return chunk;
    }

    /** Lists the chunks of all groups; asked for only when results are due: a new chunk costs always the same. */
    private void order() {
        arena.touch(chunkOrder, chunkCount * Integer.BYTES);
        int position = 0;
        for (int group = 0; group < keyGroups; group++) {
            int chunk = memory.getInt(groups + group * GROUP_BYTES, ORDER) - 1;
            while (chunk >= 0) {
                memory.putInt(chunkOrder + (position << 2), chunk, ORDER);
                position++;
                chunk = memory.getInt(chunkOffset(chunk) + CHUNK_NEXT, ORDER) - 1;
            }
        }
        orderedCount = chunkCount;
    }

    private boolean growChunks() {
        int bytes = chunkCapacity * Integer.BYTES;
        int biggerChunks = arena.allocate(bytes * 2);
        int biggerOrder = arena.allocate(bytes * 2);
        if (biggerChunks == 0 || biggerOrder == 0) {
            if (biggerChunks + biggerOrder != 0) {
                arena.free(biggerChunks + biggerOrder, bytes * 2);
            }
            return false;
        }
        memory.putBytes(biggerChunks, memory, chunks, bytes);
        memory.putBytes(biggerOrder, memory, chunkOrder, bytes);
        arena.free(chunks, bytes);
        arena.free(chunkOrder, bytes);
        chunks = biggerChunks;
        chunkOrder = biggerOrder;
        chunkCapacity *= 2;
        return true;
    }

    /** Forgets the key of a slot in use; the slot is free for another key. */
    public void free(int slot) {
        int chunk = slot >>> 6;
        int offset = chunkOffset(chunk);
        int key = keyOffset(slot);
        int length = keyLength(slot);
        int hash = (int) KeyHash.hash(memory, key, length);
        arena.touch(offset, chunkBytes);
        if (words != null) {
            words.remove(hash, slot);
        } else {
            remove(hash, slot + 1);
            arena.free(key - BYTES, recordBytes(length));
            memory.putInt(offset + CHUNK_RECORDS + ((slot & 63) << 2), 0, ORDER);
        }
        memory.putLong(offset, memory.getLong(offset, ORDER) & ~(1L << slot), ORDER);
        int root = groups + memory.getInt(offset + CHUNK_GROUP, ORDER) * GROUP_BYTES;
        int open = chunkOffset(memory.getInt(root + OPEN_CHUNK, ORDER) - 1);
        if (memory.getInt(offset + CHUNK_ORDINAL, ORDER) < memory.getInt(open + CHUNK_ORDINAL, ORDER)) {
            arena.touch(root, GROUP_BYTES);
            memory.putInt(root + OPEN_CHUNK, chunk + 1, ORDER);
        }
        size--;
    }

    /** Takes the entry out and moves those behind it up, so that no probe meets a gap. */
    private void remove(int tag, int slotPlusOne) {
        int position = tag & tableMask;
        while ((int) memory.getLong(table + (position << 3), ORDER) != slotPlusOne) {
            position = (position + 1) & tableMask;
        }
        int gap = position;
        int next = (gap + 1) & tableMask;
        long entry = memory.getLong(table + (next << 3), ORDER);
        while (entry != 0) {
            int home = (int) (entry >>> 32) & tableMask;
            if (((next - home) & tableMask) >= ((next - gap) & tableMask)) {
                arena.touch(table + (gap << 3), Long.BYTES);
                memory.putLong(table + (gap << 3), entry, ORDER);
                gap = next;
            }
            next = (next + 1) & tableMask;
            entry = memory.getLong(table + (next << 3), ORDER);
        }
        arena.touch(table + (gap << 3), Long.BYTES);
        memory.putLong(table + (gap << 3), 0L, ORDER);
    }

    /** Gives the memory of an empty set back, down to what a new one has. Slots start from the beginning. */
    public void shrink() {
        if (size != 0) {
            throw new IllegalStateException("keys are left: size=" + size);
        }
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            arena.free(chunkOffset(chunk), chunkBytes);
        }
        chunkCount = 0;
        orderedCount = 0;
        arena.touch(groups, keyGroups * GROUP_BYTES);
        memory.setMemory(groups, keyGroups * GROUP_BYTES, (byte) 0);
        if (words != null) {
            words.shrink();
        } else if (tableMask != FIRST_TABLE_ENTRIES - 1) {
            int smaller = arena.allocate(FIRST_TABLE_ENTRIES * Long.BYTES);
            if (smaller != 0) {
                arena.free(table, (tableMask + 1) * Long.BYTES);
                table = smaller;
                tableMask = FIRST_TABLE_ENTRIES - 1;
            }
        }
    }

    public int size() {
        return size;
    }

    /** Chunks in use; a chunk c holds the slots 64 c … 64 c + 63. */
    public int chunkCount() {
        return chunkCount;
    }

    /** The chunk at a position, 0 … {@link #chunkCount()} - 1, of the order (group, slot). */
    public int orderedChunk(int position) {
        if (orderedCount != chunkCount) {
            order();
        }
        return memory.getInt(chunkOrder + (position << 2), ORDER);
    }

    /** One bit per slot of the chunk, set when the slot has a key. */
    public long occupancy(int chunk) {
        return memory.getLong(chunkOffset(chunk), ORDER);
    }

    /** The slot's key group. */
    public int group(int slot) {
        return memory.getInt(chunkOffset(slot >>> 6) + CHUNK_GROUP, ORDER);
    }

    /** Where in the arena the slot's key begins. */
    public int keyOffset(int slot) {
        return words != null ? chunkOffset(slot >>> 6) + CHUNK_RECORDS + ((slot & 63) << 3) : record(slot) + BYTES;
    }

    /** Bytes of the slot's key. */
    public int keyLength(int slot) {
        return words != null ? memory.getByte(chunkOffset(slot >>> 6) + CHUNK_LENGTHS + (slot & 63))
                : (int) memory.getLong(record(slot), ORDER);
    }

    private int record(int slot) {
        return memory.getInt(chunkOffset(slot >>> 6) + CHUNK_RECORDS + ((slot & 63) << 2), ORDER);
    }

    private int chunkOffset(int chunk) {
        return memory.getInt(chunks + (chunk << 2), ORDER);
    }

    /** Most arena bytes that a set of {@code maxKeys} keys of up to {@code keyBytes} comes to need. */
    public static long maxBytes(int maxKeys, int keyBytes, int keyGroups) {
        boolean areWords = keyBytes <= Long.BYTES;
        long tableBytes = areWords ? WordTable.maxBytes(maxKeys)
                : Math.max(FIRST_TABLE_ENTRIES, Long.highestOneBit(maxKeys * 2L) * 2) * Long.BYTES;
        long chunkLimit = maxKeys / CHUNK_SLOTS + Math.min(keyGroups, maxKeys);
        return 2 * tableBytes
                + (areWords ? 0L : maxKeys * SnapshotArena.allocatedBytes(recordBytes(keyBytes)))
                + chunkLimit * (SnapshotArena.allocatedBytes(areWords ? WORD_CHUNK_BYTES : CHUNK_BYTES)
                + 8 * Integer.BYTES)
                + (long) keyGroups * GROUP_BYTES;
    }

    public void snapshot(StateWriter writer) {
        if (words != null) {
            words.snapshot(writer);
        } else {
            writer.putInt(table);
            writer.putInt(tableMask);
        }
        writer.putInt(size);
        writer.putInt(groups);
        writer.putInt(chunks);
        writer.putInt(chunkOrder);
        writer.putInt(chunkCapacity);
        writer.putInt(chunkCount);
    }

    public void restore(StateReader reader) {
        if (words != null) {
            words.restore(reader);
        } else {
            table = reader.getInt();
            tableMask = reader.getInt();
        }
        size = reader.getInt();
        groups = reader.getInt();
        chunks = reader.getInt();
        chunkOrder = reader.getInt();
        chunkCapacity = reader.getInt();
        chunkCount = reader.getInt();
        orderedCount = -1;
    }
}
