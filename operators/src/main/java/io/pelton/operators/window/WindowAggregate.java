package io.pelton.operators.window;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.KeySlots;
import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aggregation by key and window. A subclass (generated from SQL, or written by hand) knows the accumulator's fields and
 * does, for each row, exactly this:
 *
 * <ol>
 *   <li>{@code counters.rowsIn++}, before anything else;
 *   <li>a row that its filter drops: {@code counters.filtered++} and return;
 *   <li>computes every expression, and {@link #refuse}s the row when one fails;
 *   <li>writes the key to {@link #key}: equal keys are equal bytes;
 *   <li>{@link #accumulator(long, int)}; when it is 0 the row is accounted for, return;
 *   <li>asks whatever may still refuse the row ({@code DistinctValues.canAdd…}) and {@link #refuse}s it
 *   <em>before</em> the
 *       accumulator is changed: that takes back what accumulator() did, counting included;
 *   <li>changes the accumulator.
 * </ol>
 *
 * Rows become parts of panes, whose length is the greatest common divisor of window size and slide; windows merge panes
 * when the watermark reaches their last millisecond plus the allowed lateness, and give rows in the order (window end,
 * key group, key slot). A row is late for a window that was fired by an earlier watermark; too late when that holds
 * for all of its windows. The processing thread only.
 */
public abstract class WindowAggregate implements Operator {
    /** Panes of a window above which suffix aggregates pay. */
    static final int MERGED_PANES = 16;

    private static final int STATE_VERSION = 2;
    private static final int LATENESS_LIMIT_SHIFT = 50;

    /** The arena's memory; accumulators and keys are offsets in it. */
    protected MutableDirectBuffer state;
    /**
     * Where {@link #state} begins. Accesses by address are known to leave the heap alone, so the fields around them are
     * read once; the offsets are accumulators that this class gave out.
     */
    protected long stateAddress;
    /** Scratch for the encoded key: {@code spec.keyBytes() + 8} bytes. */
    protected final MutableDirectBuffer key;
    protected OperatorContext context;
    protected Output output;
    protected OperatorCounters counters;

    final WindowTime time;
    KeySlots keys;
    Panes panes;
    PaneMerger merger;
    /** Windows whose last millisecond is at or before this have been emitted. */
    long firedToMs = -WindowTime.LIMIT_MS * 2;
    /**
     * No window is due before the watermark has reached this. State: idle keys are freed when it is looked for anew.
     */
    long nextDueMs = Long.MIN_VALUE;

    private final WindowAggregateSpec spec;
    private final int accumulatorBytes;
    private final boolean holdsMemory;
    private final boolean hasGaps;
    private Arena arena;
    private Firing firing;
    private long watermarkMs = Long.MIN_VALUE;
    private long usualFromMs;
    private long usualToMs;
    private boolean isSweepDue;
    private long countedRow = -1;
    private long lateRow = -1;
    private long freshRow = -1;
    private int freshPane;
    private int freshSlot;

    protected WindowAggregate(WindowAggregateSpec spec) {
        if (spec.accumulatorBytes() < 8 || (spec.accumulatorBytes() & 7) != 0) {
            throw new IllegalArgumentException("an accumulator has a multiple of 8 bytes: accumulatorBytes="
                    + spec.accumulatorBytes());
        }
        if (spec.allowedLatenessMs() < 0 || spec.allowedLatenessMs() > 1L << LATENESS_LIMIT_SHIFT) {
            throw new IllegalArgumentException("allowed lateness out of range: allowedLatenessMs="
                    + spec.allowedLatenessMs());
        }
        this.spec = spec;
        time = new WindowTime(spec.window());
        accumulatorBytes = spec.accumulatorBytes();
        key = new UnsafeBuffer(new byte[spec.keyBytes() + Long.BYTES]);
        holdsMemory = overridesRelease(getClass());
        hasGaps = time.slideMs > time.sizeMs;
        advanceTo(Long.MIN_VALUE);
    }

    private static boolean overridesRelease(Class<?> type) {
        for (Class<?> c = type; c != WindowAggregate.class; c = c.getSuperclass()) {
            try {
                c.getDeclaredMethod("release", int.class);
                return true;
            } catch (NoSuchMethodException expected) {
                // Asked for: most aggregates hold nothing beside their bytes.
            }
        }
        return false;
    }

    @Override
    public void open(OperatorContext operatorContext) {
        context = operatorContext;
        output = operatorContext.output();
        counters = operatorContext.counters();
        arena = operatorContext.arena();
        state = arena.buffer();
        stateAddress = state.addressOffset();
        keys = new KeySlots(arena, spec.maxKeys(), spec.keyBytes(), spec.keyGroups());
        panes = new Panes(arena, keys, accumulatorBytes, (int) Math.min(livePanes(), 1 << 15));
        merger = new PaneMerger(this, spec, arena, holdsMemory);
        firing = firing(new WindowEmitter(this, accumulatorBytes));
    }

    private Firing firing(WindowEmitter emitter) {
        return switch (spec.window().kind()) {
            case TUMBLE -> new TumbleFiring(this, emitter, false);
            case ATTACHED -> new TumbleFiring(this, emitter, true);
            case CUMULATE -> new CumulateFiring(this, emitter);
            case HOP -> time.panesPerWindow > MERGED_PANES && !holdsMemory
                    ? new LongHopFiring(this, emitter) : new HopFiring(this, emitter);
        };
    }

    @Override
    public int maxRowsPerRow() {
        return 0;
    }

    /** Writes the empty aggregate to an accumulator of zeros. */
    protected abstract void initialize(int accumulator);

    /** Adds {@code source}, which covers later rows, to {@code target}. */
    protected abstract void merge(int target, int source);

    /**
     * Gives back what an accumulator holds beside its bytes. Overriding it has a price: panes are merged one by one.
     */
    protected void release(int accumulator) {
    }

    /** Makes {@code target}, which is zeros, equal to {@code source}. */
    protected void copy(int target, int source) {
        if (holdsMemory) {
            initialize(target);
            merge(target, source);
        } else {
            long to = stateAddress + target;
            long from = stateAddress + source;
            for (int i = 0; i < accumulatorBytes; i += Long.BYTES) {
                UnsafeApi.putLong(to + i, UnsafeApi.getLong(from + i));
            }
        }
    }

    /** Emits the result, or not (HAVING): at most one row. The key's bytes lie in {@link #state}. */
    protected abstract void emit(int keyOffset, int keyLength, int accumulator, long windowStartMs, long windowEndMs);

    /**
     * The accumulator of the key in {@link #key} for a row of this time, touched for writing; 0 when the row is too
     * late or refused, which is counted and dead-lettered then.
     */
    protected final int accumulator(long timeMs, int keyLength) {
        if (timeMs < usualFromMs || timeMs > usualToMs) {
            return unusualAccumulator(timeMs, keyLength);
        }
        return accumulatorIn(time.paneIndex(timeMs), timeMs, keyLength);
    }

    /** The same for rows that carry their window. */
    protected final int accumulatorAttached(long windowStartMs, long windowEndMs, int keyLength) {
        long timeMs = windowEndMs - 1;
        if (timeMs < -WindowTime.LIMIT_MS || timeMs > WindowTime.LIMIT_MS) {
            return refused(DeadLetterReason.NO_EVENT_TIME, "window_end");
        }
        if (timeMs <= firedToMs) {
            return tooLate(windowStartMs, windowEndMs);
        }
        if (isTooFarAhead(windowStartMs)) {
            return refused(DeadLetterReason.TOO_FAR_AHEAD, null);
        }
        int slot = keys.findOrAdd(key, 0, keyLength);
        int pane = panes.cached(windowEndMs);
        int accumulator = pane == 0 || slot < 0 || panes.start(pane) != windowStartMs ? 0 : panes.touched(pane, slot);
        return usedAccumulator(accumulator, windowEndMs, windowStartMs, slot, timeMs);
    }

    /** Refuses the current row. To be called before the row has changed anything. */
    protected final void refuse(DeadLetterReason reason, String detail) {
        long row = counters.rowsIn;
        if (countedRow == row) {
            countedRow = -1;
            counters.used--;
            takeBack();
        } else if (lateRow == row) {
            lateRow = -1;
            counters.lateApplied--;
            takeBack();
        }
        refused(reason, detail);
    }

    private void takeBack() {
        firing.forget();
        if (freshRow == counters.rowsIn) {
            panes.unmark(freshPane, freshSlot);
            isSweepDue = true;
        }
    }

    private int unusualAccumulator(long timeMs, int keyLength) {
        if (timeMs < -WindowTime.LIMIT_MS || timeMs > WindowTime.LIMIT_MS) {
            return refused(DeadLetterReason.NO_EVENT_TIME, null);
        }
        if (isTooFarAhead(timeMs)) {
            return refused(DeadLetterReason.TOO_FAR_AHEAD, null);
        }
        if (hasGaps && timeMs >= time.lastStart(timeMs) + time.sizeMs) {
            counters.filtered++;
            return 0;
        }
        return timeMs <= firedToMs ? firing.lateAccumulator(timeMs, keyLength)
                : accumulatorIn(time.paneIndex(timeMs), timeMs, keyLength);
    }

    private boolean isTooFarAhead(long timeMs) {
        return spec.aheadMaxMs() != Long.MAX_VALUE && watermarkMs != Long.MIN_VALUE
                && timeMs - Math.max(watermarkMs, -WindowTime.LIMIT_MS) > spec.aheadMaxMs();
    }

    final int accumulatorIn(long index, long timeMs, int keyLength) {
        int slot = keys.findOrAdd(key, 0, keyLength);
        int pane = panes.cached(index);
        int accumulator = pane == 0 || slot < 0 ? 0 : panes.touched(pane, slot);
        return usedAccumulator(accumulator, index, 0, slot, timeMs);
    }

    private int usedAccumulator(int accumulator, long index, long start, int slot, long timeMs) {
        if (accumulator == 0) {
            return firstAccumulator(index, start, slot, timeMs);
        }
        arena.touch(accumulator, accumulatorBytes);
        count(timeMs);
        return accumulator;
    }

    private int firstAccumulator(long index, long start, int slot, long timeMs) {
        if (slot < 0) {
            return noSlot(slot);
        }
        int known = panes.find(index, start);
        if (known != 0) {
            return accumulatorOf(known, slot, timeMs);
        }
        nextDueMs = Long.MIN_VALUE;
        return accumulatorOf(panes.findOrCreate(index, start), slot, timeMs);
    }

    /** The slot's accumulator in a pane (0: there was no memory for the pane). */
    final int accumulatorOf(int pane, int slot, long timeMs) {
        int accumulator = pane == 0 ? 0 : panes.place(pane, slot);
        if (accumulator == 0) {
            return noMemory();
        }
        if (panes.touched(pane, slot) == 0) {
            panes.mark(pane, slot);
            initialize(accumulator);
            freshRow = counters.rowsIn;
            freshPane = pane;
            freshSlot = slot;
        }
        count(timeMs);
        return accumulator;
    }

    /** Slot of the current key, negative when the row was refused. */
    final int slot(int keyLength) {
        int slot = keys.findOrAdd(key, 0, keyLength);
        if (slot < 0) {
            noSlot(slot);
        }
        return slot;
    }

    private int noSlot(int slot) {
        return slot == KeySlots.KEY_LIMIT ? refused(DeadLetterReason.KEY_LIMIT, null) : noMemory();
    }

    final int noMemory() {
        isSweepDue = true;
        return refused(DeadLetterReason.MEMORY_LIMIT, null);
    }

    private int refused(DeadLetterReason reason, String detail) {
        counters.refused++;
        context.deadLetters().refuse(reason, detail, DeadLetters.NO_WINDOW, DeadLetters.NO_WINDOW);
        return 0;
    }

    final int tooLate(long windowStartMs, long windowEndMs) {
        counters.tooLate++;
        context.deadLetters().refuse(DeadLetterReason.TOO_LATE, null, windowStartMs, windowEndMs);
        return 0;
    }

    final void count(long timeMs) {
        if (timeMs > watermarkMs) {
            counters.used++;
            countedRow = counters.rowsIn;
        } else {
            counters.lateApplied++;
            lateRow = counters.rowsIn;
        }
    }

    @Override
    public boolean onWatermark(long newWatermarkMs) {
        long dueMs = dueMs(newWatermarkMs);
        if (dueMs >= nextDueMs || newWatermarkMs == Long.MAX_VALUE) {
            firing.settle();
            if (!firing.advance(dueMs)) {
                return false;
            }
            if (isSweepDue) {
                sweep();
            }
            if (newWatermarkMs == Long.MAX_VALUE && keys.size() == 0 && panes.first() == 0) {
                keys.shrink();
            }
        }
        advanceTo(newWatermarkMs);
        return true;
    }

    private long dueMs(long watermark) {
        long bounded = Math.max(-WindowTime.LIMIT_MS * 2, Math.min(WindowTime.LIMIT_MS * 2, watermark));
        return watermark == Long.MAX_VALUE ? bounded : bounded - spec.allowedLatenessMs();
    }

    private void advanceTo(long newWatermarkMs) {
        watermarkMs = newWatermarkMs;
        firedToMs = dueMs(newWatermarkMs);
        usualFromMs = Math.max(firedToMs + 1, -WindowTime.LIMIT_MS);
        boolean isUnlimited = spec.aheadMaxMs() == Long.MAX_VALUE || newWatermarkMs == Long.MIN_VALUE;
        usualToMs = hasGaps ? Long.MIN_VALUE : isUnlimited ? WindowTime.LIMIT_MS
                : Math.min(WindowTime.LIMIT_MS, Math.max(-WindowTime.LIMIT_MS, newWatermarkMs) + spec.aheadMaxMs());
    }

    /** Frees the keys that no pane refers to any more. */
    private void sweep() {
        isSweepDue = false;
        for (int chunk = 0; chunk < keys.chunkCount(); chunk++) {
            long occupied = keys.occupancy(chunk);
            if (occupied != 0) {
                long idle = occupied & ~panes.referred(chunk, firing.referred(chunk), occupied);
                while (idle != 0) {
                    keys.free((chunk << 6) + Long.numberOfTrailingZeros(idle));
                    idle &= idle - 1;
                }
            }
        }
    }

    final void sweepSoon() {
        isSweepDue = true;
    }

    @Override
    public void snapshot(StateWriter writer) {
        firing.settle();
        counters.snapshot(writer);
        writer.putLong(watermarkMs);
        writer.putLong(nextDueMs);
        writer.putInt(isSweepDue ? 1 : 0);
        keys.snapshot(writer);
        panes.snapshot(writer);
        merger.snapshot(writer);
        firing.snapshot(writer);
    }

    @Override
    public void restore(StateReader reader) {
        counters.restore(reader);
        advanceTo(reader.getLong());
        nextDueMs = reader.getLong();
        isSweepDue = reader.getInt() != 0;
        keys.restore(reader);
        panes.restore(reader);
        merger.restore(reader);
        firing.restore(reader);
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    private long livePanes() {
        long behind = time.sizeMs / time.paneMs + spec.allowedLatenessMs() / time.paneMs + 2;
        long ahead = spec.aheadMaxMs() == Long.MAX_VALUE ? 0 : spec.aheadMaxMs() / time.paneMs + 1;
        return behind + ahead;
    }

    @Override
    public long maxStateBytes() {
        double bytes = (double) livePanes()
                * Panes.maxBytes(spec.maxKeys(), spec.keyGroups(), accumulatorBytes)
                + KeySlots.maxBytes(spec.maxKeys(), spec.keyBytes(), spec.keyGroups()) + 2.0 * accumulatorBytes;
        return bytes >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) bytes;
    }

    @Override
    public abstract void onRow(int input, DirectBuffer buffer, int row);
}
