package io.pelton.connectors.datagen;

import io.pelton.engine.row.RowWriter;
import io.pelton.engine.source.ResumePosition;
import io.pelton.engine.source.Source;
import io.pelton.engine.source.SourceContext;
import io.pelton.engine.source.SourceException;
import io.pelton.engine.source.SourceOutput;
import java.util.List;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;

/** Makes rows at a rate, as one partition whose positions are row numbers. The ingress thread only. */
final class DatagenSource implements Source {
    private static final double SECOND_NS = 1e9;

    private final Function<EpochNanoClock, FieldGenerator[]> fields;
    private final String identity;
    private final long rowLimit;
    private final long rowsPerSecond;
    private FieldGenerator[] generators;
    private EpochNanoClock clock;
    private int partition = -1;
    private long end;
    private long next;
    private long paceStartNs;
    private long paceStartRow;
    private boolean isPaced;
    private boolean isFinished;

    /** {@code rowsPerSecond} 0 is no limit. */
    DatagenSource(
            Function<EpochNanoClock, FieldGenerator[]> fields, String identity, long rowLimit, long rowsPerSecond) {
        this.fields = fields;
        this.identity = identity;
        this.rowLimit = rowLimit;
        this.rowsPerSecond = rowsPerSecond;
    }

    @Override
    public void open(SourceContext context) {
        clock = context.clock();
        generators = fields.apply(clock);
        end = rowLimit;
        for (FieldGenerator generator : generators) {
            end = Math.min(end, generator.rows());
        }
        List<ResumePosition> known = context.resumePositions();
        if (known.isEmpty()) {
            return;
        }
        ResumePosition position = known.get(0);
        if (!identity.equals(position.identity())) {
            throw new SourceException("the generated data isn't the one that the journal knows; bring the old options "
                    + "back"
                    + " or start over with --fresh: then=" + position.identity() + " now=" + identity);
        }
        partition = position.partition();
        next = position.position() + 1;
        isFinished = position.ended();
        for (FieldGenerator generator : generators) {
            generator.skip(next);
        }
    }

    @Override
    public int poll(SourceOutput output, int most) {
        if (isFinished) {
            return 0;
        }
        if (partition < 0) {
            partition = output.open(identity);
            if (partition < 0) {
                return 0;
            }
        }
        if (next == end) {
            isFinished = output.end(partition, next);
            return 0;
        }
        int count = (int) Math.min(Math.min(most, end - next), allowed());
        for (int i = 0; i < count; i++) {
            if (!output.claim(1)) {
                return i;
            }
            RowWriter row = output.row(0);
            for (FieldGenerator generator : generators) {
                generator.put(row, next);
            }
            output.accept(0, partition, next);
            output.publish();
            next++;
        }
        return count;
    }

    /**
     * Rows that the rate allows now: the first at once; what back-pressure held up is made good for a second at most.
     */
    private long allowed() {
        if (rowsPerSecond == 0) {
            return Long.MAX_VALUE;
        }
        long now = clock.nanoTime();
        if (!isPaced) {
            isPaced = true;
            paceStartNs = now;
            paceStartRow = next;
        }
        long due = 1 + (long) ((now - paceStartNs) / SECOND_NS * rowsPerSecond);
        long behind = due - (next - paceStartRow);
        if (behind > rowsPerSecond + 1) {
            paceStartNs = now;
            paceStartRow = next + rowsPerSecond - 1;
            return rowsPerSecond;
        }
        return Math.max(behind, 0);
    }

    @Override
    public boolean isFinished() {
        return isFinished;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
