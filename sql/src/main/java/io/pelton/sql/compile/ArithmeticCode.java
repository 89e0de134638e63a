package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Arithmetic and mathematical functions. Integers wrap as in Java; dividing one by zero fails the row. */
final class ArithmeticCode {
    private static final ColumnType DOUBLE = ColumnType.of(TypeKind.DOUBLE);

    private final ExpressionCompiler compiler;
    private final DecimalCode decimals;

    ArithmeticCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        decimals = new DecimalCode(compiler);
    }

    Value value(Call call) {
        List<Value> operands = new ArrayList<>();
        for (Expression operand : call.operands()) {
            operands.add(compiler.value(operand));
        }
        return switch (call.function()) {
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> binary(call, operands.get(0), operands.get(1));
            case NEGATE, ABS, SIGN, CEIL, FLOOR -> unary(call, operands.get(0));
            case ROUND, TRUNCATE -> round(call, operands);
            case PI -> Value.of(call.type(), Nulls.NEVER, "Math.PI");
            case E -> Value.of(call.type(), Nulls.NEVER, "Math.E");
            default -> transcendental(call, operands);
        };
    }

    private Value binary(Call call, Value left, Value right) {
        ColumnType type = call.type();
        if (left.nulls().isAlways() || right.nulls().isAlways()) {
            return LiteralCode.nullOf(type, compiler.code);
        }
        if (isTimeArithmetic(left.type()) || isTimeArithmetic(right.type())) {
            return intervals(call, left, right);
        }
        if (type.kind() == TypeKind.DECIMAL) {
            Value exactLeft = exact(left, type);
            Value exactRight = exact(right, type);
            return decimals.arithmetic(call.function(), exactLeft, exactRight, type);
        }
        if (call.function() == Function.MOD && left.type().kind() == TypeKind.DECIMAL) {
            ColumnType wide = ColumnType.decimal(38, Math.max(left.type().scale(), decimals.scale(right.type())));
            return compiler.convert(decimals.arithmetic(Function.MOD, left, right, wide), type);
        }
        Nulls nulls = left.nulls().or(right.nulls());
        String java = JavaTypes.of(type);
        String a = number(left, type);
        String b = number(right, type);
        return switch (call.function()) {
            case PLUS -> compiler.strict(type, nulls, "sum", narrow(java, a + " + " + b));
            case MINUS -> compiler.strict(type, nulls, "difference", narrow(java, a + " - " + b));
            case TIMES -> compiler.strict(type, nulls, "product", narrow(java, a + " * " + b));
            case DIVIDE -> JavaTypes.isFloating(type)
                    ? compiler.strict(type, nulls, "quotient", a + " / " + b)
                    : compiler.guarded(type, nulls, "quotient",
                    narrow(java, "MathFunctions.divide(" + a + ", " + b + ")"));
            default -> JavaTypes.isFloating(type)
                    ? compiler.strict(type, nulls, "remainder", a + " % " + b)
                    : compiler.guarded(type, nulls, "remainder",
                            narrow(java, "MathFunctions.remainder(" + number(left, left.type()) + ", "
                                    + number(right, right.type()) + ")"));
        };
    }

    private Value exact(Value value, ColumnType result) {
        return JavaTypes.isFloating(value.type()) ? compiler.convert(value, result) : value;
    }

    private static boolean isTimeArithmetic(ColumnType type) {
        return JavaTypes.isInterval(type) || type.kind().isTimestamp() || type.kind() == TypeKind.DATE
                || type.kind() == TypeKind.TIME;
    }

    /** interval ± interval, interval × number; a time ± an interval has functions of its own. */
    private Value intervals(Call call, Value left, Value right) {
        Function function = call.function();
        boolean leftIsTime = !JavaTypes.isInterval(left.type()) && isTimeArithmetic(left.type());
        boolean rightIsTime = !JavaTypes.isInterval(right.type()) && isTimeArithmetic(right.type());
        if (leftIsTime || rightIsTime) {
            if (leftIsTime && rightIsTime) {
                throw new CompileException("times can't be subtracted from each other, write TIMESTAMPDIFF: left="
                        + left.type().sql() + " right=" + right.type().sql());
            }
            Function named = function == Function.MINUS ? Function.MINUS_INTERVAL : Function.PLUS_INTERVAL;
            List<Expression> operands = leftIsTime ? call.operands()
                    : List.of(call.operands().get(1), call.operands().get(0));
            return compiler.value(new Call(named, operands, call.type()));
        }
        Nulls nulls = left.nulls().or(right.nulls());
        String a = number(left, ColumnType.of(TypeKind.BIGINT));
        String b = number(right, ColumnType.of(TypeKind.BIGINT));
        return switch (function) {
            case PLUS -> compiler.strict(call.type(), nulls, "interval", a + " + " + b);
            case MINUS -> compiler.strict(call.type(), nulls, "interval", a + " - " + b);
            case TIMES -> compiler.strict(call.type(), nulls, "interval", a + " * " + b);
            default -> compiler.guarded(call.type(), nulls, "interval", "MathFunctions.divide(" + a + ", " + b + ")");
        };
    }

    /** The operand as the Java type in which {@code type} computes. */
    private String number(Value value, ColumnType type) {
        if (value.type().kind() == TypeKind.DECIMAL) {
            return JavaTypes.isFloating(type) ? "(" + JavaTypes.of(type) + ") (" + decimals.asDouble(value) + ")"
                    : compiler.convert(value, type).code();
        }
        return JavaTypes.of(value.type()).equals(JavaTypes.of(type)) ? value.code()
                : "(" + JavaTypes.of(type) + ") " + value.code();
    }

    private static String narrow(String java, String expression) {
        return java.equals("byte") || java.equals("short") || java.equals("float") || java.equals("int")
                ? "(" + java + ") (" + expression + ")" : expression;
    }

    private Value unary(Call call, Value value) {
        ColumnType type = value.type();
        if (value.nulls().isAlways()) {
            return LiteralCode.nullOf(call.type(), compiler.code);
        }
        if (type.kind() == TypeKind.DECIMAL) {
            return decimalUnary(call, value);
        }
        String java = JavaTypes.of(type);
        String in = value.code();
        String result = switch (call.function()) {
            case NEGATE -> narrow(java, "-" + in);
            case ABS -> narrow(java, "Math.abs(" + in + ")");
            case SIGN -> JavaTypes.isFloating(type) ? narrow(java, "Math.signum(" + in + ")")
                    : narrow(java, "Long.signum(" + in + ")");
            case CEIL -> JavaTypes.isFloating(type) ? narrow(java, "Math.ceil(" + in + ")") : in;
            default -> JavaTypes.isFloating(type) ? narrow(java, "Math.floor(" + in + ")") : in;
        };
        Value computed = compiler.strict(type, value.nulls(), call.function().name().toLowerCase(Locale.ROOT), result);
        return compiler.convert(computed, call.type());
    }

    private Value decimalUnary(Call call, Value value) {
        int scale = value.type().scale();
        String register = decimals.register(value);
        return switch (call.function()) {
            case NEGATE -> decimals.result(call.type(), value.nulls(), "%s.negate(" + register + ")");
            case ABS -> decimals.result(call.type(), value.nulls(), "%s.abs(" + register + ")");
            case SIGN -> decimals.result(call.type(), value.nulls(), "%s.signOf(" + register + ", "
                    + call.type().scale() + ")");
            case CEIL -> decimals.result(call.type(), value.nulls(),
                    "%s.ceil(" + register + ", " + scale + ", " + call.type().scale() + ")");
            default -> decimals.result(call.type(), value.nulls(),
                    "%s.floor(" + register + ", " + scale + ", " + call.type().scale() + ")");
        };
    }

    private Value round(Call call, List<Value> operands) {
        Value value = operands.get(0);
        Value digits = operands.size() > 1 ? operands.get(1) : Value.of(ColumnType.of(TypeKind.INT), Nulls.NEVER, "0");
        Nulls nulls = value.nulls().or(digits.nulls());
        boolean isRound = call.function() == Function.ROUND;
        if (nulls.isAlways()) {
            return LiteralCode.nullOf(call.type(), compiler.code);
        }
        if (value.type().kind() == TypeKind.DECIMAL) {
            String places = operands.size() > 1 ? "(int) " + digits.code() : "0";
            return decimals.result(call.type(), nulls, "%s.round(" + decimals.register(value) + ", "
                    + value.type().scale()
                    + ", " + places + ", " + isRound + ", " + call.type().precision() + ", " + call.type().scale()
                    + ")");
        }
        String java = JavaTypes.of(value.type());
        String method = "MathFunctions." + (isRound ? "round" : "truncate") + "(" + value.code() + ", (int) "
                + digits.code() + ")";
        Value result = compiler.guarded(value.type(), nulls, "rounded", narrow(java, method));
        return compiler.convert(result, call.type());
    }

    private Value transcendental(Call call, List<Value> operands) {
        Nulls nulls = ExpressionCompiler.nullsOf(operands);
        if (nulls.isAlways()) {
            return LiteralCode.nullOf(call.type(), compiler.code);
        }
        StringBuilder arguments = new StringBuilder();
        for (Value operand : operands) {
            arguments.append(arguments.isEmpty() ? "" : ", ").append(number(operand, DOUBLE));
        }
        String name = switch (call.function()) {
            case LN -> "StrictMath.log";
            case LOG -> operands.size() == 1 ? "StrictMath.log" : "MathFunctions.log";
            case LOG2 -> "MathFunctions.log2";
            case COT -> "MathFunctions.cot";
            case POWER -> "StrictMath.pow";
            case DEGREES -> "Math.toDegrees";
            case RADIANS -> "Math.toRadians";
            default -> "StrictMath." + call.function().name().toLowerCase(Locale.ROOT);
        };
        Value result = compiler.guarded(DOUBLE, nulls, "math", name + "(" + arguments + ")");
        return compiler.convert(result, call.type());
    }
}
