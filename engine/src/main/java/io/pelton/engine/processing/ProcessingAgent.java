package io.pelton.engine.processing;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import io.pelton.engine.ring.RowRing;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Input ring → operators → output ring. Stops in the middle of a row when the output ring is full, and goes on there.
 */
public final class ProcessingAgent implements Agent {
    private static final int ROW_LIMIT = 1024;

    private final RowProcessor processor;
    private final RowRing ring;
    private final SequenceBarrier barrier;
    private final Sequence processed;
    private final ProcessingMetrics metrics;
    private final RowFailures failures;

    /**
     * @param barrier   of what is journaled
     * @param processed in ring sequences; frees the slots of the input ring
     */
    public ProcessingAgent(
            RowProcessor processor, RowRing ring, SequenceBarrier barrier, Sequence processed,
            ProcessingMetrics metrics, RowFailures failures) {
        this.processor = processor;
        this.ring = ring;
        this.barrier = barrier;
        this.processed = processed;
        this.metrics = metrics;
        this.failures = failures;
    }

    @Override
    public int doWork() {
        long first = processed.get() + 1;
        long last = Math.min(barrier.getCursor(), first + ROW_LIMIT - 1);
        if (last < first) {
            return 0;
        }
        long next = process(first, last);
        int work = (int) (next - first) + processor.publishOutput();
        if (work > 0) {
            processed.set(next - 1);
            metrics.publish();
        }
        return work;
    }

    /** Returns the first row that isn't done. */
    private long process(long first, long last) {
        UnsafeBuffer buffer = ring.buffer();
        long next = first;
        try {
            while (next <= last && processor.process(buffer, ring.slotOffset(next))) {
                next++;
            }
        } catch (Throwable e) {
            failures.failed(next + ring.journalOffset(), e);
            throw e;
        }
        processor.pause();
        return next;
    }

    @Override
    public String roleName() {
        return "processing";
    }
}
