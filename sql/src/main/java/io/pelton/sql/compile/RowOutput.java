package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowHeader;
import io.pelton.engine.row.RowLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes values as a row of the output, after everything that can fail has been computed and checked. Equal rows are
 * equal bytes: unused null bits are 1, a NULL column is 0, the padding is 0.
 */
final class RowOutput {
    private final RowLayout layout;
    private final CodeWriter code;

    RowOutput(RowLayout layout, CodeWriter code) {
        this.layout = layout;
        this.code = code;
    }

    /**
     * Statements that leave the method when a value can't stand in its column; {@code refusal} makes one from reason
     * and column.
     */
    void check(List<Value> values, Refusal refusal) {
        for (int i = 0; i < values.size(); i++) {
            ColumnType type = layout.schema().type(i);
            Value value = values.get(i);
            String column = JavaTypes.quote(layout.schema().column(i).name());
            if (!type.nullable() && !value.nulls().isNever()) {
                code.open("if (" + value.nulls().code() + ")");
                refusal.write("NOT_NULL_VIOLATED", column);
                code.close();
            }
            if (type.kind().isString() && mayBeTooLong(value.type(), type)) {
                String isLong = value.code() + ".length > " + type.maxStringBytes();
                if (type.precision() <= type.maxStringBytes()) {
                    isLong = value.code() + ".length > " + type.precision() + " && (" + isLong + " || Utf8.characters("
                            + value.code() + ") > " + type.precision() + ")";
                }
                code.open("if (" + (value.nulls().isNever() ? "" : value.nulls().notCode() + " && ") + isLong + ")");
                refusal.write("VALUE_TOO_LONG", column);
                code.close();
            }
        }
    }

    private static boolean mayBeTooLong(ColumnType from, ColumnType to) {
        return from.precision() > to.precision() || from.maxStringBytes() > to.maxStringBytes()
                || to.precision() == Integer.MAX_VALUE;
    }

    /** Claims a row, writes the values and emits it. {@code eventTime} is a Java expression. */
    void emit(List<Value> values, String eventTime) {
        List<Integer> strings = new ArrayList<>();
        StringBuilder bytes = new StringBuilder(Integer.toString(layout.fixedBytes()));
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (layout.schema().type(i).kind().isString()) {
                strings.add(i);
                bytes.append(" + ").append(value.nulls().isNever() ? value.code() + ".length"
                        : "(" + value.nulls().code() + " ? 0 : " + value.code() + ".length)");
            }
        }
        code.line("int at = output.claim();");
        code.line("MutableDirectBuffer out = output.buffer();");
        if (strings.isEmpty()) {
            int length = layout.fixedBytes() + 7 & -8;
            writePadding(length);
            code.line("out.putInt(at + " + RowHeader.LENGTH_OFFSET + ", " + length + ");");
        } else {
            code.line("int length = " + bytes + " + 7 & -8;");
            code.line("out.putLong(at + length - 8, 0L);");
            code.line("out.putInt(at + " + RowHeader.LENGTH_OFFSET + ", length);");
        }
        writeNulls(values);
        for (int i = 0; i < values.size(); i++) {
            if (!layout.schema().type(i).kind().isString()) {
                writeFixed(i, values.get(i));
            }
        }
        writeStrings(values, strings);
        code.line("output.emit(ChangeKind.INSERT, " + eventTime + ");");
    }

    /** The last word of a row without strings holds narrow columns and padding. */
    private void writePadding(int length) {
        if (layout.fixedBytes() != length) {
            code.line("out.putLong(at + " + (length - 8) + ", 0L);");
        }
    }

    private void writeNulls(List<Value> values) {
        for (int word = 0; word < layout.nullWords(); word++) {
            long constant = -1L;
            StringBuilder bits = new StringBuilder();
            for (int i = word * 64; i < Math.min(values.size(), word * 64 + 64); i++) {
                Nulls nulls = values.get(i).nulls();
                if (nulls.isAlways()) {
                    continue;
                }
                constant &= ~RowLayout.nullBit(i);
                if (!nulls.isNever()) {
                    bits.append(" | (").append(nulls.code()).append(" ? 0x")
                            .append(Long.toHexString(RowLayout.nullBit(i))).append("L : 0L)");
                }
            }
            code.line("out.putLong(at + " + (RowHeader.BYTES + word * Long.BYTES) + ", "
                    + LiteralCode.longLiteral(constant)
                    + bits + ");");
        }
    }

    private void writeFixed(int index, Value value) {
        ColumnType type = layout.schema().type(index);
        int offset = layout.offset(index);
        String place = "at + " + offset;
        String comment = " // " + JavaTypes.identifier(layout.schema().column(index).name());
        if (JavaTypes.isWideDecimal(type)) {
            code.line("out.putLong(" + place + ", " + orZero(value, value.code() + ".low()", "0L") + ");" + comment);
            code.line("out.putLong(" + place + " + 8, " + orZero(value, value.code() + ".high()", "0L") + ");");
            return;
        }
        code.line(JavaTypes.put(type, "out", place, orZero(value, value.code(), JavaTypes.zero(type))) + comment);
        if (JavaTypes.isWideTimestamp(type)) {
            code.line("out.putLong(" + place + " + 8, " + orZero(value, "(long) " + value.nanosOrZero(), "0L") + ");");
        }
    }

    private static String orZero(Value value, String expression, String zero) {
        return value.nulls().isNever() ? expression : "(" + value.nulls().code() + " ? " + zero + " : " + expression
                + ")";
    }

    private void writeStrings(List<Value> values, List<Integer> strings) {
        if (strings.isEmpty()) {
            return;
        }
        code.line("int tail = " + layout.fixedBytes() + ";");
        for (int i : strings) {
            Value value = values.get(i);
            String slice = value.code();
            String place = "at + " + layout.offset(i);
            String comment = " // " + JavaTypes.identifier(layout.schema().column(i).name());
            if (value.nulls().isAlways()) {
                code.line("out.putInt(" + place + ", 0);" + comment);
                continue;
            }
            if (!value.nulls().isNever()) {
                code.line("out.putInt(" + place + ", 0);" + comment);
                code.open("if (" + value.nulls().notCode() + ")");
            }
            code.line("out.putInt(" + place + ", tail | " + slice + ".length << 16);" + comment);
            code.line("out.putBytes(at + tail, " + slice + ".buffer, " + slice + ".offset, " + slice + ".length);");
            code.line("tail += " + slice + ".length;");
            if (!value.nulls().isNever()) {
                code.close();
            }
        }
    }

    /** How a generated method refuses what it is working on. */
    interface Refusal {

        /** Writes the statements, return included; {@code detail} is a Java string literal. */
        void write(String reason, String detail);
    }
}
