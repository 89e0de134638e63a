package io.pelton.engine.recovery;

import io.pelton.engine.row.RowHeader;
import io.pelton.journal.Journal;
import io.pelton.journal.JournalTailer;
import org.agrona.DirectBuffer;

/** Walks the output journal beside a replay and compares row by row, byte by byte. One thread. */
final class OutputComparison implements AutoCloseable {
    private final JournalTailer tailer;
    private final long firstSequence;
    private final long lastSequence;
    private DirectBuffer block;
    private int row;
    private int rowBytes;
    private int end;
    private int rowsLeft;
    private long compared;

    OutputComparison(Journal output, long fromSequence) {
        lastSequence = output.lastSequence();
        long first = output.firstSequence();
        firstSequence = first == Journal.NONE ? Long.MAX_VALUE : first;
        tailer = output.newTailer();
        tailer.seek(Math.max(fromSequence, Math.min(firstSequence, lastSequence + 1)));
    }

    /** True when the journal has this row already. */
    boolean isKnown(long sequence) {
        return sequence <= lastSequence;
    }

    /** @throws ReplayMismatchException when the journal's row isn't the same; rows pruned already are taken on trust */
    void compare(DirectBuffer computed, int computedRow) {
        long sequence = RowHeader.sequence(computed, computedRow);
        if (sequence < firstSequence) {
            return;
        }
        seek(sequence);
        if (!isEqual(computed, computedRow, block, row)) {
            throw new ReplayMismatchException("Replay computed another result than the one in the output journal (law "
                    + "2):"
                    + " keep the state folder and report it, or start over with --fresh; "
                    + describe(computed, computedRow)
                    + " journal: " + describe(block, row));
        }
        compared++;
    }

    private void seek(long sequence) {
        while (true) {
            if (rowsLeft == 0) {
                if (!tailer.next()) {
                    throw new ReplayMismatchException("The output journal ends before its last row; expected="
                            + sequence);
                }
                block = tailer.buffer();
                row = tailer.payloadOffset();
                end = row + tailer.payloadBytes();
                rowsLeft = tailer.rowCount();
            }
            if (rowsLeft > 0) {
                rowBytes = RowHeader.boundedLength(block, row, end);
            }
            if (RowHeader.sequence(block, row) >= sequence) {
                return;
            }
            row += rowBytes;
            rowsLeft--;
        }
    }

    static boolean isEqual(DirectBuffer one, int oneRow, DirectBuffer other, int otherRow) {
        int length = RowHeader.length(one, oneRow);
        if (length != RowHeader.length(other, otherRow)) {
            return false;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            if (one.getLong(oneRow + i) != other.getLong(otherRow + i)) {
                return false;
            }
        }
        return true;
    }

    static String describe(DirectBuffer buffer, int row) {
        return "sequence=" + RowHeader.sequence(buffer, row) + " cause=" + RowHeader.position(buffer, row)
                + " ordinal=" + RowHeader.partition(buffer, row) + " sink=" + RowHeader.stream(buffer, row)
                + " eventTimeMs=" + RowHeader.eventTimeMs(buffer, row) + " length=" + RowHeader.length(buffer, row);
    }

    long compared() {
        return compared;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
