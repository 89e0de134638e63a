package io.pelton.sql.type;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import org.apache.calcite.rel.type.RelDataType;

/** From Calcite's types to the engine's. */
public final class ColumnTypes {
    private ColumnTypes() {
    }

    /** The engine's type, or null when rows can't hold such values yet. */
    public static ColumnType of(RelDataType type) {
        boolean nullable = type.isNullable();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> plain(TypeKind.BOOLEAN, nullable);
            case TINYINT -> plain(TypeKind.TINYINT, nullable);
            case SMALLINT -> plain(TypeKind.SMALLINT, nullable);
            case INTEGER -> plain(TypeKind.INT, nullable);
            case BIGINT -> plain(TypeKind.BIGINT, nullable);
            case FLOAT, REAL -> plain(TypeKind.FLOAT, nullable);
            case DOUBLE -> plain(TypeKind.DOUBLE, nullable);
            case DECIMAL -> new ColumnType(TypeKind.DECIMAL, type.getPrecision(), type.getScale(), nullable);
            case CHAR -> new ColumnType(TypeKind.CHAR, type.getPrecision(), 0, nullable);
            case VARCHAR -> new ColumnType(TypeKind.VARCHAR, type.getPrecision(), 0, nullable);
            case DATE -> plain(TypeKind.DATE, nullable);
            case TIME -> new ColumnType(TypeKind.TIME, type.getPrecision(), 0, nullable);
            case TIMESTAMP -> new ColumnType(TypeKind.TIMESTAMP, type.getPrecision(), 0, nullable);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    new ColumnType(TypeKind.TIMESTAMP_LTZ, type.getPrecision(), 0, nullable);
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> plain(TypeKind.INTERVAL_YEAR_MONTH, nullable);
            case INTERVAL_DAY, INTERVAL_DAY_HOUR, INTERVAL_DAY_MINUTE, INTERVAL_DAY_SECOND, INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE, INTERVAL_HOUR_SECOND, INTERVAL_MINUTE, INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> plain(TypeKind.INTERVAL_DAY_TIME, nullable);
            // An untyped NULL: any type will do.
            case NULL -> plain(TypeKind.BOOLEAN, true);
            default -> null;
        };
    }

    /** The type as SQL text. */
    public static String describe(RelDataType type) {
        ColumnType known = of(type);
        return known == null ? type.getFullTypeString() : known.sql();
    }

    private static ColumnType plain(TypeKind kind, boolean nullable) {
        return new ColumnType(kind, 0, 0, nullable);
    }
}
