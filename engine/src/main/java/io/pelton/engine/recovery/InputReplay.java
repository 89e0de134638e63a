package io.pelton.engine.recovery;

import io.pelton.engine.processing.RowFailures;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.ring.RingJournaler;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalTailer;
import org.agrona.DirectBuffer;

/**
 * Brings a processor from its snapshot to the end of the input journal. Results that the output journal has are
 * compared and dropped; those behind its end are appended. The opening thread.
 */
public final class InputReplay {
    private final Journal input;
    private final Journal output;
    private final RowProcessor processor;
    private final RowRing outputRing;
    private final RingJournaler journaler;
    private final RecoveryProgress progress;
    private final RowFailures failures;
    private final RowCheck check;
    private long rows;
    private long compared;

    public InputReplay(
            Topology topology, Journal input, Journal output, RowProcessor processor, RowRing outputRing,
            RingJournaler journaler, RecoveryProgress progress, RowFailures failures) {
        check = new RowCheck(topology, processor);
        this.input = input;
        this.output = output;
        this.processor = processor;
        this.outputRing = outputRing;
        this.journaler = journaler;
        this.progress = progress;
        this.failures = failures;
    }

    /** @throws ReplayMismatchException when a result differs */
    public void run() {
        run(input.lastSequence());
    }

    /** As {@link #run()}, up to this input row. */
    public void run(long last) {
        checkReach();
        try (JournalTailer tailer = input.newTailer();
                OutputComparison comparison = new OutputComparison(output, processor.outputSequence() + 1)) {
            progress.begin("replaying", processor.sequence(), last);
            tailer.seek(processor.sequence() + 1);
            while (processor.sequence() < last && tailer.next()) {
                replayBlock(tailer, comparison);
                progress.at(processor.sequence());
            }
            processor.publishOutput();
            drain(comparison);
            compared = comparison.compared();
            checkEnd(last);
        }
    }

    private void replayBlock(JournalTailer tailer, OutputComparison comparison) {
        DirectBuffer block = tailer.buffer();
        int row = tailer.payloadOffset();
        int end = row + tailer.payloadBytes();
        for (int i = tailer.rowCount(); i > 0; i--) {
            int length = RowHeader.boundedLength(block, row, end);
            if (RowHeader.sequence(block, row) > processor.sequence()) {
                check.check(block, row, end);
                while (!process(block, row)) {
                    processor.publishOutput();
                    drain(comparison);
                }
                rows++;
            }
            row += length;
        }
        processor.pause();
        processor.publishOutput();
        drain(comparison);
    }

    private boolean process(DirectBuffer block, int row) {
        try {
            boolean isDone = processor.process(block, row);
            if (!isDone) {
                processor.pause();
            }
            return isDone;
        } catch (Throwable e) {
            failures.failed(RowHeader.sequence(block, row), e);
            throw e;
        }
    }

    private void drain(OutputComparison comparison) {
        long published = outputRing.published();
        long next = journaler.journaled().get() + 1;
        while (next <= published && comparison.isKnown(next + outputRing.journalOffset())) {
            comparison.compare(outputRing.buffer(), outputRing.slotOffset(next));
            journaler.skipTo(next);
            next++;
        }
        while (journaler.journaled().get() < published) {
            if (journaler.journal(input.lastSequence()) == 0) {
                throw new StateRefusedException("The output journal takes nothing during recovery, make room on the "
                        + "disk;"
                        + " outputSequence=" + output.lastSequence());
            }
        }
    }

    private void checkReach() {
        long firstNeeded = processor.sequence() + 1;
        long first = input.firstSequence();
        if (first != Journal.NONE && first > firstNeeded) {
            throw new StateRefusedException("The input journal doesn't reach back to the snapshot; restore the state "
                    + "folder from"
                    + " a backup or start over with --fresh; first=" + first + " needed=" + firstNeeded);
        }
        if (input.lastSequence() < processor.sequence()) {
            throw new StateRefusedException("The input journal ends before the snapshot that counts on it; restore "
                    + "the state"
                    + " folder from a backup or start over with --fresh; last=" + input.lastSequence() + " snapshot="
                    + processor.sequence());
        }
    }

    private void checkEnd(long lastInput) {
        if (processor.sequence() != lastInput) {
            throw new StateRefusedException("The input journal could not be read to its end; run `pelton journal "
                    + "verify`;"
                    + " reached=" + processor.sequence() + " last=" + lastInput);
        }
        if (processor.outputSequence() >= output.lastSequence() || output.firstSequence() == Journal.NONE) {
            return;
        }
        throw new ReplayMismatchException("Replay computed fewer results than the output journal holds (law 2): keep "
                + "the state"
                + " folder and report it; computed=" + processor.outputSequence() + " journaled="
                + output.lastSequence());
    }

    /** Input rows replayed. */
    public long rows() {
        return rows;
    }

    /** Output rows computed again and found equal. */
    public long compared() {
        return compared;
    }
}
