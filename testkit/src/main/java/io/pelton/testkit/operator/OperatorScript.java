package io.pelton.testkit.operator;

import io.pelton.engine.row.RowHeader;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What an operator is fed: rows and watermarks in order. Built by one thread. */
public final class OperatorScript {

    /**
     * A row of an input, or a watermark.
     *
     * @param row the row's bytes, header first, or null for a watermark
     */
    record Step(int input, DirectBuffer row, long watermarkMs) {
    }

    private final List<Step> steps = new ArrayList<>();

    List<Step> steps() {
        return steps;
    }

    /** Number of rows and watermarks. */
    public int size() {
        return steps.size();
    }

    /** Adds a copy of a row of input 0. */
    public OperatorScript row(DirectBuffer buffer, int row) {
        return row(0, buffer, row);
    }

    /** Adds a copy of a row. */
    public OperatorScript row(int input, DirectBuffer buffer, int row) {
        byte[] bytes = new byte[RowHeader.length(buffer, row)];
        buffer.getBytes(row, bytes);
        steps.add(new Step(input, new UnsafeBuffer(bytes), 0));
        return this;
    }

    /** Adds a watermark; none may be lower than the one before. */
    public OperatorScript watermark(long watermarkMs) {
        steps.add(new Step(0, null, watermarkMs));
        return this;
    }

    /** Adds the watermark of a finished stream. */
    public OperatorScript end() {
        return watermark(Long.MAX_VALUE);
    }
}
