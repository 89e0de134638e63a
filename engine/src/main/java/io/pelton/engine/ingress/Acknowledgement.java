package io.pelton.engine.ingress;

import io.pelton.engine.source.Source;
import java.util.Arrays;

/**
 * Tells one source what has become durable: keeps the newest position of each partition that published since the last
 * mark, and reports it when the sequence of the mark is durable. The ingress thread only.
 */
final class Acknowledgement {
    private static final long NO_MARK = -1L;

    private long[] positions = new long[1];
    private boolean[] isDirty = new boolean[1];
    private int[] dirty = new int[1];
    private int dirtyCount;
    private int[] markedPartitions = new int[1];
    private long[] markedPositions = new long[1];
    private int markedCount;
    private long mark = NO_MARK;
    private long lastSequence;

    void addPartition(int partition) {
        if (partition >= positions.length) {
            int size = partition * 2;
            positions = Arrays.copyOf(positions, size);
            isDirty = Arrays.copyOf(isDirty, size);
            dirty = Arrays.copyOf(dirty, size);
            markedPartitions = Arrays.copyOf(markedPartitions, size);
            markedPositions = Arrays.copyOf(markedPositions, size);
        }
    }

    void onPublished(int partition, long position, long sequence) {
        positions[partition] = position;
        lastSequence = sequence;
        if (!isDirty[partition]) {
            isDirty[partition] = true;
            dirty[dirtyCount++] = partition;
        }
    }

    /** True when rows wait for their acknowledgement. */
    boolean isWaiting() {
        return mark != NO_MARK || dirtyCount > 0;
    }

    int acknowledge(Source source, long durableSequence) {
        int work = 0;
        if (mark != NO_MARK && mark <= durableSequence) {
            for (int i = 0; i < markedCount; i++) {
                source.onDurable(markedPartitions[i], markedPositions[i]);
            }
            work = markedCount;
            mark = NO_MARK;
        }
        if (mark == NO_MARK && dirtyCount > 0) {
            for (int i = 0; i < dirtyCount; i++) {
                int partition = dirty[i];
                markedPartitions[i] = partition;
                markedPositions[i] = positions[partition];
                isDirty[partition] = false;
            }
            markedCount = dirtyCount;
            dirtyCount = 0;
            mark = lastSequence;
        }
        return work;
    }
}
