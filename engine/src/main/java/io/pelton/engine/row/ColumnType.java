package io.pelton.engine.row;

/**
 * A column's SQL type.
 *
 * @param precision digits of DECIMAL, characters of CHAR and VARCHAR (Integer.MAX_VALUE for STRING), fractional digits
 *     of TIME and TIMESTAMP; else 0
 * @param scale     digits after the point of DECIMAL; else 0
 */
public record ColumnType(TypeKind kind, int precision, int scale, boolean nullable) {

    /** Most bytes that a STRING or VARCHAR may hold in a row unless the DDL declares another limit. */
    public static final int DEFAULT_STRING_BYTES = 255;

    public static ColumnType of(TypeKind kind) {
        return new ColumnType(kind, 0, 0, true);
    }

    public static ColumnType string() {
        return new ColumnType(TypeKind.VARCHAR, Integer.MAX_VALUE, 0, true);
    }

    public static ColumnType varchar(int characters) {
        return new ColumnType(TypeKind.VARCHAR, characters, 0, true);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(TypeKind.DECIMAL, precision, scale, true);
    }

    public static ColumnType timestamp(int precision) {
        return new ColumnType(TypeKind.TIMESTAMP, precision, 0, true);
    }

    public static ColumnType timestampLtz(int precision) {
        return new ColumnType(TypeKind.TIMESTAMP_LTZ, precision, 0, true);
    }

    public ColumnType notNull() {
        return new ColumnType(kind, precision, scale, false);
    }

    public ColumnType withNullable(boolean isNullable) {
        return new ColumnType(kind, precision, scale, isNullable);
    }

    /** True for DECIMAL above 18 digits and timestamps above 3: two words in the row instead of one. */
    public boolean isWide() {
        return kind == TypeKind.DECIMAL && precision > 18 || kind.isTimestamp() && precision > 3;
    }

    /** Bytes in the fixed part of a row: 1, 2, 4, 8 or 16. */
    public int fixedBytes() {
        return isWide() ? 16 : kind.bytes();
    }

    /** Most bytes of a string value (UTF-8); 0 for other types. */
    public int maxStringBytes() {
        if (!kind.isString()) {
            return 0;
        }
        return precision == Integer.MAX_VALUE ? DEFAULT_STRING_BYTES : Math.min(precision * 4, 65_535 - 4_096);
    }

    /** The type as SQL text, for example {@code DECIMAL(10, 2) NOT NULL}. */
    public String sql() {
        String base = switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case VARCHAR -> precision == Integer.MAX_VALUE ? "STRING" : "VARCHAR(" + precision + ")";
            case CHAR -> "CHAR(" + precision + ")";
            case TIME -> "TIME(" + precision + ")";
            case TIMESTAMP -> "TIMESTAMP(" + precision + ")";
            case TIMESTAMP_LTZ -> "TIMESTAMP_LTZ(" + precision + ")";
            case INTERVAL_YEAR_MONTH -> "INTERVAL YEAR TO MONTH";
            case INTERVAL_DAY_TIME -> "INTERVAL DAY TO SECOND(3)";
            default -> kind.name();
        };
        return nullable ? base : base + " NOT NULL";
    }
}
