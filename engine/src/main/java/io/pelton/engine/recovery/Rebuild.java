package io.pelton.engine.recovery;

import com.lmax.disruptor.Sequence;
import io.pelton.engine.processing.RowProcessor;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.state.SnapshotArena;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalTailer;
import io.pelton.journal.state.SnapshotHeader;
import io.pelton.journal.state.SnapshotStore;
import org.agrona.DirectBuffer;

/**
 * Makes the state that a script would have, had it seen the input journal from its first row: all of it goes through a
 * new processor, the results are thrown away, and the state becomes a snapshot. Changes nothing else, so it can be cut
 * off and done again. The opening thread.
 */
public final class Rebuild {
    private final Journal input;
    private final RowProcessor processor;
    private final SnapshotArena arena;
    private final RowRing outputRing;
    private final Sequence discarded = new Sequence();
    private final RecoveryProgress progress;
    private final RowCheck check;
    private long rows;

    /** @param processor new, with {@code arena} and {@code outputRing}; good for nothing else afterwards */
    public Rebuild(
            Topology topology, Journal input, RowProcessor processor, SnapshotArena arena, RowRing outputRing,
            RecoveryProgress progress) {
        check = new RowCheck(topology, processor);
        this.input = input;
        this.processor = processor;
        this.arena = arena;
        this.outputRing = outputRing;
        this.progress = progress;
        outputRing.addGates(discarded);
    }

    /**
     * Computes the input up to the base.
     *
     * @throws StateRefusedException when the input journal doesn't hold all of it
     */
    public void run(PlanBase base) {
        long first = input.firstSequence();
        if (first != 0 || input.lastSequence() < base.inputSequence()) {
            throw new StateRefusedException("The state can't be rebuilt: the input journal doesn't hold every row from "
                    + "0 on any more; restore the state folder from a backup or start over with --fresh; first=" + first
                    + " last=" + input.lastSequence() + " needed=" + base.inputSequence());
        }
        progress.begin("rebuilding the state", processor.sequence(), base.inputSequence());
        try (JournalTailer tailer = input.newTailer()) {
            tailer.seek(0);
            while (processor.sequence() < base.inputSequence() && tailer.next()) {
                block(tailer, base.inputSequence());
                progress.at(processor.sequence());
            }
        }
        if (processor.sequence() != base.inputSequence()) {
            throw new StateRefusedException("The input journal could not be read to its end; run `pelton journal "
                    + "verify`; reached=" + processor.sequence() + " last=" + base.inputSequence());
        }
    }

    private void block(JournalTailer tailer, long last) {
        DirectBuffer block = tailer.buffer();
        int row = tailer.payloadOffset();
        int end = row + tailer.payloadBytes();
        for (int i = tailer.rowCount(); i > 0 && processor.sequence() < last; i--) {
            check.check(block, row, end);
            while (!processor.process(block, row)) {
                discard();
            }
            rows++;
            row += RowHeader.length(block, row);
        }
        discard();
    }

    private void discard() {
        processor.publishOutput();
        discarded.set(outputRing.published());
    }

    /** Installs the state as a snapshot at the base; the journals up to there are durable already. */
    public void install(SnapshotStore store, String planHash, PlanBase base) {
        SnapshotHeader header = new SnapshotHeader(input.journalId(), planHash, base.inputSequence(),
                base.outputSequence(), processor.timeNs());
        Snapshots.write(store, header, processor, arena);
    }

    /** Input rows computed. */
    public long rows() {
        return rows;
    }
}
