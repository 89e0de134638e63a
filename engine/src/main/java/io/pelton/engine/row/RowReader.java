package io.pelton.engine.row;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/** Reads a row in place. Wrap, read, wrap the next; not thread safe. Reading a NULL column gives an undefined value. */
public final class RowReader {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final RowLayout layout;
    private DirectBuffer buffer;
    private int row;

    public RowReader(RowLayout layout) {
        this.layout = layout;
    }

    public RowReader wrap(DirectBuffer rowBuffer, int rowOffset) {
        buffer = rowBuffer;
        row = rowOffset;
        return this;
    }

    public RowLayout layout() {
        return layout;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return row;
    }

    public long sequence() {
        return RowHeader.sequence(buffer, row);
    }

    public long eventTimeMs() {
        return RowHeader.eventTimeMs(buffer, row);
    }

    public long ingestTimeNs() {
        return RowHeader.ingestTimeNs(buffer, row);
    }

    /** One of {@link ChangeKind}. */
    public int changeKind() {
        return RowHeader.changeKind(buffer, row);
    }

    public boolean isNull(int column) {
        return (buffer.getLong(row + RowLayout.nullWordOffset(column), ORDER) & RowLayout.nullBit(column)) != 0;
    }

    public boolean getBoolean(int column) {
        return buffer.getByte(row + layout.offset(column)) != 0;
    }

    public byte getByte(int column) {
        return buffer.getByte(row + layout.offset(column));
    }

    public short getShort(int column) {
        return buffer.getShort(row + layout.offset(column), ORDER);
    }

    public int getInt(int column) {
        return buffer.getInt(row + layout.offset(column), ORDER);
    }

    /** BIGINT, narrow DECIMAL, intervals, and the milliseconds of a timestamp. */
    public long getLong(int column) {
        return buffer.getLong(row + layout.offset(column), ORDER);
    }

    /** High word of a wide DECIMAL; {@link #getLong(int)} gives the low one. */
    public long getHighLong(int column) {
        return buffer.getLong(row + layout.offset(column) + Long.BYTES, ORDER);
    }

    /** Nanoseconds inside the millisecond of a TIMESTAMP above precision 3. */
    public int getNanosOfMilli(int column) {
        return buffer.getInt(row + layout.offset(column) + Long.BYTES, ORDER);
    }

    public float getFloat(int column) {
        return buffer.getFloat(row + layout.offset(column), ORDER);
    }

    public double getDouble(int column) {
        return buffer.getDouble(row + layout.offset(column), ORDER);
    }

    /** Where the string's bytes begin in {@link #buffer()}. */
    public int stringOffset(int column) {
        return row + (buffer.getShort(row + layout.offset(column), ORDER) & 0xFFFF);
    }

    /** Bytes of the string. */
    public int stringLength(int column) {
        return buffer.getShort(row + layout.offset(column) + Short.BYTES, ORDER) & 0xFFFF;
    }

    /** The string as a new object: for sinks and tests, never on the way to the output journal. */
    public String getString(int column) {
        byte[] bytes = new byte[stringLength(column)];
        buffer.getBytes(stringOffset(column), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
