package io.pelton.engine;

import io.pelton.engine.disk.Intake;
import io.pelton.engine.egress.EgressAgent;
import io.pelton.engine.metrics.DiskMetrics;
import io.pelton.engine.metrics.EngineMetrics;
import io.pelton.engine.metrics.SinkMetrics;
import io.pelton.engine.processing.ProcessingMetrics;
import io.pelton.engine.recovery.SnapshotWriterAgent;
import io.pelton.engine.ring.DurableGate;
import io.pelton.engine.ring.RingJournaler;
import io.pelton.engine.ring.RowRing;
import java.util.List;

/**
 * Puts a reading of all counters together; any thread.
 *
 * @param inputJournaler null in an ephemeral run
 * @param snapshots      null in an ephemeral run
 */
record MetricsReader(
        ProcessingMetrics processing,
        List<EgressAgent> sinks,
        RowRing inputRing,
        RowRing outputRing,
        DurableGate gate,
        RingJournaler inputJournaler,
        RingJournaler outputJournaler,
        SnapshotWriterAgent snapshots,
        Intake intake) {

    EngineMetrics read() {
        long published = inputRing.published() + inputRing.journalOffset();
        long output = outputJournaler.journaled().get() + outputRing.journalOffset();
        List<SinkMetrics> sinkMetrics = sinks.stream().map(sink -> sink.metrics(output)).toList();
        return new EngineMetrics(
                processing.sources(),
                processing.operators(),
                sinkMetrics,
                published - inputRing.used(),
                inputJournaler == null ? published : inputJournaler.journaled().get() + inputRing.journalOffset(),
                gate.durableSequence(),
                output,
                processing.deadLetters(),
                inputRing.used(),
                outputRing.used(),
                inputJournaler == null ? 0 : inputJournaler.bytes(),
                snapshots == null ? 0 : snapshots.written(),
                new DiskMetrics(intake.level().name(), intake.usedPercent(), intake.heldBy()));
    }
}
