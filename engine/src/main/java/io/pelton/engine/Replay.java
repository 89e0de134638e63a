package io.pelton.engine;

import com.lmax.disruptor.Sequence;
import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.recovery.JournalRows;
import io.pelton.engine.recovery.PlanBase;
import io.pelton.engine.recovery.ReplayReport;
import io.pelton.engine.recovery.RowCheck;
import io.pelton.engine.recovery.RowComparison;
import io.pelton.engine.recovery.Snapshots;
import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.topology.Topology;
import io.pelton.journal.state.Manifest;
import io.pelton.journal.state.OpenRow;
import io.pelton.journal.state.OverrideLog;
import io.pelton.journal.state.OverrideRecord;
import io.pelton.journal.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Computes a state folder's results again from its input journal and compares them with its output journal, byte for
 * byte. Nothing in the folder is changed and no lock is taken: it may belong to a running engine. Stops at the first
 * difference. One thread.
 */
public final class Replay {
    private static final int PROGRESS_ROWS = 1 << 16;

    private final Topology topology;
    private final Path folder;
    private final LongConsumer progress;
    private final Sequence drained = new Sequence();
    private ProcessingParts parts;
    private RowComparison comparison;
    private long outputRows;

    /** @param progress told the number of input rows replayed, now and then */
    public Replay(Topology topology, Path folder, LongConsumer progress) {
        this.topology = topology;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Replays from the first retained row; where rows were pruned, are another script's or were given up as lost, from
     * the oldest snapshot behind them: rows that are retained before that one are passed over, since the state in front
     * of them is gone. Decisions of the override log are followed.
     *
     * @throws UncheckedIOException when the folder can't be read
     */
    public ReplayReport run() {
        try {
            Manifest manifest = StateFolder.readManifest(folder).orElseThrow(
                    () -> new IOException("this is no state folder: folder=" + folder));
            OverrideLog.Content overrides = OverrideLog.require(folder, manifest.inputJournalId());
            long from = overrides.losses(StateFolder.INPUT).stream().mapToLong(OverrideRecord::last).max().orElse(-1)
                    + 1;
            try (JournalRows input =
                    new JournalRows(folder.resolve(StateFolder.INPUT), manifest.inputJournalId(), from)) {
                boolean hasInput = input.next();
                open(hasInput ? input.sequence() : from, manifest);
                parts.processor().guard(OpenRow.inMemory(), overrides.skippedInputs());
                try (JournalRows output = new JournalRows(folder.resolve(StateFolder.OUTPUT),
                        manifest.outputJournalId(), parts.processor().outputSequence() + 1)) {
                    comparison = new RowComparison(output);
                    return hasInput ? replay(input) : new ReplayReport(0, 0, 0, 0, 0, null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (parts != null) {
                parts.close();
            }
        }
    }

    private void open(long firstInput, Manifest manifest) throws IOException {
        EngineConfiguration configuration = EngineConfiguration.of(topology.settings());
        if (firstInput == 0 && PlanBase.of(manifest).isEmpty()) {
            parts = ProcessingParts.open(topology, configuration, -1, -1);
        } else {
            try (Snapshots snapshot = Snapshots.openOldest(folder.resolve(StateFolder.SNAPSHOTS),
                    manifest.inputJournalId(), topology.planHash(), firstInput - 1)) {
                parts = ProcessingParts.open(
                        topology, configuration, snapshot.inputSequence(), snapshot.outputSequence());
                snapshot.restore(parts.processor(), parts.arena());
            }
        }
        parts.ring().addGates(drained);
    }

    private ReplayReport replay(JournalRows input) throws IOException {
        long from = parts.processor().sequence() + 1;
        long skipped = Math.max(0, from - input.sequence());
        long rows = 0;
        boolean isMore = true;
        RowCheck check = new RowCheck(topology, parts.processor());
        while (isMore && comparison.difference() == null) {
            if (input.sequence() >= from) {
                check.check(input.buffer(), input.row(), input.end());
                while (!parts.processor().process(input.buffer(), input.row())) {
                    drain();
                }
                drain();
                rows++;
                if (rows % PROGRESS_ROWS == 0) {
                    progress.accept(rows);
                }
            }
            isMore = input.next();
        }
        comparison.end(parts.processor().outputSequence(), parts.processor().sequence());
        return new ReplayReport(from, skipped, rows, outputRows, comparison.compared(), comparison.difference());
    }

    private void drain() throws IOException {
        parts.processor().publishOutput();
        RowRing ring = parts.ring();
        UnsafeBuffer buffer = ring.buffer();
        long published = ring.published();
        for (long next = drained.get() + 1; next <= published; next++) {
            comparison.compare(buffer, ring.slotOffset(next), RowHeader.sequence(buffer, ring.slotOffset(next)));
            outputRows++;
        }
        drained.set(published);
    }
}
