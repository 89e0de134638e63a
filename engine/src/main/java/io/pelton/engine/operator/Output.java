package io.pelton.engine.operator;

import org.agrona.MutableDirectBuffer;

/**
 * Where an operator puts rows: claim, fill the body, emit or abort. One claim at a time; the processing thread only.
 */
public interface Output {

    /** True when {@code rowCount} rows can be emitted now without waiting for anybody. */
    boolean hasRoom(int rowCount);

    /** Claims a row; only after {@link #hasRoom(int)}. Its offset in {@link #buffer()}. */
    int claim();

    /** The buffer of the claimed row. Write with a RowWriter or at the layout's offsets. */
    MutableDirectBuffer buffer();

    /**
     * Emits the claimed row, whose body and length are written.
     *
     * @param changeKind  one of {@link io.pelton.engine.row.ChangeKind}
     * @param eventTimeMs its time attribute, Long.MIN_VALUE for none
     */
    void emit(int changeKind, long eventTimeMs);

    /** Gives the claim back. */
    void abort();
}
