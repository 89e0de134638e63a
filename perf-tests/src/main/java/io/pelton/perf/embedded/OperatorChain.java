package io.pelton.perf.embedded;

import io.pelton.engine.operator.DeadLetterReason;
import io.pelton.engine.operator.DeadLetters;
import io.pelton.engine.operator.Operator;
import io.pelton.engine.operator.OperatorContext;
import io.pelton.engine.operator.OperatorCounters;
import io.pelton.engine.operator.Output;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowReader;
import io.pelton.engine.state.Arena;
import io.pelton.engine.topology.OperatorDefinition;
import io.pelton.perf.workload.Results;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The operators of one pipeline without an engine: each hands its rows straight to the next, the last one to the
 * results.
 */
final class OperatorChain {
    private final Link[] links;

    OperatorChain(List<OperatorDefinition> definitions, Arena arena, Results results) {
        links = new Link[definitions.size()];
        for (int i = definitions.size() - 1; i >= 0; i--) {
            boolean isLast = i == links.length - 1;
            links[i] = new Link(definitions.get(i), arena, isLast ? null : links[i + 1], isLast ? results : null);
        }
        for (Link link : links) {
            link.operator.open(link);
        }
    }

    void onRow(DirectBuffer buffer, int row) {
        links[0].operator.onRow(0, buffer, row);
    }

    void onWatermark(long watermarkMs) {
        for (Link link : links) {
            link.watermarkMs = watermarkMs;
            while (!link.operator.onWatermark(watermarkMs)) {
                Thread.onSpinWait();
            }
        }
    }

    void close() {
        for (Link link : links) {
            link.operator.close();
        }
    }

    /** One operator with what it is given. */
    private static final class Link implements OperatorContext, Output, DeadLetters {
        private final Operator operator;
        private final Arena arena;
        private final Link next;
        private final Results results;
        private final OperatorCounters counters = new OperatorCounters();
        private final UnsafeBuffer claimed;
        private final RowReader reader;
        private long watermarkMs = Long.MIN_VALUE;

        private Link(OperatorDefinition definition, Arena arena, Link next, Results results) {
            this.operator = definition.factory().get();
            this.arena = arena;
            this.next = next;
            this.results = results;
            this.claimed = new UnsafeBuffer(ByteBuffer.allocateDirect(definition.output().maxBytes()));
            this.reader = new RowReader(definition.output());
        }

        @Override
        public Arena arena() {
            return arena;
        }

        @Override
        public Output output() {
            return this;
        }

        @Override
        public DeadLetters deadLetters() {
            return this;
        }

        @Override
        public OperatorCounters counters() {
            return counters;
        }

        @Override
        public long inputTimeNs() {
            return 0;
        }

        @Override
        public long watermarkMs() {
            return watermarkMs;
        }

        @Override
        public boolean hasRoom(int rowCount) {
            return true;
        }

        @Override
        public int claim() {
            return 0;
        }

        @Override
        public MutableDirectBuffer buffer() {
            return claimed;
        }

        @Override
        public void emit(int changeKind, long eventTimeMs) {
            RowHeader.eventTimeMs(claimed, 0, eventTimeMs);
            if (next != null) {
                next.operator.onRow(0, claimed, 0);
            } else {
                RowReader row = reader.wrap(claimed, 0);
                results.add(row.getInt(0), row.getLong(1), row.getLong(2), row.getDouble(3), row.getDouble(4),
                        row.getDouble(5));
            }
        }

        @Override
        public void abort() {
            // The one claimed row is simply written again.
        }

        @Override
        public void refuse(
                DeadLetterReason reason, String detail, long windowStartMs, long windowEndMs) {
            throw new IllegalStateException("these readings are never refused: reason=" + reason + " detail=" + detail);
        }
    }
}
