package io.pelton.operators.aggregate;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.state.Arena;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * COUNT(DISTINCT …): sets of whole words ({@link #ofLongs}; doubles as {@link Double#doubleToLongBits}: one NaN, and
 * 0.0 apart from −0.0) or of byte strings ({@link #ofStrings}). An accumulator's field
 * {@code | set (int) | count (int) |} refers to its set in the arena. Each set holds at most the declared number of
 * values; a window's union of several panes may hold that many per pane.
 *
 * <p>An aggregate that uses it overrides {@code WindowAggregate.release} and calls {@link #free} there. One instance
 * per aggregate, one thread.
 *
 * <pre>
 *   set of words    | capacity - 1 (int) | 1 if 0 is in it (int) | words, 0 = empty ... |
 *   set of strings  | capacity - 1 (int) | 0 | record offset (int), hash tag (int) ... |
 *   record          | length (int) | bytes |
 * </pre>
 */
public final class DistinctValues {
    public static final int FIELD_BYTES = 8;

    private static final int COUNT = 4;
    private static final int HAS_ZERO = 4;
    private static final int ENTRIES = 8;
    private static final int FIRST_CAPACITY = 8;
    private static final int RESERVED_SETS = 4;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Arena arena;
    private final MutableDirectBuffer memory;
    private final boolean isOfStrings;
    private final int maxValues;
    private final int reserveBytes;

    private DistinctValues(Arena arena, boolean isOfStrings, int maxValues, int panesPerWindow, int valueBytes) {
        if (maxValues < 1 || maxValues > 1 << 24) {
            throw new IllegalArgumentException("pelton.distinct.max out of range 1 to 16777216: distinctMax="
                    + maxValues);
        }
        this.arena = arena;
        this.memory = arena.buffer();
        this.isOfStrings = isOfStrings;
        this.maxValues = maxValues;
        long wanted = (RESERVED_SETS + (panesPerWindow > 1 ? panesPerWindow : 0L)) * maxValues * (32L + valueBytes);
        reserveBytes = (int) Math.min(wanted, arena.capacityBytes() / 4);
    }

    /**
     * Sets of longs.
     *
     * @param panesPerWindow panes whose sets a result unites: room for that is kept free
     */
    public static DistinctValues ofLongs(Arena arena, int maxValues, int panesPerWindow) {
        return new DistinctValues(arena, false, maxValues, panesPerWindow, 0);
    }

    /** Sets of byte strings of up to {@code maxStringBytes}. */
    public static DistinctValues ofStrings(Arena arena, int maxValues, int panesPerWindow, int maxStringBytes) {
        return new DistinctValues(arena, true, maxValues, panesPerWindow, maxStringBytes);
    }

    /** Values in the set. */
    public int count(int field) {
        return memory.getInt(field + COUNT, ORDER);
    }

    /**
     * True when {@link #add(int, long)} will succeed: the value is there already, or limit and memory allow one more.
     */
    public boolean canAdd(int field, long value) {
        return refusal(field, value) == null;
    }

    /** As {@link #canAdd(int, long)} for strings. */
    public boolean canAdd(int field, DirectBuffer source, int offset, int length) {
        return refusal(field, source, offset, length) == null;
    }

    /** Why the value can't be added, or null if it can. */
    public DeadLetterReason refusal(int field, long value) {
        return contains(field, value) ? null : refusal(field);
    }

    /** Why the string can't be added, or null if it can. */
    public DeadLetterReason refusal(int field, DirectBuffer source, int offset, int length) {
        return contains(field, source, offset, length) ? null : refusal(field);
    }

    private DeadLetterReason refusal(int field) {
        if (count(field) >= maxValues) {
            return DeadLetterReason.DISTINCT_LIMIT;
        }
        int set = memory.getInt(field, ORDER);
        boolean grows = set == 0 || isFull(field, set);
        int growthBytes = tableBytes(set == 0 ? FIRST_CAPACITY : capacity(set) * 2);
        return arena.hasRoom(reserveBytes + (grows ? growthBytes : 0)) ? null : DeadLetterReason.MEMORY_LIMIT;
    }

    private boolean isFull(int field, int set) {
        return (count(field) + 1) * 4L > capacity(set) * 3L;
    }

    private static int tableBytes(int capacity) {
        return ENTRIES + capacity * Long.BYTES;
    }

    public boolean contains(int field, long value) {
        int set = memory.getInt(field, ORDER);
        if (set == 0) {
            return false;
        }
        return value == 0 ? memory.getInt(set + HAS_ZERO, ORDER) != 0
                : memory.getLong(entryOf(set, value), ORDER) != 0;
    }

    public boolean contains(int field, DirectBuffer source, int offset, int length) {
        int set = memory.getInt(field, ORDER);
        return set != 0
                && memory.getLong(entryOf(set, tag(source, offset, length), source, offset, length), ORDER) != 0;
    }

    /** Adds a value after {@link #canAdd(int, long)}; true when it is new. */
    public boolean add(int field, long value) {
        if (contains(field, value)) {
            return false;
        }
        int set = roomForOne(field);
        if (value == 0) {
            arena.touch(set, ENTRIES);
            memory.putInt(set + HAS_ZERO, 1, ORDER);
        } else {
            int entry = entryOf(set, value);
            arena.touch(entry, Long.BYTES);
            memory.putLong(entry, value, ORDER);
        }
        counted(field);
        return true;
    }

    /** Adds a string after {@link #canAdd(int, DirectBuffer, int, int)}; true when it is new. */
    public boolean add(int field, DirectBuffer source, int offset, int length) {
        if (contains(field, source, offset, length)) {
            return false;
        }
        int record = needed(arena.allocate(Integer.BYTES + length));
        memory.putInt(record, length, ORDER);
        memory.putBytes(record + Integer.BYTES, source, offset, length);
        int set = roomForOne(field);
        int tag = tag(source, offset, length);
        int entry = entryOf(set, tag, source, offset, length);
        arena.touch(entry, Long.BYTES);
        memory.putLong(entry, (long) tag << 32 | record, ORDER);
        counted(field);
        return true;
    }

    /** target becomes the union of both. */
    public void merge(int target, int source) {
        int set = memory.getInt(source, ORDER);
        if (set == 0) {
            return;
        }
        if (!isOfStrings && memory.getInt(set + HAS_ZERO, ORDER) != 0) {
            add(target, 0L);
        }
        int end = set + tableBytes(capacity(set));
        for (int entry = set + ENTRIES; entry < end; entry += Long.BYTES) {
            long value = memory.getLong(entry, ORDER);
            if (value != 0 && isOfStrings) {
                int record = (int) value;
                add(target, memory, record + Integer.BYTES, memory.getInt(record, ORDER));
            } else if (value != 0) {
                add(target, value);
            }
        }
    }

    /** Gives the set's memory back; the field is the empty set. */
    public void free(int field) {
        int set = memory.getInt(field, ORDER);
        if (set == 0) {
            return;
        }
        int end = set + tableBytes(capacity(set));
        for (int entry = set + ENTRIES; isOfStrings && entry < end; entry += Long.BYTES) {
            int record = (int) memory.getLong(entry, ORDER);
            if (record != 0) {
                arena.free(record, Integer.BYTES + memory.getInt(record, ORDER));
            }
        }
        arena.free(set, tableBytes(capacity(set)));
        arena.touch(field, FIELD_BYTES);
        memory.putLong(field, 0L, ORDER);
    }

    private void counted(int field) {
        arena.touch(field, FIELD_BYTES);
        memory.putInt(field + COUNT, count(field) + 1, ORDER);
    }

    private int capacity(int set) {
        return memory.getInt(set, ORDER) + 1;
    }

    /** The set with room for one more value, made or grown if need be: at most three quarters full. */
    private int roomForOne(int field) {
        int set = memory.getInt(field, ORDER);
        if (set != 0 && !isFull(field, set)) {
            return set;
        }
        int newCapacity = set == 0 ? FIRST_CAPACITY : capacity(set) * 2;
        int grown = needed(arena.allocate(tableBytes(newCapacity)));
        memory.putInt(grown, newCapacity - 1, ORDER);
        if (set != 0) {
            memory.putInt(grown + HAS_ZERO, memory.getInt(set + HAS_ZERO, ORDER), ORDER);
            int end = set + tableBytes(capacity(set));
            for (int entry = set + ENTRIES; entry < end; entry += Long.BYTES) {
                long value = memory.getLong(entry, ORDER);
                if (value != 0) {
                    memory.putLong(freeEntry(grown, isOfStrings ? (int) (value >>> 32) : tag(value)), value, ORDER);
                }
            }
            arena.free(set, tableBytes(capacity(set)));
        }
        arena.touch(field, FIELD_BYTES);
        memory.putInt(field, grown, ORDER);
        return grown;
    }

    private int needed(int offset) {
        if (offset == 0) {
            throw new IllegalStateException("state memory is used up while sets are united, raise pelton.memory.max"
                    + " or lower pelton.distinct.max: usedBytes=" + arena.usedBytes() + " distinctMax=" + maxValues);
        }
        return offset;
    }

    private int freeEntry(int set, int tag) {
        int mask = memory.getInt(set, ORDER);
        int position = tag & mask;
        while (memory.getLong(set + ENTRIES + (position << 3), ORDER) != 0) {
            position = (position + 1) & mask;
        }
        return set + ENTRIES + (position << 3);
    }

    /** Where the word is or would be. */
    private int entryOf(int set, long value) {
        int mask = memory.getInt(set, ORDER);
        int position = tag(value) & mask;
        long found = memory.getLong(set + ENTRIES + (position << 3), ORDER);
        while (found != 0 && found != value) {
            position = (position + 1) & mask;
            found = memory.getLong(set + ENTRIES + (position << 3), ORDER);
        }
        return set + ENTRIES + (position << 3);
    }

    /** Where the string is or would be. */
    private int entryOf(int set, int tag, DirectBuffer source, int offset, int length) {
        int mask = memory.getInt(set, ORDER);
        int position = tag & mask;
        long found = memory.getLong(set + ENTRIES + (position << 3), ORDER);
        while (found != 0 && !((int) (found >>> 32) == tag && isEqual((int) found, source, offset, length))) {
            position = (position + 1) & mask;
            found = memory.getLong(set + ENTRIES + (position << 3), ORDER);
        }
        return set + ENTRIES + (position << 3);
    }

    private boolean isEqual(int record, DirectBuffer source, int offset, int length) {
        return memory.getInt(record, ORDER) == length
                && ByteStringValue.compare(memory, record + Integer.BYTES, length, source, offset, length) == 0;
    }

    private static int tag(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 13);
    }

    private static int tag(DirectBuffer source, int offset, int length) {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ source.getByte(offset + i)) * 0x100000001B3L;
        }
        return tag(hash);
    }
}
