package io.pelton.testkit.simulation;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.sink.SinkContext;
import io.pelton.engine.sink.SinkException;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Delivers to a {@link SinkTarget}, and now and then refuses, hangs, or fails after the target has committed. */
final class SimulatedSink implements Sink {
    private static final int MAX_HANG_TRIES = 200;
    private static final int ROWS_PER_TRANSACTION = 16;

    private final SinkTarget target;
    private final SplittableRandom random;
    private final double trouble;
    private final boolean claimsOneMore;
    private final SortedMap<Long, byte[]> open = new TreeMap<>();
    private long openCause = -1;
    private long delivered = -1;
    private int hanging;

    /**
     * @param trouble       probability of a refusal, hang or failure, per call
     * @param claimsOneMore the seeded bug: says that it holds a row more than it does
     */
    SimulatedSink(SinkTarget target, SplittableRandom random, double trouble, boolean claimsOneMore) {
        this.target = target;
        this.random = random;
        this.trouble = trouble;
        this.claimsOneMore = claimsOneMore;
    }

    @Override
    public long open(SinkContext context) {
        if (!target.isTransactional()) {
            return UNKNOWN;
        }
        delivered = target.lastSequence();
        return claimsOneMore && delivered >= 0 ? delivered + 1 : delivered;
    }

    @Override
    public boolean deliver(DirectBuffer buffer, int row) {
        if (hanging > 0) {
            hanging--;
            return false;
        }
        if (random.nextDouble() < trouble) {
            hanging = random.nextInt(MAX_HANG_TRIES);
            return false;
        }
        byte[] bytes = new byte[RowHeader.length(buffer, row)];
        buffer.getBytes(row, bytes);
        long sequence = RowHeader.sequence(buffer, row);
        long cause = RowHeader.position(buffer, row);
        if (target.isTransactional()) {
            open.put(sequence, bytes);
            openCause = cause;
            if (open.size() >= ROWS_PER_TRANSACTION) {
                commit();
            }
        } else {
            target.take(sequence, cause, bytes);
            delivered = sequence;
            failSometimes("the target didn't answer");
        }
        return true;
    }

    private void commit() {
        open.forEach((sequence, bytes) -> target.take(sequence, openCause, bytes));
        delivered = open.isEmpty() ? delivered : open.lastKey();
        open.clear();
        failSometimes("the target committed, its answer was lost");
    }

    private void failSometimes(String what) {
        if (random.nextDouble() < trouble / 4) {
            throw new SinkException(what + "; sink=" + target.table());
        }
    }

    @Override
    public long flush() {
        if (random.nextBoolean()) {
            commit();
        }
        return delivered;
    }

    @Override
    public long finish() {
        commit();
        return delivered;
    }

    @Override
    public void close() {
        open.clear();
    }
}
