package io.pelton.testkit.operator;

import io.pelton.engine.operator.Output;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.RowType;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An output that holds the operator to the contract: one claim at a time, none without room, a whole row, nothing
 * written outside the claimed slot. The slot is full of rubbish when it is claimed.
 */
final class HarnessOutput implements Output {
    private static final int MARGIN_BYTES = 64;
    private static final byte RUBBISH = (byte) 0xA5;

    private final UnsafeBuffer slot;
    private final int maxBytes;
    private final List<DirectBuffer> rows;
    private int room;
    private boolean isClaimed;
    private long emitted;

    /** An output; {@code rows} may be null: then rows are counted only. */
    HarnessOutput(RowLayout layout, List<DirectBuffer> rows) {
        this.maxBytes = layout.maxBytes();
        this.rows = rows;
        this.slot = new UnsafeBuffer(new byte[maxBytes + 2 * MARGIN_BYTES]);
    }

    void grant(int rowCount) {
        room = rowCount;
    }

    long emitted() {
        return emitted;
    }

    void mustBeUnclaimed(String when) {
        if (isClaimed) {
            throw new AssertionError("a claim is open while " + when + ": emit or abort it first");
        }
    }

    @Override
    public boolean hasRoom(int rowCount) {
        return rowCount <= room;
    }

    @Override
    public int claim() {
        mustBeUnclaimed("another is made");
        if (room < 1) {
            throw new AssertionError("a claim without room, ask hasRoom first: emitted=" + emitted);
        }
        isClaimed = true;
        if (rows != null) {
            slot.setMemory(0, slot.capacity(), RUBBISH);
        }
        return MARGIN_BYTES;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return slot;
    }

    @Override
    public void emit(int changeKind, long eventTimeMs) {
        if (!isClaimed) {
            throw new AssertionError("emit without a claim: emitted=" + emitted);
        }
        isClaimed = false;
        room--;
        emitted++;
        if (rows != null) {
            keep(changeKind, eventTimeMs);
        }
    }

    private void keep(int changeKind, long eventTimeMs) {
        int length = RowHeader.length(slot, MARGIN_BYTES);
        if (length < RowHeader.BYTES || length > maxBytes || length % RowHeader.ALIGNMENT != 0) {
            throw new AssertionError("a row of an impossible length: length=" + length + " maxBytes=" + maxBytes);
        }
        for (int i = 0; i < MARGIN_BYTES; i++) {
            if (slot.getByte(i) != RUBBISH || slot.getByte(MARGIN_BYTES + maxBytes + i) != RUBBISH) {
                throw new AssertionError("written outside the claimed slot: near byte " + i);
            }
        }
        byte[] bytes = new byte[length];
        slot.getBytes(MARGIN_BYTES, bytes);
        UnsafeBuffer row = new UnsafeBuffer(bytes);
        row.setMemory(0, RowHeader.BYTES, (byte) 0);
        RowHeader.length(row, 0, length);
        RowHeader.kind(row, 0, 0, RowType.DATA, changeKind, true);
        RowHeader.eventTimeMs(row, 0, eventTimeMs);
        rows.add(row);
    }

    @Override
    public void abort() {
        if (!isClaimed) {
            throw new AssertionError("abort without a claim: emitted=" + emitted);
        }
        isClaimed = false;
    }
}
