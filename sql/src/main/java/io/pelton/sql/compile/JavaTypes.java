package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import java.util.Locale;

/** How SQL types appear in generated Java. */
final class JavaTypes {

    private JavaTypes() {
    }

    /** Type of the local or register that holds a value. */
    static String of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case TINYINT -> "byte";
            case SMALLINT -> "short";
            case INT, DATE, TIME -> "int";
            case BIGINT, TIMESTAMP, TIMESTAMP_LTZ, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case DECIMAL -> type.isWide() ? "Decimal128" : "long";
            case CHAR, VARCHAR -> "Slice";
        };
    }

    /** True when values live in a register (an object field) instead of a local. */
    static boolean isRegister(ColumnType type) {
        return type.kind().isString() || isWideDecimal(type);
    }

    static boolean isWideDecimal(ColumnType type) {
        return type.kind() == TypeKind.DECIMAL && type.isWide();
    }

    static boolean isWideTimestamp(ColumnType type) {
        return type.kind().isTimestamp() && type.isWide();
    }

    static boolean isInteger(ColumnType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT -> true;
            default -> false;
        };
    }

    static boolean isFloating(ColumnType type) {
        return type.kind() == TypeKind.FLOAT || type.kind() == TypeKind.DOUBLE;
    }

    static boolean isNumeric(ColumnType type) {
        return isInteger(type) || isFloating(type) || type.kind() == TypeKind.DECIMAL;
    }

    static boolean isInterval(ColumnType type) {
        return type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
    }

    /** The zero of a primitive. */
    static String zero(ColumnType type) {
        return switch (of(type)) {
            case "boolean" -> "false";
            case "byte" -> "(byte) 0";
            case "short" -> "(short) 0";
            case "long" -> "0L";
            case "float" -> "0.0f";
            case "double" -> "0.0";
            default -> "0";
        };
    }

    /** The suffix of Agrona's getters and putters for a primitive: {@code Int} in {@code getInt}. */
    static String accessor(ColumnType type) {
        String java = of(type);
        return java.equals("boolean") ? "Byte" : java.substring(0, 1).toUpperCase(Locale.ROOT) + java.substring(1);
    }

    /** Reads a primitive of this type. */
    static String get(ColumnType type, String buffer, String offset) {
        String read = buffer + ".get" + accessor(type) + "(" + offset + ")";
        return type.kind() == TypeKind.BOOLEAN ? read + " != 0" : read;
    }

    /** Statement that writes a primitive of this type. */
    static String put(ColumnType type, String buffer, String offset, String value) {
        String stored = type.kind() == TypeKind.BOOLEAN ? "(byte) (" + value + " ? 1 : 0)" : value;
        return buffer + ".put" + accessor(type) + "(" + offset + ", " + stored + ");";
    }

    /** A Java string literal. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character >= ' ' && character < 127) {
                quoted.append(character);
            } else {
                quoted.append(String.format("\\u%04x", (int) character));
            }
        }
        return quoted.append('"').toString();
    }

    /** A name that is legal and readable in Java: letters, digits and underscores of the column's. */
    static String identifier(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length() && text.length() < 24; i++) {
            char character = name.charAt(i);
            boolean isPlain = character < 128 && (Character.isLetterOrDigit(character) || character == '_');
            text.append(isPlain ? character : '_');
        }
        return text.isEmpty() || Character.isDigit(text.charAt(0)) ? "_" + text : text.toString();
    }
}
