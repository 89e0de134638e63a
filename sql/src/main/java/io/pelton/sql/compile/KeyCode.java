package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical bytes of a group's key: equal keys are equal bytes.
 *
 * <pre>
 *   0                                    fixedBytes                  fixedBytes + nullable keys
 *   +------------------------------------+---------------------------+----------------------------------+
 *   | keys of 16, 8, 4, 2, 1 bytes,      | one byte per nullable     | strings in order: u16 length,    |
 *   | NULL as 0, -0.0 as 0.0, one NaN    | key: 1 for NULL           | UTF-8                            |
 *   +------------------------------------+---------------------------+----------------------------------+
 * </pre>
 */
final class KeyCode {
    private final List<ColumnType> types;
    private final int[] offsets;
    private final int[] flagOffsets;
    private final List<Integer> strings = new ArrayList<>();
    private final int fixedBytes;
    private final int maxBytes;

    KeyCode(List<ColumnType> types) {
        this.types = types;
        offsets = new int[types.size()];
        flagOffsets = new int[types.size()];
        int next = 0;
        for (int width = 16; width >= 1; width >>= 1) {
            for (int i = 0; i < types.size(); i++) {
                if (!types.get(i).kind().isString() && types.get(i).fixedBytes() == width) {
                    offsets[i] = next;
                    next += width;
                }
            }
        }
        int longest = 0;
        for (int i = 0; i < types.size(); i++) {
            flagOffsets[i] = types.get(i).nullable() ? next++ : -1;
            if (types.get(i).kind().isString()) {
                strings.add(i);
                longest += Short.BYTES + types.get(i).maxStringBytes();
            }
        }
        fixedBytes = next;
        maxBytes = next + longest;
    }

    /** Most bytes of an encoded key. */
    int maxBytes() {
        return maxBytes;
    }

    /** Writes the statements that fill {@code key} and returns the expression of its length. */
    String encode(List<Value> values, CodeWriter code) {
        if (strings.isEmpty() && fixedBytes <= Long.BYTES && fixedBytes > 0) {
            encodeWord(values, code);
            return Integer.toString(fixedBytes);
        }
        for (int i = 0; i < types.size(); i++) {
            Value value = values.get(i);
            if (flagOffsets[i] >= 0) {
                code.line("key.putByte(" + flagOffsets[i] + ", (byte) (" + value.nulls().code() + " ? 1 : 0));");
            }
            if (!types.get(i).kind().isString()) {
                encodeFixed(i, value, code);
            }
        }
        if (strings.isEmpty()) {
            return Integer.toString(fixedBytes);
        }
        String end = code.declare("int", "keyLength", Integer.toString(fixedBytes));
        for (int i : strings) {
            encodeString(values.get(i), end, code);
        }
        return end;
    }

    /** The same bytes in one store: a word that is read right behind narrower stores has to wait for all of them. */
    private void encodeWord(List<Value> values, CodeWriter code) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            Value value = values.get(i);
            String stored = stored(types.get(i), value);
            String bits = switch (types.get(i).fixedBytes()) {
                case Byte.BYTES -> "(" + stored + " & 0xFFL)";
                case Short.BYTES -> "(" + stored + " & 0xFFFFL)";
                case Integer.BYTES -> "(" + stored + " & 0xFFFFFFFFL)";
                default -> "(" + stored + ")";
            };
            word.append(word.isEmpty() ? "" : " | ").append(shifted(orZero(value, bits, "0L"), offsets[i]));
            if (flagOffsets[i] >= 0 && !value.nulls().isNever()) {
                word.append(" | ").append(shifted("(" + value.nulls().code() + " ? 1L : 0L)", flagOffsets[i]));
            }
        }
        code.line("key.putLong(0, " + word + ");");
    }

    private static String shifted(String bits, int offset) {
        return offset == 0 ? bits : bits + " << " + offset * Byte.SIZE;
    }

    private static String stored(ColumnType type, Value value) {
        return switch (type.kind()) {
            case FLOAT -> "Float.floatToIntBits(" + value.code() + " + 0.0f)";
            case DOUBLE -> "Double.doubleToLongBits(" + value.code() + " + 0.0)";
            case BOOLEAN -> "(byte) (" + value.code() + " ? 1 : 0)";
            default -> value.code();
        };
    }

    private void encodeFixed(int index, Value value, CodeWriter code) {
        ColumnType type = types.get(index);
        int offset = offsets[index];
        if (JavaTypes.isWideDecimal(type)) {
            code.line("key.putLong(" + offset + ", " + orZero(value, value.code() + ".low()", "0L") + ");");
            code.line("key.putLong(" + (offset + Long.BYTES) + ", " + orZero(value, value.code() + ".high()", "0L")
                    + ");");
            return;
        }
        String stored = stored(type, value);
        String accessor = switch (type.kind()) {
            case FLOAT -> "Int";
            case DOUBLE -> "Long";
            default -> JavaTypes.accessor(type);
        };
        String cast = accessor.equals("Byte") ? "(byte) " : accessor.equals("Short") ? "(short) " : "";
        String zero = accessor.equals("Long") ? "0L" : cast + "0";
        code.line("key.put" + accessor + "(" + offset + ", " + orZero(value, stored, zero) + ");");
        if (JavaTypes.isWideTimestamp(type)) {
            code.line("key.putLong(" + (offset + Long.BYTES) + ", "
                    + orZero(value, "(long) " + value.nanosOrZero(), "0L") + ");");
        }
    }

    private static String orZero(Value value, String stored, String zero) {
        return value.nulls().isNever() ? stored : "(" + value.nulls().code() + " ? " + zero + " : " + stored + ")";
    }

    private static void encodeString(Value value, String end, CodeWriter code) {
        String slice = value.code();
        String length = value.nulls().isNever() ? slice + ".length"
                : code.declare("int", "length", value.nulls().code() + " ? 0 : " + slice + ".length");
        code.line("key.putShort(" + end + ", (short) " + length + ");");
        code.line("key.putBytes(" + end + " + 2, " + slice + ".buffer, " + slice + ".offset, " + length + ");");
        code.line(end + " += 2 + " + length + ";");
    }

    /** Key column {@code index}, read back from {@code state} at {@code keyOffset}. */
    Value decode(int index, String name, CodeWriter code) {
        ColumnType type = types.get(index);
        Nulls nulls = flagOffsets[index] < 0 ? Nulls.NEVER : Nulls.flag(
                code.declare("boolean", "isNull", "state.getByte(keyOffset + " + flagOffsets[index] + ") != 0"));
        if (type.kind().isString()) {
            return decodeString(index, name, nulls, code);
        }
        String place = "keyOffset + " + offsets[index];
        if (JavaTypes.isWideDecimal(type)) {
            String register = code.register("Decimal128", name);
            code.line(register + ".set(state.getLong(" + place + "), state.getLong(" + place + " + 8));");
            return Value.of(type, nulls, register);
        }
        String local = code.declare(JavaTypes.of(type), name, JavaTypes.get(type, "state", place));
        return new Value(type, nulls, local,
                JavaTypes.isWideTimestamp(type) ? code.declare("int", "nanos", "state.getInt(" + place + " + 8)")
                : null);
    }

    private Value decodeString(int index, String name, Nulls nulls, CodeWriter code) {
        String place = "keyOffset + " + fixedBytes;
        for (int i : strings) {
            String known = (String) code.known("key string " + i);
            if (known == null) {
                known = code.declare("int", "keyAt", place);
                code.know("key string " + i, known);
            }
            if (i == index) {
                String slice = code.register("Slice", name);
                code.line(slice + ".wrap(state, " + known + " + 2, state.getShort(" + known + ") & 0xFFFF);");
                return Value.of(types.get(index), nulls, slice);
            }
            place = known + " + 2 + (state.getShort(" + known + ") & 0xFFFF)";
        }
        throw new IllegalStateException("not a string key: index=" + index);
    }
}
