package io.pelton.perf.embedded;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.state.Arena;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The processing thread's share of a snapshot, in CPU time: the generated operators and the arena on the caller's
 * thread, duty cycle for duty cycle as the engine does it, before a clock that only this thread's work moves. Other
 * processes don't disturb it, and a disk doesn't either: the writer takes blocks at a fixed speed.
 */
public final class SnapshotModel implements AutoCloseable {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final long ARENA_BYTES = (2L << 30) - (64 << 10);
    private static final int BLOCKS_PER_CYCLE = 1;
    private static final int QUEUE_BLOCKS = 16;
    private static final int ROWS_PER_CYCLE = 256;

    private final SnapshotArena arena = new SnapshotArena(ARENA_BYTES);
    private final OperatorChain chain;
    private final RowWriter writer;
    private final UnsafeBuffer row;
    private final byte[][] queue = new byte[QUEUE_BLOCKS][Arena.BLOCK_BYTES];
    private final SplittableRandom random = new SplittableRandom(5);
    private final int keys;
    private final long perSecond;
    private final long writerBytesPerSecond;
    private long nowNs;
    private long next;
    private long handedOver;

    /**
     * Fills the state with all keys.
     *
     * @param writerBytesPerSecond speed at which blocks leave the queue to the disk
     */
    public SnapshotModel(int keys, long perSecond, long writerBytesPerSecond) {
        this.keys = keys;
        this.perSecond = perSecond;
        this.writerBytesPerSecond = writerBytesPerSecond;
        InProcessConnector connector = new InProcessConnector(null, null);
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        Topology topology = PeltonRun.topology("SET 'pelton.keys.max' = '" + keys + "';\n"
                + Workload.W2.script(options, options), connector);
        StreamDefinition stream = topology.streams().get(0);
        chain = new OperatorChain(topology.pipelines().get(0).operators(), arena, new ResultChecksum());
        writer = new RowWriter(stream.layout());
        row = new UnsafeBuffer(ByteBuffer.allocateDirect(stream.layout().maxBytes()));
        for (int key = 0; key < keys; key++) {
            update(key);
        }
    }

    private void update(int key) {
        writer.begin(row, 0);
        writer.putInt(0, key);
        writer.putLong(1, Readings.START_MS);
        writer.putDouble(2, key * 0.25);
        writer.finish();
        RowHeader.eventTimeMs(row, 0, Readings.START_MS);
        chain.onRow(row, 0);
    }

    /** Rows by the schedule for so long, without a snapshot. */
    public Histogram quiet(long ns) {
        Histogram late = new Histogram(HIGHEST_NS, 3);
        long endNs = nowNs + ns;
        while (nowNs < endNs) {
            cycle(late, false);
        }
        return late;
    }

    /** Rows by the schedule from the beginning of a snapshot until all its blocks are handed over. */
    public Histogram snapshot() {
        Histogram late = new Histogram(HIGHEST_NS, 3);
        long startNs = ThreadMeter.ownCpuNs();
        arena.beginSnapshot();
        nowNs += ThreadMeter.ownCpuNs() - startNs;
        long beganNs = nowNs;
        handedOver = 0;
        while (arena.isSnapshotting()) {
            long takenByWriter = (nowNs - beganNs) * writerBytesPerSecond / 1_000_000_000L / Arena.BLOCK_BYTES;
            handedOver = Math.max(handedOver, takenByWriter);
            cycle(late, handedOver - takenByWriter < QUEUE_BLOCKS);
        }
        return late;
    }

    private void cycle(Histogram late, boolean hasQueueRoom) {
        long firstDueNs = dueNs(next);
        if (!hasQueueRoom && firstDueNs > nowNs) {
            nowNs = firstDueNs;
        }
        long startNs = ThreadMeter.ownCpuNs();
        long first = next;
        for (int i = 0; i < ROWS_PER_CYCLE && dueNs(next) <= nowNs; i++) {
            update(random.nextInt(keys));
            next++;
        }
        long processedNs = ThreadMeter.ownCpuNs();
        nowNs += processedNs - startNs;
        for (long number = first; number < next; number++) {
            late.recordValue(Math.min(HIGHEST_NS, nowNs - dueNs(number)));
        }
        if (hasQueueRoom) {
            arena.copyBlocks(BLOCKS_PER_CYCLE, this::take);
            nowNs += ThreadMeter.ownCpuNs() - processedNs;
        }
    }

    private void take(int block, DirectBuffer buffer, int offset, int length) {
        buffer.getBytes(offset, queue[(int) (handedOver++ % QUEUE_BLOCKS)], 0, length);
    }

    private long dueNs(long number) {
        return number * 1_000_000_000L / perSecond;
    }

    /** Bytes of the state. */
    public long stateBytes() {
        return arena.highWaterBytes();
    }

    @Override
    public void close() {
        chain.close();
        arena.close();
    }
}
