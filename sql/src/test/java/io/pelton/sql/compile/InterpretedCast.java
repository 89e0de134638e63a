package io.pelton.sql.compile;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** CAST over Java objects. */
final class InterpretedCast {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private InterpretedCast() {
    }

    static Object tryCast(Object value, ColumnType from, ColumnType to) {
        try {
            return cast(value, from, to);
        } catch (Interpreter.Failure failure) {
            return null;
        }
    }

    static Object cast(Object value, ColumnType from, ColumnType to) {
        if (to.kind().isString()) {
            return limited(value instanceof String text ? text : text(value, from), to);
        }
        if (value instanceof String text) {
            return parse(text, to);
        }
        return switch (to.kind()) {
            case BOOLEAN -> value instanceof Boolean ? value : (Object) (((Number) value).doubleValue() != 0);
            case DECIMAL -> decimal(value, to);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> number(value, to);
            default -> time(value, from, to);
        };
    }

    private static Object decimal(Object value, ColumnType to) {
        if (value instanceof Boolean bool) {
            return Interpreter.decimal(bool ? BigDecimal.ONE : BigDecimal.ZERO, to);
        }
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            throw new Interpreter.Failure();
        }
        return Interpreter.decimal(new BigDecimal(value instanceof Double number ? shortest(number) : value.toString()),
                to);
    }

    /** As Double.toString since JDK 19; before that it wasn't always the shortest. */
    static String shortest(double value) {
        return DoubleToDecimal.toString(value);
    }

    private static Object number(Object value, ColumnType to) {
        if (value instanceof Boolean bool) {
            return Interpreter.number(bool ? 1 : 0, to);
        }
        if (value instanceof Double number) {
            return switch (to.kind()) {
                case TINYINT -> (byte) (double) number;
                case SMALLINT -> (short) (double) number;
                default -> Interpreter.number(number, to);
            };
        }
        return Interpreter.number((Number) value, to);
    }

    private static Object time(Object value, ColumnType from, ColumnType to) {
        long nanos = switch (from.kind()) {
            case DATE -> ((Integer) value) * NANOS_PER_DAY;
            case TIME -> ((Integer) value) * 1_000_000L;
            default -> from.isWide() ? (Long) value : (Long) value * 1_000_000L;
        };
        return switch (to.kind()) {
            case DATE -> (int) Math.floorDiv(nanos, NANOS_PER_DAY);
            case TIME -> (int) (Math.floorMod(nanos, NANOS_PER_DAY) / 1_000_000);
            default -> InterpretedTime.stored(nanos, to);
        };
    }

    private static String text(Object value, ColumnType from) {
        return switch (from.kind()) {
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * 1_000_000L)
                    .format(DateTimeFormatter.ofPattern("HH:mm:ss"))
                    + fraction((Integer) value % 1_000 * 1_000_000L, from.precision());
            case TIMESTAMP -> {
                long nanos = from.isWide() ? (Long) value : (Long) value * 1_000_000L;
                LocalDateTime time = InterpretedTime.dateTime(nanos);
                yield time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                        + fraction(time.getNano(), from.precision());
            }
            default -> value instanceof Double number ? shortest(number) : value.toString();
        };
    }

    private static String fraction(long nanos, int precision) {
        return precision == 0 ? "" : "." + String.format("%09d", nanos).substring(0, precision);
    }

    private static String limited(String text, ColumnType to) {
        if (to.precision() == Integer.MAX_VALUE) {
            return text;
        }
        int characters = text.codePointCount(0, text.length());
        String cut = characters <= to.precision() ? text : text.substring(0,
                text.offsetByCodePoints(0, to.precision()));
        return to.kind() == TypeKind.CHAR ? cut + " ".repeat(Math.max(0, to.precision() - characters)) : cut;
    }

    private static Object parse(String text, ColumnType to) {
        try {
            String trimmed = text.replaceAll("^ +| +$", "");
            return switch (to.kind()) {
                case BOOLEAN -> bool(trimmed.toLowerCase(Locale.ROOT));
                case TINYINT -> Byte.valueOf(whole(trimmed));
                case SMALLINT -> Short.valueOf(whole(trimmed));
                case INT -> Integer.valueOf(whole(trimmed));
                case BIGINT -> Long.valueOf(whole(trimmed));
                case DOUBLE -> Double.valueOf(trimmed);
                case FLOAT -> Float.valueOf(trimmed);
                case DECIMAL -> Interpreter.decimal(new BigDecimal(trimmed), to);
                case DATE -> InterpretedTime.date(text.matches("\\S+ \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?")
                        ? text.substring(0, text.indexOf(' ')) : text);
                case TIME -> (int) (LocalTime.parse(text).toNanoOfDay() / 1_000_000);
                default -> InterpretedTime.of(InterpretedTime.parse(text), to);
            };
        } catch (NumberFormatException | DateTimeException failure) {
            throw new Interpreter.Failure();
        }
    }

    private static String whole(String text) {
        if (!text.matches("[+-]?\\d*(\\.\\d*)?") || text.matches("[+-]?")) {
            throw new Interpreter.Failure();
        }
        return new BigDecimal(text.replaceAll("^([+-]?)\\.", "$10.").replaceAll("\\.$", "")).setScale(0,
                RoundingMode.DOWN).toPlainString();
    }

    private static Object bool(String text) {
        if (Set.of("true", "t", "yes", "y", "1").contains(text)) {
            return true;
        }
        if (Set.of("false", "f", "no", "n", "0").contains(text)) {
            return false;
        }
        throw new Interpreter.Failure();
    }
}
