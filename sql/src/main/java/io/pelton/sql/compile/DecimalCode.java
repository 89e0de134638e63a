package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Function;

/** DECIMAL arithmetic: scaled longs while everything fits into 18 digits, else 128-bit registers. */
final class DecimalCode {
    private static final int MAX_NARROW_DIGITS = 18;

    private final ExpressionCompiler compiler;
    private final CodeWriter code;

    DecimalCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
    }

    /** Scale of an exact numeric type. */
    int scale(ColumnType type) {
        return type.kind() == TypeKind.DECIMAL ? type.scale() : 0;
    }

    /** Most digits of an exact numeric type. */
    int digits(ColumnType type) {
        return switch (type.kind()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INT -> 10;
            case BIGINT -> 19;
            case DECIMAL -> type.precision();
            default -> throw new CompileException("not an exact number: type=" + type.sql());
        };
    }

    private static long power(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /** A narrow value as a long with more digits after the point; the caller knows that it fits. */
    String scaledLong(Value value, int scale) {
        int more = scale - scale(value.type());
        return more == 0 ? value.code() : value.code() + " * " + power(more) + "L";
    }

    /** A register with the unscaled value of an exact number. */
    String register(Value value) {
        if (JavaTypes.isWideDecimal(value.type())) {
            return value.code();
        }
        String known = (String) code.known("wide " + value.code());
        if (known == null) {
            known = code.register("Decimal128", "wide");
            code.line(known + ".set(" + value.code() + ");");
            code.know("wide " + value.code(), known);
        }
        return known;
    }

    String asDouble(Value value) {
        ColumnType type = value.type();
        if (type.kind() != TypeKind.DECIMAL) {
            return "(double) " + value.code();
        }
        if (type.isWide()) {
            return value.code() + ".doubleValue(" + type.scale() + ")";
        }
        return type.scale() == 0 ? "(double) " + value.code() : "(double) " + value.code() + " / " + power(type.scale())
                + ".0";
    }

    /** PLUS, MINUS, TIMES, DIVIDE, MOD of exact numbers. */
    Value arithmetic(Function function, Value left, Value right, ColumnType type) {
        boolean isAdditive = function == Function.PLUS || function == Function.MINUS;
        Nulls nulls = left.nulls().or(right.nulls());
        if (isAdditive && !type.isWide() && fits(left, type) && fits(right, type)) {
            String operator = function == Function.PLUS ? " + " : " - ";
            return compiler.strict(type, nulls, "decimal",
                    scaledLong(left, type.scale()) + operator + scaledLong(right, type.scale()));
        }
        if (function == Function.TIMES && !type.isWide() && scale(left.type()) + scale(right.type()) == type.scale()
                && digits(left.type()) + digits(right.type()) <= MAX_NARROW_DIGITS) {
            return compiler.strict(type, nulls, "decimal", left.code() + " * " + right.code());
        }
        String method = switch (function) {
            case PLUS -> "add";
            case MINUS -> "subtract";
            case TIMES -> "multiply";
            case DIVIDE -> "divide";
            default -> "remainder";
        };
        String arguments = register(left) + ", " + scale(left.type()) + ", " + register(right) + ", "
                + scale(right.type())
                + ", " + type.precision() + ", " + type.scale();
        return result(type, nulls, "%s." + method + "(" + arguments + ")");
    }

    private boolean fits(Value value, ColumnType type) {
        int more = type.scale() - scale(value.type());
        return more >= 0 && digits(value.type()) + more <= MAX_NARROW_DIGITS;
    }

    /** A decimal computed in a register by a method that returns false for NULL; narrow results move into a long. */
    Value result(ColumnType type, Nulls nulls, String expression) {
        String register = code.register("Decimal128", "decimal");
        Nulls all = compiler.nullUnless(nulls, String.format(expression, register));
        return type.isWide()
                ? Value.of(type, all, register)
                : compiler.strict(type, all, "decimal", register + ".low()");
    }

    /**
     * Any number as another decimal, HALF_UP, NULL when it doesn't fit. NaN fails the row, or gives NULL when it is
     * only tried.
     */
    Value toDecimal(Value value, ColumnType type, boolean isTry) {
        ColumnType from = value.type();
        if (JavaTypes.isFloating(from)) {
            String number = from.kind() == TypeKind.FLOAT ? "(double) " + value.code() : value.code();
            return result(type, value.nulls(), "%s." + (isTry ? "tryFromDouble" : "fromDouble") + "(" + number + ", "
                    + type.precision() + ", " + type.scale() + ")");
        }
        int fromScale = scale(from);
        boolean keepsAll = type.scale() >= fromScale && type.precision() - type.scale() >= digits(from) - fromScale;
        if (keepsAll && !type.isWide()) {
            return compiler.strict(type, value.nulls(), "decimal", scaledLong(value, type.scale()));
        }
        return result(type, value.nulls(), "%s.rescale(" + register(value) + ", " + fromScale + ", " + type.precision()
                + ", " + type.scale() + ")");
    }
}
