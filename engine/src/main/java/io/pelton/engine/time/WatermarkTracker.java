package io.pelton.engine.time;

import io.pelton.engine.state.StateReader;
import io.pelton.engine.state.StateWriter;
import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * The watermark of one stream: the minimum over its active partitions, never falling. Partitions are leaves of a tree
 * of minima; a change climbs only as far as it changes a minimum, so a row costs O(1) amortised and O(log partitions)
 * at worst. One thread.
 */
public final class WatermarkTracker {
    /** Before the first watermark. */
    public static final long NONE = Long.MIN_VALUE;
    /** The input has ended. */
    public static final long END = Long.MAX_VALUE;
    /** Idle time-out or skew guard that is off. */
    public static final long OFF = Long.MAX_VALUE;

    private static final byte ACTIVE = 0;
    private static final byte IDLE = 1;
    private static final byte ENDED = 2;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final long idleTimeoutNs;
    private final long maxSkewMs;

    private int partitions;
    private int leaves = 1;
    /** Node 1 is the root, node i has the children 2i and 2i + 1; the leaves begin at {@link #leaves}. */
    private long[] tree = {END, END};
    private long[] own = new long[1];
    private long[] lastRowNs = new long[1];
    private byte[] status = new byte[1];
    private int active;
    private int ended;
    private long watermarkMs = NONE;
    private long skewedRows;

    /**
     * @param idleTimeoutNs a partition without rows for that long leaves the minimum, {@link #OFF} for never
     * @param maxSkewMs     a row further ahead of its ingest time moves no watermark, {@link #OFF} for no guard
     */
    public WatermarkTracker(long idleTimeoutNs, long maxSkewMs) {
        this.idleTimeoutNs = idleTimeoutNs;
        this.maxSkewMs = maxSkewMs;
    }

    /** The stream's watermark in epoch milliseconds, {@link #NONE} before the first, {@link #END} after the end. */
    public long watermarkMs() {
        return watermarkMs;
    }

    /** Rows that the skew guard kept from moving the watermark. */
    public long skewedRows() {
        return skewedRows;
    }

    /** A partition joins at the stream's watermark. */
    public void onOpen(int partition, long ingestTimeNs) {
        if (partition >= leaves) {
            grow(partition);
        }
        partitions = Math.max(partitions, partition + 1);
        own[partition] = watermarkMs == END ? NONE : watermarkMs;
        lastRowNs[partition] = ingestTimeNs;
        status[partition] = ACTIVE;
        active++;
        setLeaf(partition, own[partition]);
    }

    /**
     * Takes a row's watermark.
     *
     * @param rowWatermarkMs what the row justifies, {@link RowTimeFunction#NO_TIME} for nothing
     * @return true when the stream's watermark rose
     */
    public boolean onRow(int partition, long rowWatermarkMs, long eventTimeMs, long ingestTimeNs) {
        if (idleTimeoutNs != OFF) {
            lastRowNs[partition] = ingestTimeNs;
            if (status[partition] == IDLE) {
                wake(partition);
            }
        }
        if (rowWatermarkMs <= own[partition]) {
            return false;
        }
        if (maxSkewMs != OFF && eventTimeMs - ingestTimeNs / NANOS_PER_MS > maxSkewMs) {
            skewedRows++;
            return false;
        }
        own[partition] = rowWatermarkMs;
        if (leaves == 1) {
            tree[1] = rowWatermarkMs;
        } else {
            setLeaf(partition, rowWatermarkMs);
        }
        return advance();
    }

    /** The partition has ended and holds nothing back any more. True when the stream's watermark rose. */
    public boolean onEnd(int partition) {
        if (status[partition] == ENDED) {
            return false;
        }
        if (status[partition] == ACTIVE) {
            active--;
        }
        status[partition] = ENDED;
        own[partition] = END;
        ended++;
        setLeaf(partition, END);
        return advance();
    }

    /** Time has passed: silent partitions leave the minimum. True when the stream's watermark rose. */
    public boolean onTick(long timeNs) {
        if (idleTimeoutNs == OFF) {
            return false;
        }
        for (int i = 0; i < partitions; i++) {
            if (status[i] == ACTIVE && timeNs - lastRowNs[i] >= idleTimeoutNs) {
                status[i] = IDLE;
                active--;
                setLeaf(i, END);
            }
        }
        return advance();
    }

    private void wake(int partition) {
        status[partition] = ACTIVE;
        active++;
        own[partition] = Math.max(own[partition], watermarkMs);
        setLeaf(partition, own[partition]);
    }

    private boolean advance() {
        if (active == 0 && (ended < partitions || partitions == 0)) {
            return false;
        }
        long minimum = tree[1];
        if (minimum <= watermarkMs) {
            return false;
        }
        watermarkMs = minimum;
        return true;
    }

    private void setLeaf(int partition, long value) {
        int node = leaves + partition;
        tree[node] = value;
        while (node > 1) {
            node >>= 1;
            long minimum = Math.min(tree[2 * node], tree[2 * node + 1]);
            if (tree[node] == minimum) {
                return;
            }
            tree[node] = minimum;
        }
    }

    private void grow(int partition) {
        int size = BitUtil.findNextPositivePowerOfTwo(partition + 1);
        long[] larger = new long[2 * size];
        Arrays.fill(larger, END);
        System.arraycopy(tree, leaves, larger, size, leaves);
        for (int node = size - 1; node >= 1; node--) {
            larger[node] = Math.min(larger[2 * node], larger[2 * node + 1]);
        }
        tree = larger;
        own = Arrays.copyOf(own, size);
        lastRowNs = Arrays.copyOf(lastRowNs, size);
        status = Arrays.copyOf(status, size);
        leaves = size;
    }

    public void snapshot(StateWriter writer) {
        writer.putLong(watermarkMs);
        writer.putLong(skewedRows);
        writer.putInt(partitions);
        for (int i = 0; i < partitions; i++) {
            writer.putLong(own[i]);
            writer.putLong(lastRowNs[i]);
            writer.putInt(status[i]);
        }
    }

    /** Takes over what {@link #snapshot} wrote; only on a new tracker. */
    public void restore(StateReader reader) {
        watermarkMs = reader.getLong();
        skewedRows = reader.getLong();
        int count = reader.getInt();
        partitions = count;
        for (int i = 0; i < count; i++) {
            // Not at once: a count that nothing stands behind must not ask for its memory.
            if (i >= leaves) {
                grow(i);
            }
            own[i] = reader.getLong();
            lastRowNs[i] = reader.getLong();
            status[i] = (byte) reader.getInt();
            setLeaf(i, status[i] == ACTIVE ? own[i] : END);
            active += status[i] == ACTIVE ? 1 : 0;
            ended += status[i] == ENDED ? 1 : 0;
        }
    }
}
