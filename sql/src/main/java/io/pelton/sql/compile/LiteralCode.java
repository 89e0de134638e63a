package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.sql.function.CalendarTime;
import io.pelton.sql.function.Slice;
import io.pelton.sql.function.TimeText;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Constants of the plan as Java literals and constant fields. */
final class LiteralCode {

    private LiteralCode() {
    }

    static Value value(Literal literal, CodeWriter code) {
        ColumnType type = literal.type();
        if (literal.value() == null) {
            return nullOf(type, code);
        }
        String text = literal.value();
        return switch (type.kind()) {
            case BOOLEAN -> constant(type, Boolean.toString(Boolean.parseBoolean(text)));
            case TINYINT -> constant(type, "(byte) " + Byte.parseByte(text));
            case SMALLINT -> constant(type, "(short) " + Short.parseShort(text));
            case INT -> constant(type, parenthesized(Integer.toString(Integer.parseInt(text))));
            case BIGINT, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> constant(type, longLiteral(Long.parseLong(text)));
            case FLOAT -> constant(type, floatLiteral(Float.parseFloat(text)));
            case DOUBLE -> constant(type, doubleLiteral(Double.parseDouble(text)));
            case DECIMAL -> decimal(type, new BigDecimal(text), code);
            case CHAR, VARCHAR -> constant(type, code.constant("Slice", "text", "Slice.of(" + JavaTypes.quote(text)
                    + ")"));
            case DATE -> constant(type, parenthesized(Integer.toString(TimeText.date(Slice.of(text)))));
            case TIME -> constant(type, Integer.toString(TimeText.time(Slice.of(text))));
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamp(type, text);
        };
    }

    private static Value constant(ColumnType type, String text) {
        return Value.of(type, Nulls.NEVER, text);
    }

    /** NULL of a type. */
    static Value nullOf(ColumnType type, CodeWriter code) {
        String text = JavaTypes.isRegister(type)
                ? code.constant(JavaTypes.of(type), "none", "new " + JavaTypes.of(type) + "()")
                : JavaTypes.zero(type);
        return new Value(type, Nulls.ALWAYS, text, JavaTypes.isWideTimestamp(type) ? "0" : null);
    }

    static String longLiteral(long value) {
        if (value == Long.MIN_VALUE) {
            return "Long.MIN_VALUE";
        }
        return parenthesized(value + "L");
    }

    private static String parenthesized(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    private static String doubleLiteral(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return parenthesized(Double.toString(value));
    }

    private static String floatLiteral(float value) {
        if (Float.isNaN(value)) {
            return "Float.NaN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        }
        return parenthesized(value + "f");
    }

    private static Value decimal(ColumnType type, BigDecimal value, CodeWriter code) {
        BigInteger unscaled = value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        if (!type.isWide()) {
            return constant(type, longLiteral(unscaled.longValueExact()));
        }
        String low = longLiteral(unscaled.longValue());
        String high = longLiteral(unscaled.shiftRight(Long.SIZE).longValueExact());
        return constant(type, code.constant("Decimal128", "decimal", "Decimal128.of(" + low + ", " + high + ")"));
    }

    private static Value timestamp(ColumnType type, String text) {
        Slice slice = Slice.of(text);
        long epochMs = TimeText.timestampMs(slice);
        if (epochMs == CalendarTime.NONE) {
            throw new CompileException("not a timestamp literal, write yyyy-MM-dd HH:mm:ss: literal=" + text);
        }
        String nanos = JavaTypes.isWideTimestamp(type) ? Integer.toString(TimeText.nanosOfMilli(slice)) : null;
        return new Value(type, Nulls.NEVER, longLiteral(epochMs), nanos);
    }
}
