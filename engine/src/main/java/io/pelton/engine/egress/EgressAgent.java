package io.pelton.engine.egress;

import io.pelton.engine.connector.SinkBudget;
import io.pelton.engine.disk.SinkBacklog;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.Sink;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.block.CorruptJournalException;
import io.pelton.journal.state.CursorFile;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the output journal for one sink, over rows of other sinks too, and delivers its own once their cause is
 * durable.
 */
public final class EgressAgent implements Agent, SinkBacklog {
    private static final Logger LOG = LoggerFactory.getLogger(EgressAgent.class);
    private static final int ROW_LIMIT = 4096;
    private static final int ROWS_PER_TIMING = 64;
    /** In this run: then all that was passed is safe, whatever the sink says of earlier ones. */
    private static final long NOTHING = Long.MIN_VALUE;
    private static final long UNKNOWN_END = Long.MAX_VALUE;
    /** No gap: behind all sequences. */
    private static final long NONE = Long.MAX_VALUE;
    private static final long MAX_LATENCY_NS = 3_600_000_000_000L;

    private final int sinkId;
    private final String table;
    private final Sink sink;
    private final JournalTailer tailer;
    private final DurableGate gate;
    private final SinkCursor cursor;
    private final SinkBudget budget;
    private final EpochNanoClock clock;
    private final SingleWriterRecorder latency = new SingleWriterRecorder(MAX_LATENCY_NS, 3);

    private DirectBuffer block;
    private int row;
    private int end;
    private int rowsLeft;
    private long passed;
    private long passedCause;
    private long lastDelivered = NOTHING;
    private boolean isFlushDue;
    private int timedRows;
    private long oldestTimedNs;
    private long deliveredRows;
    private long refusals;
    /** Of the rows given up since the last one delivered. */
    private long gapFirst = NONE;
    private long gapLast;
    /** The last gap of the cursor when it still lies ahead: its rows are counted already. */
    private final long aheadFirst;
    private final long aheadLast;
    private boolean isGapJoined;
    private long givenUpRows;
    private long unsaidRows;
    private boolean isFinishing;

    private volatile long giveUpBefore;
    private volatile long publishedDelivered;
    private volatile long publishedRefusals;
    private volatile long publishedPassed;
    private volatile long endSequence = UNKNOWN_END;
    private volatile boolean isForceWanted;
    private volatile boolean isFinished;

    /**
     * @param tailer belongs to this agent from now on; its place doesn't matter
     * @param cursor where delivery goes on
     * @param budget how far it may be behind
     */
    public EgressAgent(
            int sinkId, String table, Sink sink, JournalTailer tailer, DurableGate gate, SinkCursor cursor,
            SinkBudget budget, EpochNanoClock clock) {
        this.sinkId = sinkId;
        this.table = table;
        this.sink = sink;
        this.tailer = tailer;
        this.gate = gate;
        this.cursor = cursor;
        this.budget = budget;
        this.clock = clock;
        passed = cursor.sequence();
        passedCause = cursor.cause();
        publishedPassed = passed;
        gapLast = cursor.gaps().last();
        aheadFirst = gapLast > passed ? cursor.gaps().first() : NONE;
        aheadLast = gapLast;
        tailer.seek(passed + 1);
    }

    @Override
    public int doWork() {
        if (isFinished) {
            return 0;
        }
        if (isFinishing) {
            isFinished = cursor.force();
            return isFinished ? 1 : 0;
        }
        int work = deliver();
        publishedDelivered = deliveredRows;
        publishedRefusals = refusals;
        publishedPassed = passed;
        if (work < ROW_LIMIT && isFlushDue) {
            flush();
        }
        if (isForceWanted) {
            isForceWanted = false;
            cursor.force();
        }
        if (passed >= endSequence) {
            finish();
            work++;
        }
        return work;
    }

    private int deliver() {
        int work = 0;
        long durableSequence = gate.durableSequence();
        long expiredBefore = giveUpBefore;
        while (work < ROW_LIMIT && hasRow()) {
            long sequence = RowHeader.sequence(block, row);
            long cause = RowHeader.position(block, row);
            if (sequence > passed) {
                if (cause > durableSequence) {
                    gate.want();
                    break;
                }
                if (RowHeader.stream(block, row) == sinkId) {
                    if (sequence < expiredBefore || isAhead(sequence)) {
                        giveUp(sequence);
                    } else if (!deliver(sequence)) {
                        break;
                    }
                }
                passed = sequence;
                passedCause = cause;
                isFlushDue = true;
                work++;
            }
            row += RowHeader.boundedLength(block, row, end);
            rowsLeft--;
        }
        recordTiming();
        if (givenUpRows > 0 || isGapJoined) {
            isGapJoined = false;
            cursor.giveUp(new CursorFile.Gaps(gapFirst, gapLast, cursor.gaps().rows() + givenUpRows));
            unsaidRows += givenUpRows;
            givenUpRows = 0;
        }
        if (unsaidRows > 0 && passed + 1 >= expiredBefore) {
            LOG.warn("A sink was behind by more than its disk budget, its oldest rows were given up; sink={} rows={}"
                    + " gap={} to {} givenUpInAll={}", table, unsaidRows, gapFirst, gapLast, cursor.gaps().rows());
            unsaidRows = 0;
        }
        return work;
    }

    /** Rows of a gap that an earlier run has counted are passed over again without counting. */
    private void giveUp(long sequence) {
        if (isAhead(sequence)) {
            isGapJoined |= gapFirst < aheadFirst && gapLast < aheadLast;
            gapFirst = Math.min(gapFirst, aheadFirst);
            gapLast = aheadLast;
            return;
        }
        gapFirst = Math.min(gapFirst, sequence);
        gapLast = sequence;
        givenUpRows++;
    }

    private boolean isAhead(long sequence) {
        return sequence >= aheadFirst && sequence <= aheadLast;
    }

    private boolean hasRow() {
        if (rowsLeft > 0) {
            return true;
        }
        if (block != null) {
            tailer.release(passed);
        }
        if (!hasBlock()) {
            block = null;
            return false;
        }
        block = tailer.buffer();
        row = tailer.payloadOffset();
        end = row + tailer.payloadBytes();
        rowsLeft = tailer.rowCount();
        return true;
    }

    private boolean hasBlock() {
        if (tailer.expendable() > passed + 1) {
            skipTo(tailer.expendable());
        }
        try {
            return tailer.next();
        } catch (CorruptJournalException e) {
            // Given up while it was reading on.
            if (tailer.expendable() <= passed + 1) {
                throw e;
            }
            skipTo(tailer.expendable());
            return tailer.next();
        }
    }

    /**
     * The sink hung and the journal went on without it. Whose rows those were can't be seen any more: all count as this
     * sink's.
     */
    private void skipTo(long first) {
        long last = first - 1;
        long counted = aheadFirst == NONE ? 0 : Math.min(last, aheadLast) - Math.max(passed, aheadFirst - 1);
        givenUpRows += last - passed - Math.max(0, counted);
        gapFirst = Math.min(gapFirst, passed + 1);
        gapLast = aheadFirst <= first ? Math.max(last, aheadLast) : last;
        passed = first - 1;
        isFlushDue = true;
        tailer.seek(first);
    }

    private boolean deliver(long sequence) {
        if (!sink.deliver(block, row)) {
            refusals++;
            return false;
        }
        if (timedRows == 0) {
            oldestTimedNs = RowHeader.ingestTimeNs(block, row);
        }
        if (++timedRows == ROWS_PER_TIMING) {
            recordTiming();
        }
        lastDelivered = sequence;
        deliveredRows++;
        if (sequence > gapLast) {
            gapFirst = NONE;
        }
        return true;
    }

    /** One reading of the clock for several rows; each counts as old as the oldest of them. */
    private void recordTiming() {
        if (timedRows > 0) {
            long ns = Math.min(Math.max(0, clock.nanoTime() - oldestTimedNs), MAX_LATENCY_NS);
            latency.recordValueWithCount(ns, timedRows);
            timedRows = 0;
        }
    }

    private void flush() {
        keep(sink.flush());
        isFlushDue = false;
    }

    private void keep(long safeSequence) {
        long sequence = safeSequence >= lastDelivered ? passed : Math.min(safeSequence, passed);
        cursor.advance(sequence, passedCause);
    }

    private void finish() {
        keep(sink.finish());
        isFinishing = true;
        isFinished = cursor.force();
    }

    /** Tells the last output sequence there will be: behind it the sink is finished. Any thread. */
    public void finishAfter(long outputSequence) {
        endSequence = outputSequence;
    }

    /** True when the sink has everything for good; any thread. */
    public boolean isFinished() {
        return isFinished;
    }

    /** Last output sequence that needs no second delivery; any thread. */
    public long cursor() {
        return cursor.sequence();
    }

    /**
     * First output sequence that this sink needs after a power cut; asks the sink's thread to bring it up to date. Any
     * thread.
     */
    public long neededFrom() {
        isForceWanted = true;
        return Math.max(cursor.settledSequence() + 1, tailer.expendable());
    }

    /** Last output sequence that needs no second delivery after a power cut; asks to bring it up to date. */
    public long forcedCursor() {
        isForceWanted = true;
        return cursor.forcedSequence();
    }

    @Override
    public SinkBudget budget() {
        return budget;
    }

    @Override
    public long passed() {
        return publishedPassed;
    }

    @Override
    public void giveUpBefore(long sequence) {
        giveUpBefore = Math.max(giveUpBefore, sequence);
    }

    @Override
    public void expendBefore(long sequence) {
        tailer.expendBefore(sequence);
    }

    /** Name of the cursor's file; null in an ephemeral run. */
    public String cursorFile() {
        return cursor.fileName();
    }

    public SinkMetrics metrics(long outputSequence) {
        return new SinkMetrics(table, publishedDelivered, publishedRefusals, cursor.sequence(),
                Math.max(0, outputSequence - publishedPassed), cursor.expiredRows());
    }

    /** Time from ingest to delivery since the last call, nanoseconds; any thread, one at a time. */
    public Histogram takeLatency() {
        return latency.getIntervalHistogram();
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public String roleName() {
        return "sink-" + table;
    }
}
