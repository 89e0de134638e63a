package io.pelton.connectors.memory;

import io.pelton.engine.row.RowWriter;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes rows into a table: {@link #row()}, put columns, {@link #write()} or {@link #tryWrite()}. One thread; make one
 * per thread. Allocates nothing per row.
 */
public final class InProcessWriter {
    private final String table;
    private final RingSource source;
    private final RowWriter writer;
    private final UnsafeBuffer row;
    private final IdleStrategy idle = new BackoffIdleStrategy(100, 10, 1_000, 1_000_000);
    private boolean isBegun;

    InProcessWriter(String table, RingSource source) {
        this.table = table;
        this.source = source;
        writer = new RowWriter(source.layout());
        row = new UnsafeBuffer(new byte[source.layout().maxBytes()]);
    }

    /** Begins a row: all columns NULL. */
    public RowWriter row() {
        isBegun = true;
        return writer.begin(row, 0);
    }

    /**
     * Hands the row over if there is room.
     *
     * @return false when the engine is behind: the row is kept, try again
     */
    public boolean tryWrite() {
        if (!isBegun) {
            throw new IllegalStateException("call row() and put columns before each write: table=" + table);
        }
        if (!source.offer(row, writer.finish())) {
            return false;
        }
        isBegun = false;
        return true;
    }

    /**
     * Hands the row over, and waits as long as the engine is behind.
     *
     * @throws IllegalStateException when the table was ended or its engine closed, or the thread is interrupted
     */
    public void write() {
        while (!tryWrite()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while the engine was behind: table=" + table);
            }
            idle.idle();
        }
        idle.reset();
    }
}
