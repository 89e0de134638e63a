package io.pelton.engine.row;

import org.agrona.BitUtil;

/**
 * Where each column of a schema lies in a row. Depends on the schema alone.
 *
 * <pre>
 *   0            48             48 + 8*ceil(n/64)                         fixedBytes()            length
 *   +------------+--------------+-----------------------------------------+-----------------------+
 *   | RowHeader  | null bitmap  | columns of 16, 8, 4, 2, 1 bytes, in     | UTF-8 of the strings, |
 *   |            | (1 = NULL)   | DDL order inside each width             | padded to 8           |
 *   +------------+--------------+-----------------------------------------+-----------------------+
 * </pre>
 */
public final class RowLayout {
    private final Schema schema;
    private final int[] offsets;
    private final int fixedBytes;
    private final int maxBytes;

    public RowLayout(Schema schema) {
        this.schema = schema;
        int columns = schema.size();
        offsets = new int[columns];
        int next = RowHeader.BYTES + nullWords(columns) * Long.BYTES;
        long strings = 0;
        for (int width = 16; width >= 1; width >>= 1) {
            for (int i = 0; i < columns; i++) {
                if (schema.type(i).fixedBytes() == width) {
                    offsets[i] = next;
                    next += width;
                }
            }
        }
        for (Column column : schema.columns()) {
            strings += column.type().maxStringBytes();
        }
        fixedBytes = next;
        long widest = BitUtil.align(next + strings, RowHeader.ALIGNMENT);
        if (widest > 65_528) {
            throw new IllegalArgumentException("rows of this table may be wider than 64 KB, declare shorter VARCHAR(n)"
                    + " columns: bytes=" + widest + " columns=" + columns);
        }
        maxBytes = (int) widest;
    }

    public Schema schema() {
        return schema;
    }

    /** Offset of the column from the start of the row (its header). */
    public int offset(int column) {
        return offsets[column];
    }

    /** Bytes in front of the strings, header included. */
    public int fixedBytes() {
        return fixedBytes;
    }

    /** Bytes of the widest row, header included, a multiple of 8. */
    public int maxBytes() {
        return maxBytes;
    }

    /** Words of the null bitmap. */
    public int nullWords() {
        return nullWords(schema.size());
    }

    private static int nullWords(int columns) {
        return (columns + 63) >>> 6;
    }

    /** Offset from the row's start of the bitmap word that holds the column's null bit. */
    public static int nullWordOffset(int column) {
        return RowHeader.BYTES + (column >>> 6) * Long.BYTES;
    }

    /** The column's bit inside its word. */
    public static long nullBit(int column) {
        return 1L << (column & 63);
    }
}
