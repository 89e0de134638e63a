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

    /**
     * @param barrier   of what is journaled
     * @param processed in ring sequences; frees the slots of the input ring
     */
    public ProcessingAgent(
            RowProcessor processor, RowRing ring, SequenceBarrier barrier, Sequence processed,
            ProcessingMetrics metrics) {
        this.processor = processor;
        this.ring = ring;
        this.barrier = barrier;
        this.processed = processed;
        this.metrics = metrics;
    }

    @Override
    public int doWork() {
        long first = processed.get() + 1;
        long last = Math.min(barrier.getCursor(), first + ROW_LIMIT - 1);
        if (last < first) {
            return 0;
        }
        UnsafeBuffer buffer = ring.buffer();
        long next = first;
        while (next <= last && processor.process(buffer, ring.slotOffset(next))) {
            next++;
        }
        int work = (int) (next - first) + processor.publishOutput();
        if (work > 0) {
            processed.set(next - 1);
            metrics.publish();
        }
        return work;
    }

    @Override
    public String roleName() {
        return "processing";
    }
}
