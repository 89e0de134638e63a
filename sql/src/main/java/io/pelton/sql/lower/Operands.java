package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Gives each function's operands the types that it works on. */
final class Operands {
    private static final int MAX_DIGITS = 38;

    private Operands() {
    }

    static Expression call(Function function, List<Expression> operands, ColumnType type) {
        return switch (function) {
            case EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> new Call(function, comparable(operands), type);
            case PLUS, MINUS, TIMES, DIVIDE -> arithmetic(function, operands, type);
            case MOD -> modulo(operands, type);
            case NEGATE -> negate(operands.get(0), type);
            case CASE -> caseWhen(operands, type);
            case IF -> new Call(function, List.of(operands.get(0), Casts.to(operands.get(1), type),
                    Casts.to(operands.get(2), type)), type);
            case COALESCE, IFNULL, GREATEST, LEAST -> new Call(function, each(operands, type), type);
            case SQRT, POWER, EXP, LN, LOG, LOG10, LOG2, SIN, COS, TAN, COT, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH,
                    DEGREES, RADIANS -> new Call(function, each(operands, type), type);
            default -> new Call(function, operands, type);
        };
    }

    private static List<Expression> each(List<Expression> operands, ColumnType type) {
        return operands.stream().map(operand -> Casts.to(operand, type)).toList();
    }

    private static Expression caseWhen(List<Expression> operands, ColumnType type) {
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            boolean condition = i % 2 == 0 && i < operands.size() - 1;
            cast.add(condition ? operands.get(i) : Casts.to(operands.get(i), type));
        }
        return new Call(Function.CASE, cast, type);
    }

    private static Expression arithmetic(Function function, List<Expression> operands, ColumnType type) {
        if (isInterval(type.kind()) && function != Function.PLUS && function != Function.MINUS) {
            return scaledInterval(function, operands, type);
        }
        List<Expression> cast = operands.stream().map(operand -> operand(operand, type)).toList();
        Literal folded = fold(function, cast, type);
        return folded != null ? folded : new Call(function, cast, type);
    }

    /** An interval times or by a whole number: the interval comes first. */
    private static Expression scaledInterval(Function function, List<Expression> operands, ColumnType type) {
        boolean swapped = !isInterval(operands.get(0).type().kind());
        Expression interval = operands.get(swapped ? 1 : 0);
        Expression count = operands.get(swapped ? 0 : 1);
        if (inexact(count.type().kind()) || count.type().kind() == TypeKind.DECIMAL) {
            throw new UnsupportedException("an interval is multiplied by whole numbers, and this is a "
                    + count.type().sql(),
                    "cast it: CAST(… AS BIGINT)");
        }
        List<Expression> ordered = List.of(interval, Casts.to(count, ColumnType.of(TypeKind.BIGINT)));
        Literal folded = fold(function, ordered, type);
        return folded != null ? folded : new Call(function, ordered, type);
    }

    private static boolean isInterval(TypeKind kind) {
        return kind == TypeKind.INTERVAL_DAY_TIME || kind == TypeKind.INTERVAL_YEAR_MONTH;
    }

    /** Decimal arithmetic takes decimals of any scale; all other kinds take the result's type. */
    private static Expression operand(Expression operand, ColumnType result) {
        if (result.kind() != TypeKind.DECIMAL) {
            return Casts.to(operand, result);
        }
        return operand.type().kind() == TypeKind.DECIMAL ? operand : Casts.to(operand, exact(operand.type()));
    }

    private static Expression modulo(List<Expression> operands, ColumnType type) {
        ColumnType common = common(operands.get(0).type(), operands.get(1).type());
        boolean decimal = common.kind() == TypeKind.DECIMAL;
        List<Expression> cast = operands.stream()
                .map(operand -> decimal ? operand(operand, common) : Casts.to(operand, common)).toList();
        return Casts.cast(new Call(Function.MOD, cast, decimal ? type : common.withNullable(type.nullable())), type);
    }

    private static Expression negate(Expression operand, ColumnType type) {
        Expression number = Casts.to(operand, type);
        boolean exactLiteral = number instanceof Literal literal && literal.value() != null
                && (Casts.isNumber(type.kind()) && type.kind() != TypeKind.FLOAT && type.kind() != TypeKind.DOUBLE
                || isInterval(type.kind()));
        if (exactLiteral) {
            return new Literal(new BigDecimal(((Literal) number).value()).negate().toPlainString(), type);
        }
        return new Call(Function.NEGATE, List.of(number), type);
    }

    private static List<Expression> comparable(List<Expression> operands) {
        ColumnType first = operands.get(0).type();
        ColumnType second = operands.get(1).type();
        if (first.withNullable(true).equals(second.withNullable(true)) || first.kind().isString()
                && second.kind().isString()) {
            return operands;
        }
        if (isTime(first.kind()) && operands.get(1) instanceof Literal literal && second.kind().isString()) {
            return List.of(operands.get(0), TimeLiterals.parse(literal, first));
        }
        if (isTime(second.kind()) && operands.get(0) instanceof Literal literal && first.kind().isString()) {
            return List.of(TimeLiterals.parse(literal, second), operands.get(1));
        }
        ColumnType common = common(first, second);
        return List.of(Casts.to(operands.get(0), common), Casts.to(operands.get(1), common));
    }

    private static boolean isTime(TypeKind kind) {
        return kind.isTimestamp() || kind == TypeKind.DATE || kind == TypeKind.TIME;
    }

    /**
     * The type in which both can be compared without loss, or with the loss that Flink has (exact with inexact:
     * DOUBLE).
     */
    private static ColumnType common(ColumnType first, ColumnType second) {
        TypeKind a = first.kind();
        TypeKind b = second.kind();
        if (Casts.isNumber(a) && Casts.isNumber(b)) {
            if (inexact(a) || inexact(b)) {
                return a == TypeKind.FLOAT && b == TypeKind.FLOAT ? first : ColumnType.of(TypeKind.DOUBLE);
            }
            if (a == TypeKind.DECIMAL || b == TypeKind.DECIMAL) {
                return widest(exact(first), exact(second));
            }
            return a.ordinal() >= b.ordinal() ? first : second;
        }
        if (a.isTimestamp() && a == b || a == TypeKind.TIME && b == TypeKind.TIME) {
            return first.precision() >= second.precision() ? first : second;
        }
        if (a == b) {
            return first;
        }
        throw new UnsupportedException("a " + first.sql() + " can't be compared with a " + second.sql(),
                "cast one of them: CAST(… AS " + first.withNullable(true).sql() + ")");
    }

    private static ColumnType widest(ColumnType first, ColumnType second) {
        int scale = Math.max(first.scale(), second.scale());
        int digits = Math.max(first.precision() - first.scale(), second.precision() - second.scale()) + scale;
        if (digits > MAX_DIGITS) {
            throw new UnsupportedException("comparing a " + first.sql() + " with a " + second.sql()
                    + " takes more than 38 digits", "cast one of them to fewer digits");
        }
        return ColumnType.decimal(digits, scale);
    }

    private static boolean inexact(TypeKind kind) {
        return kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT;
    }

    /** A whole number's type as DECIMAL. */
    private static ColumnType exact(ColumnType type) {
        return switch (type.kind()) {
            case TINYINT -> ColumnType.decimal(3, 0);
            case SMALLINT -> ColumnType.decimal(5, 0);
            case INT -> ColumnType.decimal(10, 0);
            case BIGINT -> ColumnType.decimal(19, 0);
            default -> type;
        };
    }

    /** Exact constants are computed here, in decimal; what doesn't come out exactly is left to run time. */
    private static Literal fold(Function function, List<Expression> operands, ColumnType type) {
        boolean constant = operands.stream().allMatch(operand -> operand instanceof Literal literal
                && literal.value() != null);
        boolean exact = type.kind() == TypeKind.DECIMAL || type.kind() == TypeKind.INT || type.kind() == TypeKind.BIGINT
                || isInterval(type.kind());
        if (!constant || !exact) {
            return null;
        }
        BigDecimal a = new BigDecimal(((Literal) operands.get(0)).value());
        BigDecimal b = new BigDecimal(((Literal) operands.get(1)).value());
        BigDecimal value = switch (function) {
            case PLUS -> a.add(b);
            case MINUS -> a.subtract(b);
            case TIMES -> a.multiply(b);
            default -> null;
        };
        return value == null ? null : (Literal) foldable(value, type);
    }

    private static Expression foldable(BigDecimal value, ColumnType type) {
        boolean fits = switch (type.kind()) {
            case DECIMAL -> value.scale() <= type.scale()
                    && value.precision() - value.scale() <= type.precision() - type.scale();
            case INT -> value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
            default -> value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        };
        if (!fits) {
            return null;
        }
        return new Literal(type.kind() == TypeKind.DECIMAL ? value.setScale(type.scale()).toPlainString()
                : value.toPlainString(), type);
    }
}
