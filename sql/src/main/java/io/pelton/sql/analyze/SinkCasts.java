package io.pelton.sql.analyze;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;

/** Which casts an INSERT does by itself; Flink's table of implicit casts. */
final class SinkCasts {
    private SinkCasts() {
    }

    static boolean implicit(ColumnType from, ColumnType to) {
        TypeKind a = from.kind();
        if (a == to.kind() && a != TypeKind.CHAR) {
            return true;
        }
        return switch (to.kind()) {
            case SMALLINT -> a == TypeKind.TINYINT;
            case INT -> a == TypeKind.TINYINT || a == TypeKind.SMALLINT;
            case BIGINT -> a == TypeKind.TINYINT || a == TypeKind.SMALLINT || a == TypeKind.INT;
            case FLOAT -> wholeOrDecimal(a);
            case DOUBLE -> wholeOrDecimal(a) || a == TypeKind.FLOAT;
            case DECIMAL -> wholeOrDecimal(a) || a == TypeKind.FLOAT || a == TypeKind.DOUBLE;
            case CHAR -> a == TypeKind.CHAR;
            case VARCHAR -> a == TypeKind.CHAR;
            case DATE, TIME -> a == TypeKind.TIMESTAMP;
            case TIMESTAMP -> a == TypeKind.TIMESTAMP_LTZ;
            case TIMESTAMP_LTZ -> a == TypeKind.TIMESTAMP;
            default -> false;
        };
    }

    private static boolean wholeOrDecimal(TypeKind kind) {
        return switch (kind) {
            case TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> true;
            default -> false;
        };
    }

    /** {@code (a INT, b STRING)}. */
    static String describe(Schema schema) {
        StringBuilder text = new StringBuilder("(");
        for (Column column : schema.columns()) {
            text.append(text.length() > 1 ? ", " : "").append(column.name()).append(' ').append(column.type().sql());
        }
        return text.append(')').toString();
    }
}
