package io.pelton.sql.compile;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;

/** Columns of a row in {@code buffer} at {@code row}, read at constant offsets. */
record RowInput(RowLayout layout) implements Inputs {

    @Override
    public Value column(int index, CodeWriter code) {
        Column column = layout.schema().column(index);
        ColumnType type = column.type();
        Nulls nulls = type.nullable() ? nullBit(index, code) : Nulls.NEVER;
        String name = JavaTypes.identifier(column.name());
        int offset = layout.offset(index);
        if (type.kind().isString()) {
            String slice = code.register("Slice", name);
            code.line(slice + ".wrap(buffer, row + (buffer.getShort(row + " + offset
                    + ") & 0xFFFF), buffer.getShort(row + "
                    + (offset + Short.BYTES) + ") & 0xFFFF); // " + label(column));
            return Value.of(type, nulls, slice);
        }
        if (JavaTypes.isWideDecimal(type)) {
            String decimal = code.register("Decimal128", name);
            code.line(decimal + ".set(buffer.getLong(row + " + offset + "), buffer.getLong(row + "
                    + (offset + Long.BYTES) + ")); // " + label(column));
            return Value.of(type, nulls, decimal);
        }
        String local = code.declare(JavaTypes.of(type), name, JavaTypes.get(type, "buffer", "row + " + offset));
        if (!JavaTypes.isWideTimestamp(type)) {
            return Value.of(type, nulls, local);
        }
        String nanos = code.declare("int", name + "Nanos", "buffer.getInt(row + " + (offset + Long.BYTES) + ")");
        return new Value(type, nulls, local, nanos);
    }

    private static String label(Column column) {
        return JavaTypes.identifier(column.name()) + " " + column.type().sql();
    }

    private Nulls nullBit(int index, CodeWriter code) {
        int offset = RowLayout.nullWordOffset(index);
        String key = "null word " + offset;
        String word = (String) code.known(key);
        if (word == null) {
            word = code.declare("long", "nulls", "buffer.getLong(row + " + offset + ")");
            code.know(key, word);
        }
        return Nulls.bit(word, RowLayout.nullBit(index));
    }
}
