package io.pelton.engine.disk;

import io.pelton.engine.configuration.DiskSettings;
import io.pelton.journal.Journal;
import io.pelton.journal.storage.SegmentInfo;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Removes segments that are too many or too old, never one that a restart or a sink needs. Age is the difference of two
 * journaled times, so a machine's clock that is wrong removes nothing; the clock here only says when to look. The sync
 * thread.
 */
public final class RetentionAgent implements Agent {
    /** Between two looks, besides one after each snapshot. */
    public static final long PERIOD_NS = 1_000_000_000L;
    /** A segment counts as so much at least: each takes time at a start, however short it is. */
    private static final long LEAST_BYTES = 1 << 20;
    private static final int NONE = -1;
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    /** What may be asked about the run; the sync thread asks. */
    public interface Needs {

        /** First input sequence that a restart needs. */
        long inputFrom();

        /** First output sequence that a restart or a sink needs. */
        long outputFrom();

        /** Newest journaled ingest time, nanoseconds since the epoch. */
        long newestTimeNs();

        /**
         * Segments that hold only rows before these sequences, 0 for none, are about to be removed; false when they
         * must stay for now.
         */
        boolean mayRemove(long inputBefore, long outputBefore);
    }

    private final Journal input;
    private final Journal output;
    private final Needs needs;
    private final LongSupplier snapshots;
    private final DiskSettings settings;
    private final NanoClock clock;
    private final Journal[] dated;
    private final int[] datedSegment = {NONE, NONE};
    private final long[] datedNs = new long[2];
    private long lastNs;
    private long lastSnapshots;
    private boolean isStarted;

    /** @param snapshots counts those written: a new one may have freed something */
    public RetentionAgent(
            Journal input, Journal output, Needs needs, LongSupplier snapshots, DiskSettings settings,
            NanoClock clock) {
        this.input = input;
        this.output = output;
        this.needs = needs;
        this.snapshots = snapshots;
        this.settings = settings;
        this.clock = clock;
        dated = new Journal[] {input, output};
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        long count = snapshots.getAsLong();
        if (isStarted && nowNs - lastNs < PERIOD_NS && count == lastSnapshots) {
            return 0;
        }
        isStarted = true;
        lastNs = nowNs;
        lastSnapshots = count;
        return prune(input, INPUT, needs::inputFrom) + prune(output, OUTPUT, needs::outputFrom);
    }

    /** @param neededFrom asked only when there is something to remove: sinks force their cursors for the answer */
    private int prune(Journal journal, int index, LongSupplier neededFrom) {
        List<SegmentInfo> segments = journal.segments();
        long bytes = segments.stream().mapToLong(RetentionAgent::bytes).sum();
        if (!isBeyond(bytes, segments, 0, index)) {
            return 0;
        }
        long needed = neededFrom.getAsLong();
        int removed = 0;
        while (isBeyond(bytes, segments, removed, index) && segments.get(removed + 1).baseSequence() <= needed) {
            bytes -= bytes(segments.get(removed));
            removed++;
        }
        if (removed == 0) {
            return 0;
        }
        long before = segments.get(removed).baseSequence();
        return needs.mayRemove(index == INPUT ? before : 0, index == OUTPUT ? before : 0)
                ? journal.deleteBefore(before) : 0;
    }

    private static long bytes(SegmentInfo segment) {
        return Math.max(LEAST_BYTES, segment.bytes());
    }

    /** True when this segment, the oldest of {@code bytes}, isn't the newest and is too much or too old. */
    private boolean isBeyond(long bytes, List<SegmentInfo> segments, int oldest, int index) {
        return oldest + 1 < segments.size()
                && (bytes > settings.retentionBytes() || isOld(index, segments.get(oldest + 1)));
    }

    /** True when all before this segment is too old: the first rows inside it are. */
    private boolean isOld(int index, SegmentInfo segment) {
        if (settings.retentionAgeNs() == Long.MAX_VALUE) {
            return false;
        }
        if (datedSegment[index] != segment.number()) {
            long timeNs = dated[index].timeNsAt(segment.baseSequence());
            if (timeNs == Journal.NONE) {
                return false;
            }
            datedSegment[index] = segment.number();
            datedNs[index] = timeNs;
        }
        return needs.newestTimeNs() - datedNs[index] > settings.retentionAgeNs();
    }

    @Override
    public String roleName() {
        return "retention";
    }
}
