package io.pelton.perf.embedded;

import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowWriter;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.time.RowTimeFunction;
import io.pelton.engine.topology.StreamDefinition;
import io.pelton.engine.topology.Topology;
import io.pelton.perf.measure.ThreadMeter;
import io.pelton.perf.throughput.Contender;
import io.pelton.perf.throughput.InProcessConnector;
import io.pelton.perf.throughput.RunFigures;
import io.pelton.perf.workload.Readings;
import io.pelton.perf.workload.ResultChecksum;
import io.pelton.perf.workload.Workload;
import io.pelton.sql.SqlFrontEnd;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.sql.diagnostic.SqlException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The generated operators on the caller's thread, without rings and journals: what remains of Pelton's cost when this
 * is taken away is the engine's. Rows are written with the row writer, event time and watermark computed by generated
 * code.
 */
public final class OperatorContender implements Contender {
    private static final int SLOTS = 1 << 12;
    private static final long ARENA_BYTES = 512L << 20;

    private final Workload workload;
    private final Readings readings;

    public OperatorContender(Workload workload, Readings readings) {
        this.workload = workload;
        this.readings = readings;
    }

    @Override
    public String name() {
        return "Pelton's operators alone";
    }

    @Override
    public String journal() {
        return "";
    }

    @Override
    public double goal() {
        return Double.NaN;
    }

    @Override
    public RunFigures run(long events) {
        ResultChecksum results = new ResultChecksum();
        Topology topology = topology();
        try (SnapshotArena arena = new SnapshotArena(ARENA_BYTES)) {
            OperatorChain chain = new OperatorChain(topology.pipelines().get(0).operators(), arena, results);
            long allocated = ThreadMeter.ownAllocatedBytes();
            long cpuNs = ThreadMeter.ownCpuNs();
            long startNs = System.nanoTime();
            feed(topology.streams().get(0), chain, events);
            long wallNs = System.nanoTime() - startNs;
            long usedNs = ThreadMeter.ownCpuNs() - cpuNs;
            long bytes = ThreadMeter.ownAllocatedBytes() - allocated;
            chain.close();
            return new RunFigures(events, wallNs, usedNs, bytes, results.text());
        }
    }

    private Topology topology() {
        String options = "'connector' = '" + InProcessConnector.IDENTIFIER + "'";
        try {
            InProcessConnector connector = new InProcessConnector(null, null);
            return new PlanCompiler(name -> connector)
                    .compile(SqlFrontEnd.analyze(workload.name(), workload.script(options, options)).plan()).topology();
        } catch (SqlException e) {
            throw new IllegalStateException("the benchmark's own script is refused: workload=" + workload, e);
        }
    }

    private void feed(StreamDefinition stream, OperatorChain chain, long events) {
        RowWriter writer = new RowWriter(stream.layout());
        RowTimeFunction time = stream.time();
        int slotBytes = stream.layout().maxBytes();
        UnsafeBuffer ring = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * slotBytes));
        int size = readings.size();
        long startMs = readings.roundStartMs(0);
        long watermarkMs = Long.MIN_VALUE;
        int at = 0;
        for (long number = 0; number < events; number++) {
            int row = (int) (number & SLOTS - 1) * slotBytes;
            writer.begin(ring, row);
            writer.putInt(0, readings.device()[at]);
            writer.putLong(1, startMs + readings.offsetMs()[at]);
            writer.putDouble(2, readings.temperature()[at]);
            writer.finish();
            RowHeader.eventTimeMs(ring, row, time.eventTimeMs(ring, row));
            long justified = time.watermarkMs(ring, row);
            chain.onRow(ring, row);
            if (justified > watermarkMs) {
                watermarkMs = justified;
                chain.onWatermark(watermarkMs);
            }
            if (++at == size) {
                at = 0;
                startMs += readings.seconds() * 1_000L;
            }
        }
        chain.onWatermark(Long.MAX_VALUE);
    }
}
