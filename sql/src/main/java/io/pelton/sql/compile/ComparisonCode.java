package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.function.AllocatingFunctions;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Literal;
import java.util.List;

/** Comparisons and string predicates. */
final class ComparisonCode {
    private static final int MAX_NARROW_DIGITS = 18;

    private final ExpressionCompiler compiler;
    private final CodeWriter code;
    private final DecimalCode decimals;

    ComparisonCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
        decimals = new DecimalCode(compiler);
    }

    boolean isPredicate(Function function) {
        return switch (function) {
            case EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE, SIMILAR_TO, STARTSWITH,
                    ENDSWITH,
                REGEXP -> true;
            default -> false;
        };
    }

    Comparison compare(Call call) {
        List<Expression> operands = call.operands();
        Value left = compiler.value(operands.get(0));
        Value right = compiler.value(operands.get(1));
        Nulls nulls = left.nulls().or(right.nulls());
        String pair = "(" + left.code() + ", " + right.code();
        return switch (call.function()) {
            case STARTSWITH -> new Comparison(nulls, "Strings.startsWith" + pair + ")");
            case ENDSWITH -> new Comparison(nulls, "Strings.endsWith" + pair + ")");
            case LIKE -> new Comparison(nulls, "Like.matches" + pair + ", " + escape(operands) + ")");
            case REGEXP, SIMILAR_TO -> new Comparison(nulls, regularExpression(call, left));
            default -> compare(call.function(), left, right);
        };
    }

    private String escape(List<Expression> operands) {
        if (operands.size() < 3) {
            return "-1";
        }
        if (operands.get(2) instanceof Literal literal && literal.value() != null && literal.value().length() == 1
                && literal.value().charAt(0) < 128) {
            return Integer.toString(literal.value().charAt(0));
        }
        throw new CompileException("ESCAPE must be one ASCII character in quotes: operand=" + operands.get(2));
    }

    private String regularExpression(Call call, Value text) {
        if (!(call.operands().get(1) instanceof Literal literal) || literal.value() == null) {
            Value pattern = compiler.value(call.operands().get(1));
            return "AllocatingFunctions.regexp(" + text.code() + ", " + pattern.code() + ")";
        }
        boolean isSimilar = call.function() == Function.SIMILAR_TO;
        String regex = isSimilar ? AllocatingFunctions.similarToRegex(literal.value()) : literal.value();
        String pattern = code.constant("Pattern", "pattern", "AllocatingFunctions.pattern(" + JavaTypes.quote(regex)
                + ")");
        return "AllocatingFunctions." + (isSimilar ? "matches(" : "contains(") + text.code() + ", " + pattern + ")";
    }

    /** One of the six comparisons. */
    Comparison compare(Function function, Value left, Value right) {
        Nulls nulls = left.nulls().or(right.nulls());
        String operator = operator(function);
        ColumnType a = left.type();
        ColumnType b = right.type();
        if (nulls.isAlways()) {
            return new Comparison(nulls, "false");
        }
        if (a.kind().isString() && b.kind().isString()) {
            return new Comparison(nulls, strings(function, left, right));
        }
        if (a.kind() == TypeKind.DECIMAL || b.kind() == TypeKind.DECIMAL) {
            return new Comparison(nulls, decimal(left, right, operator));
        }
        if (JavaTypes.isWideTimestamp(a) || JavaTypes.isWideTimestamp(b)) {
            return new Comparison(nulls, "CalendarTime.compare(" + left.code() + ", " + left.nanosOrZero() + ", "
                    + right.code() + ", " + right.nanosOrZero() + ") " + operator + " 0");
        }
        if (a.kind() == TypeKind.BOOLEAN && !operator.equals("==") && !operator.equals("!=")) {
            return new Comparison(nulls, "Boolean.compare(" + left.code() + ", " + right.code() + ") " + operator
                    + " 0");
        }
        if (a.kind().isString() != b.kind().isString()) {
            throw new CompileException("text can only be compared with text, write a CAST: left=" + a.sql() + " right="
                    + b.sql());
        }
        return new Comparison(nulls, left.code() + " " + operator + " " + right.code());
    }

    private static String operator(Function function) {
        return switch (function) {
            case EQUALS -> "==";
            case NOT_EQUALS -> "!=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            default -> throw new CompileException("not a comparison: function=" + function);
        };
    }

    private static String strings(Function function, Value left, Value right) {
        String pair = "(" + left.code() + ", " + right.code() + ")";
        return switch (function) {
            case EQUALS -> "Strings.equal" + pair;
            case NOT_EQUALS -> "!Strings.equal" + pair;
            default -> "Strings.compare" + pair + " " + operator(function) + " 0";
        };
    }

    private String decimal(Value left, Value right, String operator) {
        if (JavaTypes.isFloating(left.type()) || JavaTypes.isFloating(right.type())) {
            return decimals.asDouble(left) + " " + operator + " " + decimals.asDouble(right);
        }
        int leftScale = decimals.scale(left.type());
        int rightScale = decimals.scale(right.type());
        int scale = Math.max(leftScale, rightScale);
        if (decimals.digits(left.type()) + scale - leftScale <= MAX_NARROW_DIGITS
                && decimals.digits(right.type()) + scale - rightScale <= MAX_NARROW_DIGITS) {
            return decimals.scaledLong(left, scale) + " " + operator + " " + decimals.scaledLong(right, scale);
        }
        return "Decimal128.compare(" + decimals.register(left) + ", " + leftScale + ", " + decimals.register(right)
                + ", "
                + rightScale + ") " + operator + " 0";
    }
}
