package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Explicit casts, left out where nothing changes and folded where the operand is a constant. */
final class Casts {
    private Casts() {
    }

    /** {@code expression} as {@code type}; the result's nullability is the target's. */
    static Expression cast(Expression expression, ColumnType type) {
        ColumnType from = expression.type();
        if (from.equals(type)) {
            return expression;
        }
        if (expression instanceof Literal literal) {
            Literal folded = fold(literal, type);
            if (folded != null) {
                return folded;
            }
        }
        if (from.withNullable(true).equals(type.withNullable(true))) {
            return retype(expression, type);
        }
        return new Call(Function.CAST, List.of(expression), type);
    }

    /** To another type of the same row format; the operand's own nullability stays. */
    static Expression to(Expression expression, ColumnType type) {
        return cast(expression, type.withNullable(expression.type().nullable()));
    }

    private static Expression retype(Expression expression, ColumnType type) {
        if (expression instanceof InputReference reference) {
            return new InputReference(reference.index(), type);
        }
        if (expression instanceof Literal literal) {
            return new Literal(literal.value(), type);
        }
        Call call = (Call) expression;
        return new Call(call.function(), call.operands(), type);
    }

    private static Literal fold(Literal literal, ColumnType type) {
        if (literal.value() == null) {
            return new Literal(null, type.withNullable(true));
        }
        TypeKind from = literal.type().kind();
        if (isNumber(from) && isNumber(type.kind())) {
            return number(literal, type);
        }
        if (from.isString() && (type.kind().isTimestamp() || type.kind() == TypeKind.DATE
                || type.kind() == TypeKind.TIME)) {
            return type.kind() == TypeKind.TIMESTAMP_LTZ ? null : TimeLiterals.parseOrNull(literal, type);
        }
        boolean strings = from.isString() && type.kind() == TypeKind.VARCHAR;
        if (strings && literal.value().codePointCount(0, literal.value().length()) <= type.precision()) {
            return new Literal(literal.value(), type);
        }
        return null;
    }

    /** A number as another kind of number, or null when it doesn't fit: that is for run time to decide. */
    private static Literal number(Literal literal, ColumnType type) {
        TypeKind from = literal.type().kind();
        boolean exact = from != TypeKind.DOUBLE && from != TypeKind.FLOAT;
        if (!exact && !type.kind().equals(TypeKind.DOUBLE)) {
            return null;
        }
        BigDecimal value = new BigDecimal(literal.value());
        return switch (type.kind()) {
            case DOUBLE -> new Literal(Double.toString(value.doubleValue()), type);
            case FLOAT -> new Literal(Float.toString(value.floatValue()), type);
            case DECIMAL -> {
                BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
                yield scaled.precision() - scaled.scale() > type.precision() - type.scale()
                        ? null : new Literal(scaled.toPlainString(), type);
            }
            default -> {
                BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
                yield whole.abs().compareTo(BigDecimal.valueOf(limit(type.kind()))) > 0
                        ? null : new Literal(whole.toPlainString(), type);
            }
        };
    }

    private static long limit(TypeKind kind) {
        return switch (kind) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INT -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    /** Which explicit casts exist; Flink's table. */
    static boolean castable(TypeKind from, TypeKind to) {
        if (from == to || to.isString()) {
            return true;
        }
        return switch (from) {
            case CHAR, VARCHAR -> to != TypeKind.INTERVAL_DAY_TIME && to != TypeKind.INTERVAL_YEAR_MONTH;
            case BOOLEAN -> isNumber(to);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> isNumber(to) || to == TypeKind.BOOLEAN;
            case DATE -> to.isTimestamp();
            case TIME -> to.isTimestamp();
            case TIMESTAMP, TIMESTAMP_LTZ -> to.isTimestamp() || to == TypeKind.DATE || to == TypeKind.TIME;
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> false;
        };
    }

    static boolean isNumber(TypeKind kind) {
        return switch (kind) {
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }
}
