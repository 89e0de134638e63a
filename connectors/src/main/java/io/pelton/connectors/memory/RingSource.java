package io.pelton.connectors.memory;

import io.pelton.engine.row.RowLayout;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceOutput;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * The engine's end of an in-process table: ring → slots. Positions count rows from 0. The ingress thread but for
 * offers.
 */
final class RingSource implements Source, ControlledMessageHandler {
    private static final int ROW = 1;

    private final String table;
    private final RowLayout layout;
    private final RingBuffer ring;
    private SourceOutput output;
    private int partition = -1;
    private long next;
    private boolean isFinished;
    private volatile boolean isEndRequested;
    private volatile boolean isClosed;
    private volatile long resumedRows = -1;
    private volatile long durableRows;

    RingSource(String table, RowLayout layout, RingBuffer ring) {
        this.table = table;
        this.layout = layout;
        this.ring = ring;
    }

    RowLayout layout() {
        return layout;
    }

    long resumedRows() {
        return resumedRows;
    }

    long durableRows() {
        return durableRows;
    }

    void requestEnd() {
        isEndRequested = true;
    }

    /** Any thread: false when the ring is full. */
    boolean offer(DirectBuffer row, int length) {
        if (isClosed || isEndRequested) {
            throw new IllegalStateException("the table takes no more rows: table=" + table + " ended=" + isEndRequested
                    + " engine-closed=" + isClosed);
        }
        return ring.write(ROW, row, 0, length);
    }

    @Override
    public void open(SourceContext context) {
        List<ResumePosition> known = context.resumePositions();
        if (!known.isEmpty()) {
            partition = known.get(0).partition();
            next = known.get(0).position() + 1;
            isFinished = known.get(0).ended();
        }
        durableRows = next;
        resumedRows = next;
    }

    @Override
    public int poll(SourceOutput target, int rowLimit) {
        if (isFinished) {
            return 0;
        }
        if (partition < 0) {
            partition = target.open("in-process " + table);
            if (partition < 0) {
                return 0;
            }
        }
        boolean isLast = isEndRequested;
        output = target;
        long before = next;
        int read = ring.controlledRead(this, rowLimit);
        if (isLast && read == 0 && ring.size() == 0) {
            isFinished = target.end(partition, next);
        }
        return (int) (next - before);
    }

    @Override
    public Action onMessage(int type, MutableDirectBuffer buffer, int index, int length) {
        if (!output.claim(1)) {
            return Action.ABORT;
        }
        output.row(0).copy(buffer, index);
        output.accept(0, partition, next);
        output.publish();
        next++;
        return Action.CONTINUE;
    }

    @Override
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public void onDurable(int durablePartition, long position) {
        durableRows = position + 1;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
