package io.pelton.engine.processing;

import io.pelton.engine.ring.RowRing;
import io.pelton.engine.row.ChangeKind;
import io.pelton.engine.row.DeadLetterWriter;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowType;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes output rows into the ring: sequence, cause, ordinal within the sink, ingest time of the cause. */
final class OutputRows {
    private static final long NO_CAUSE = -1L;

    private final RowRing ring;
    private final UnsafeBuffer buffer;
    private final int deadLetterSink;
    private final long[] lastCauses;
    private final int[] ordinals;
    private final DeadLetterWriter letters = new DeadLetterWriter();

    private long next;
    private long published;
    private long cause = NO_CAUSE;
    private long ingestTimeNs;
    private int inputStream;
    private int inputPartition;
    private long inputPosition;
    private long deadLetters;

    /** @param sinkCount sinks of the script; the dead letters' own sink has the number behind them */
    OutputRows(RowRing ring, int sinkCount) {
        this.ring = ring;
        buffer = ring.buffer();
        deadLetterSink = sinkCount;
        lastCauses = new long[sinkCount + 1];
        ordinals = new int[sinkCount + 1];
        Arrays.fill(lastCauses, NO_CAUSE);
        next = ring.published() + 1;
        published = next - 1;
    }

    /** The rows from now on are caused by this input row. */
    void begin(DirectBuffer input, int row) {
        cause = RowHeader.sequence(input, row);
        ingestTimeNs = RowHeader.ingestTimeNs(input, row);
        inputStream = RowHeader.stream(input, row);
        inputPartition = RowHeader.partition(input, row);
        inputPosition = RowHeader.position(input, row);
    }

    long ingestTimeNs() {
        return ingestTimeNs;
    }

    long cause() {
        return cause;
    }

    boolean hasRoom(int rows) {
        return ring.hasReservedRoom(rows);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int slotBytes() {
        return ring.slotBytes();
    }

    /** Where the next row is to be written; it counts when {@link #emit} is called. */
    int slot() {
        return ring.slotOffset(next);
    }

    void emit(int sink, int type, int changeKind, long eventTimeMs) {
        long sequence = ring.claim(1);
        int row = ring.slotOffset(sequence);
        if (lastCauses[sink] != cause) {
            lastCauses[sink] = cause;
            ordinals[sink] = 0;
        }
        RowHeader.kind(buffer, row, sink, type, changeKind, true);
        RowHeader.sequence(buffer, row, sequence + ring.journalOffset());
        RowHeader.eventTimeMs(buffer, row, eventTimeMs);
        RowHeader.ingestTimeNs(buffer, row, ingestTimeNs);
        RowHeader.position(buffer, row, cause);
        RowHeader.partition(buffer, row, ordinals[sink]++);
        next = sequence + 1;
    }

    /** An INVALID input row becomes a dead letter with the same body. */
    void forwardInvalid(DirectBuffer input, int inputRow) {
        int row = slot();
        int length = RowHeader.length(input, inputRow);
        buffer.putBytes(row, input, inputRow, length);
        emitLetter();
    }

    /** A row that an operator refused. */
    void refuse(
            int reasonCode, String detail, int pipeline, int operator, long windowStartMs, long windowEndMs, int origin,
            DirectBuffer refused, int refusedRow) {
        letters.begin(buffer, slot(), ring.slotBytes(), reasonCode, origin)
                .input(inputStream, cause, inputPartition, inputPosition)
                .operator(pipeline, operator, windowStartMs, windowEndMs)
                .finish(detail, refused, refusedRow, RowHeader.length(refused, refusedRow));
        emitLetter();
    }

    private void emitLetter() {
        emit(deadLetterSink, RowType.DEAD_LETTER, ChangeKind.INSERT, Long.MIN_VALUE);
        deadLetters++;
    }

    /** Makes all emitted rows visible to the output journaler. */
    int publish() {
        int rows = (int) (next - 1 - published);
        if (rows > 0) {
            published = next - 1;
            ring.publish(published);
        }
        return rows;
    }

    /** Journal sequence of the last row emitted, -1 for none. */
    long lastSequence() {
        return next - 1 + ring.journalOffset();
    }

    long deadLetters() {
        return deadLetters;
    }

    void deadLetters(long count) {
        deadLetters = count;
    }
}
