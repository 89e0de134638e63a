package io.pelton.flink.pelton;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowReader;
import io.pelton.flink.testcase.Canonical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A column's value as canonical text. Stateless. */
final class RowValues {

    private RowValues() {
    }

    static String text(RowReader row, int column) {
        return Canonical.text(row.isNull(column) ? null : value(row, column));
    }

    private static Object value(RowReader row, int column) {
        ColumnType type = row.layout().schema().type(column);
        return switch (type.kind()) {
            case BOOLEAN -> row.getBoolean(column);
            case TINYINT -> row.getByte(column);
            case SMALLINT -> row.getShort(column);
            case INT -> row.getInt(column);
            case BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> row.getLong(column);
            case FLOAT -> row.getFloat(column);
            case DOUBLE -> row.getDouble(column);
            case DECIMAL -> decimal(row, column, type);
            case CHAR, VARCHAR -> row.getString(column);
            case DATE -> LocalDate.ofEpochDay(row.getInt(column));
            case TIME -> LocalTime.ofNanoOfDay(row.getInt(column) * 1_000_000L);
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamp(row, column, type);
        };
    }

    private static BigDecimal decimal(RowReader row, int column, ColumnType type) {
        if (!type.isWide()) {
            return BigDecimal.valueOf(row.getLong(column), type.scale());
        }
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(row.getHighLong(column)).putLong(row.getLong(column)).array();
        return new BigDecimal(new BigInteger(bytes), type.scale());
    }

    private static LocalDateTime timestamp(RowReader row, int column, ColumnType type) {
        long ms = row.getLong(column);
        int nanos = type.isWide() ? row.getNanosOfMilli(column) : 0;
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(ms, 1_000L), (int) Math.floorMod(ms, 1_000L) * 1_000_000 + nanos, ZoneOffset.UTC);
    }
}
