package io.pelton.engine.row;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes a row in place: begin, put columns in any order (each at most once), finish. Columns not put are NULL. Not
 * thread safe.
 */
public final class RowWriter {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final RowLayout layout;
    private MutableDirectBuffer buffer;
    private int row;
    private int tail;
    /**
     * Null bits of the first 64 columns until {@link #finish()}: storing them with each column costs more than the
     * column.
     */
    private long firstNulls;

    public RowWriter(RowLayout layout) {
        this.layout = layout;
    }

    public RowLayout layout() {
        return layout;
    }

    public MutableDirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return row;
    }

    /**
     * Starts a row at {@code rowOffset}, which must have {@link RowLayout#maxBytes()} free; all columns are NULL. The
     * fixed part is zeroed: equal rows are equal bytes.
     */
    public RowWriter begin(MutableDirectBuffer rowBuffer, int rowOffset) {
        buffer = rowBuffer;
        row = rowOffset;
        tail = layout.fixedBytes();
        firstNulls = -1L;
        int words = layout.nullWords();
        int columns = rowOffset + RowHeader.BYTES;
        for (int i = 0; i < words; i++, columns += Long.BYTES) {
            rowBuffer.putLong(columns, -1L, ORDER);
        }
        // Whole words: what lies between the fixed part and its alignment is overwritten by strings or padding.
        int end = rowOffset + tail;
        for (; columns < end; columns += Long.BYTES) {
            rowBuffer.putLong(columns, 0L, ORDER);
        }
        return this;
    }

    public void putBoolean(int column, boolean value) {
        putByte(column, (byte) (value ? 1 : 0));
    }

    public void putByte(int column, byte value) {
        notNull(column);
        buffer.putByte(row + layout.offset(column), value);
    }

    public void putShort(int column, short value) {
        notNull(column);
        buffer.putShort(row + layout.offset(column), value, ORDER);
    }

    public void putInt(int column, int value) {
        notNull(column);
        buffer.putInt(row + layout.offset(column), value, ORDER);
    }

    /** BIGINT, narrow DECIMAL, intervals, and timestamps up to precision 3. */
    public void putLong(int column, long value) {
        notNull(column);
        buffer.putLong(row + layout.offset(column), value, ORDER);
    }

    public void putFloat(int column, float value) {
        notNull(column);
        buffer.putFloat(row + layout.offset(column), value, ORDER);
    }

    public void putDouble(int column, double value) {
        notNull(column);
        buffer.putDouble(row + layout.offset(column), value, ORDER);
    }

    /** A DECIMAL above 18 digits. */
    public void putWideDecimal(int column, long low, long high) {
        notNull(column);
        buffer.putLong(row + layout.offset(column), low, ORDER);
        buffer.putLong(row + layout.offset(column) + Long.BYTES, high, ORDER);
    }

    /** A timestamp above precision 3. */
    public void putWideTimestamp(int column, long epochMs, int nanosOfMilli) {
        notNull(column);
        buffer.putLong(row + layout.offset(column), epochMs, ORDER);
        buffer.putLong(row + layout.offset(column) + Long.BYTES, nanosOfMilli, ORDER);
    }

    /**
     * A string as UTF-8 bytes.
     *
     * @return false, and nothing is written, when it is longer than the column allows
     */
    public boolean putString(int column, DirectBuffer source, int sourceOffset, int length) {
        if (length > layout.schema().type(column).maxStringBytes()) {
            return false;
        }
        buffer.putBytes(row + tail, source, sourceOffset, length);
        stringReference(column, length);
        return true;
    }

    /** As {@link #putString(int, DirectBuffer, int, int)}; allocates, so for tests and start-up only. */
    public boolean putString(int column, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > layout.schema().type(column).maxStringBytes()) {
            return false;
        }
        buffer.putBytes(row + tail, bytes);
        stringReference(column, bytes.length);
        return true;
    }

    /** Takes all columns of a finished row of the same layout, instead of puts; {@link #finish()} comes next. */
    public void copy(DirectBuffer source, int sourceRow) {
        int length = RowHeader.length(source, sourceRow);
        buffer.putBytes(row + RowHeader.BYTES, source, sourceRow + RowHeader.BYTES, length - RowHeader.BYTES);
        tail = length;
        firstNulls = buffer.getLong(row + RowHeader.BYTES, ORDER);
    }

    private void stringReference(int column, int length) {
        notNull(column);
        buffer.putShort(row + layout.offset(column), (short) tail, ORDER);
        buffer.putShort(row + layout.offset(column) + Short.BYTES, (short) length, ORDER);
        tail += length;
    }

    public void putNull(int column) {
        if (column < Long.SIZE) {
            firstNulls |= RowLayout.nullBit(column);
        } else {
            int word = row + RowLayout.nullWordOffset(column);
            buffer.putLong(word, buffer.getLong(word, ORDER) | RowLayout.nullBit(column), ORDER);
        }
    }

    private void notNull(int column) {
        if (column < Long.SIZE) {
            firstNulls &= ~RowLayout.nullBit(column);
        } else {
            int word = row + RowLayout.nullWordOffset(column);
            buffer.putLong(word, buffer.getLong(word, ORDER) & ~RowLayout.nullBit(column), ORDER);
        }
    }

    /**
     * Pads the row, stores its null bits, sets its length in the header and returns it. Stream, type, times and
     * position are the caller's.
     */
    public int finish() {
        int length = BitUtil.align(tail, RowHeader.ALIGNMENT);
        for (int i = tail; i < length; i++) {
            buffer.putByte(row + i, (byte) 0);
        }
        buffer.putLong(row + RowHeader.BYTES, firstNulls, ORDER);
        RowHeader.length(buffer, row, length);
        return length;
    }
}
