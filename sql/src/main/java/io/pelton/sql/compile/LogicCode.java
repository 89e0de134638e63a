package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Literal;
import java.util.ArrayList;
import java.util.List;

/** Conditions, three-valued logic and the functions that choose between values. */
final class LogicCode {
    private static final ColumnType BOOLEAN = ColumnType.of(TypeKind.BOOLEAN);

    private final ExpressionCompiler compiler;
    private final CodeWriter code;
    private final ComparisonCode comparisons;

    LogicCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
        comparisons = new ComparisonCode(compiler);
    }

    /** Java condition: TRUE. */
    String isTrue(Expression expression) {
        if (expression instanceof Call call) {
            switch (call.function()) {
                case AND:
                    return chain(call.operands(), true, true);
                case OR:
                    return chain(call.operands(), false, true);
                case NOT:
                    return isFalse(call.operands().get(0));
                case IN:
                    return isTrue(expandIn(call));
                default:
                    if (isTwoValued(call.function())) {
                        return twoValued(call);
                    }
                    if (comparisons.isPredicate(call.function())) {
                        Comparison comparison = comparisons.compare(call);
                        return and(comparison.nulls().notCode(), comparison.condition());
                    }
            }
        }
        Value value = compiler.value(expression);
        return and(value.nulls().notCode(), value.code());
    }

    /** Java condition: FALSE. */
    String isFalse(Expression expression) {
        if (expression instanceof Call call) {
            switch (call.function()) {
                case AND:
                    return chain(call.operands(), false, false);
                case OR:
                    return chain(call.operands(), true, false);
                case NOT:
                    return isTrue(call.operands().get(0));
                case IN:
                    return isFalse(expandIn(call));
                default:
                    if (isTwoValued(call.function())) {
                        return "!" + parenthesized(twoValued(call));
                    }
                    if (comparisons.isPredicate(call.function())) {
                        Comparison comparison = comparisons.compare(call);
                        return and(comparison.nulls().notCode(), "!" + parenthesized(comparison.condition()));
                    }
            }
        }
        Value value = compiler.value(expression);
        return and(value.nulls().notCode(), "!" + parenthesized(value.code()));
    }

    private static boolean isTwoValued(Function function) {
        return switch (function) {
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE, IS_DISTINCT_FROM,
                IS_NOT_DISTINCT_FROM -> true;
            default -> false;
        };
    }

    private String twoValued(Call call) {
        Expression first = call.operands().get(0);
        return switch (call.function()) {
            case IS_NULL -> compiler.value(first).nulls().code();
            case IS_NOT_NULL -> parenthesized(compiler.value(first).nulls().notCode());
            case IS_TRUE -> parenthesized(isTrue(first));
            case IS_NOT_TRUE -> "!" + parenthesized(isTrue(first));
            case IS_FALSE -> parenthesized(isFalse(first));
            case IS_NOT_FALSE -> "!" + parenthesized(isFalse(first));
            case IS_DISTINCT_FROM -> "!" + parenthesized(notDistinct(call));
            default -> parenthesized(notDistinct(call));
        };
    }

    private String notDistinct(Call call) {
        Comparison equal = comparisons.compare(new Call(Function.EQUALS, call.operands(), BOOLEAN));
        Nulls left = compiler.value(call.operands().get(0)).nulls();
        Nulls right = compiler.value(call.operands().get(1)).nulls();
        String bothNull = left.isNever() || right.isNever() ? "false" : left.code() + " && " + right.code();
        String bothEqual = parenthesized(and(equal.nulls().notCode(), equal.condition()));
        return bothNull.equals("false") ? bothEqual : parenthesized(bothNull) + " || " + bothEqual;
    }

    /**
     * {@code isAnd}: all operands hold, else one of them; an operand "holds" when it is TRUE, or FALSE. Later ones
     * lazily.
     */
    private String chain(List<Expression> operands, boolean isAnd, boolean wantsTrue) {
        String result = parenthesized(holds(operands.get(0), wantsTrue));
        for (Expression operand : operands.subList(1, operands.size())) {
            int start = code.mark();
            String sofar = code.declare("boolean", "isTrue", result);
            code.open("if (" + (isAnd ? "" : "!") + sofar + ")");
            int inner = code.mark();
            String next = holds(operand, wantsTrue);
            if (code.isUnchangedSince(inner)) {
                code.cutBlock(start);
                result = isAnd ? and(result, next) : or(result, next);
            } else {
                code.line(sofar + " = " + next + ";");
                code.close();
                result = sofar;
            }
        }
        return result;
    }

    private String holds(Expression operand, boolean wantsTrue) {
        return wantsTrue ? isTrue(operand) : isFalse(operand);
    }

    private static String and(String left, String right) {
        if (left.equals("true")) {
            return right;
        }
        if (left.equals("false") || right.equals("false")) {
            return "false";
        }
        return right.equals("true") ? left : parenthesizedOr(left) + " && " + parenthesizedOr(right);
    }

    private static String or(String left, String right) {
        return parenthesized(left) + " || " + parenthesized(right);
    }

    private static String parenthesizedOr(String condition) {
        return condition.contains("||") || condition.contains("?") ? parenthesized(condition) : condition;
    }

    static String parenthesized(String condition) {
        return condition.matches("\\w+") ? condition : "(" + condition + ")";
    }

    private static Call expandIn(Call call) {
        Expression value = call.operands().get(0);
        List<Expression> equals = new ArrayList<>();
        for (Expression candidate : call.operands().subList(1, call.operands().size())) {
            equals.add(new Call(Function.EQUALS, List.of(value, candidate), BOOLEAN));
        }
        return equals.size() == 1 ? (Call) equals.get(0) : new Call(Function.OR, equals, BOOLEAN);
    }

    /** The call as a value, NULL included. */
    Value value(Call call) {
        return switch (call.function()) {
            case AND, OR -> threeValued(call);
            case NOT -> {
                Value value = compiler.value(call.operands().get(0));
                yield compiler.strict(call.type(), value.nulls(), "not", "!" + value.code());
            }
            case IN -> value(expandIn(call));
            case CASE -> choose(call, call.operands());
            case IF -> choose(call, call.operands());
            case COALESCE, IFNULL -> coalesce(call);
            case NULLIF -> nullIf(call);
            case GREATEST, LEAST -> extreme(call);
            default -> {
                if (isTwoValued(call.function())) {
                    yield compiler.strict(call.type(), Nulls.NEVER, "is", twoValued(call));
                }
                Comparison comparison = comparisons.compare(call);
                yield compiler.guarded(call.type(), comparison.nulls(), "is", comparison.condition());
            }
        };
    }

    /**
     * AND and OR with NULLs: an operand that decides (FALSE for AND) ends the evaluation, a NULL makes NULL of what is
     * left.
     */
    private Value threeValued(Call call) {
        boolean isAnd = call.function() == Function.AND;
        Variable result = new Variable(BOOLEAN, isAnd ? "and" : "or", code);
        String decided = code.declare("boolean", "decided", "false");
        String sawNull = code.declare("boolean", "sawNull", "false");
        boolean isFirst = true;
        for (Expression operand : call.operands()) {
            if (!isFirst) {
                code.open("if (!" + decided + ")");
            }
            Value value = compiler.value(operand);
            code.line(sawNull + " |= " + value.nulls().code() + ";");
            code.line(decided + " = " + and(value.nulls().notCode(), (isAnd ? "!" : "") + value.code()) + ";");
            if (!isFirst) {
                code.close();
            }
            isFirst = false;
        }
        Value whole = result.value();
        String isNull = whole.nulls().flags().first();
        code.line(isNull + " = !" + decided + " && " + sawNull + ";");
        code.line(whole.code() + " = " + (isAnd ? "!" : "") + decided + ";");
        return whole;
    }

    /** CASE and IF: condition, value, condition, value, …, else. */
    private Value choose(Call call, List<Expression> operands) {
        Variable result = new Variable(call.type(), "chosen", code);
        int depth = 0;
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            code.open("if (" + isTrue(operands.get(i)) + ")");
            result.assign(compiler.convert(compiler.value(operands.get(i + 1)), call.type()));
            code.next("else");
            depth++;
        }
        if (operands.size() % 2 == 1) {
            result.assign(compiler.convert(compiler.value(operands.get(operands.size() - 1)), call.type()));
        }
        for (int i = 0; i < depth; i++) {
            code.close();
        }
        return result.value();
    }

    private Value coalesce(Call call) {
        Variable result = new Variable(call.type(), "coalesced", code);
        int depth = 0;
        for (Expression operand : call.operands()) {
            Value value = compiler.value(operand);
            if (value.nulls().isAlways()) {
                continue;
            }
            if (value.nulls().isNever()) {
                result.assign(compiler.convert(value, call.type()));
                break;
            }
            code.open("if (" + value.nulls().notCode() + ")");
            result.assign(compiler.convert(value.withNulls(Nulls.NEVER), call.type()));
            code.next("else");
            depth++;
        }
        for (int i = 0; i < depth; i++) {
            code.close();
        }
        return result.value();
    }

    private Value nullIf(Call call) {
        Value value = compiler.convert(compiler.value(call.operands().get(0)), call.type());
        Comparison equal = comparisons.compare(new Call(Function.EQUALS, call.operands(), BOOLEAN));
        String isEqual = parenthesized(and(equal.nulls().notCode(), equal.condition()));
        String flag = code.declare("boolean", "isNull",
                value.nulls().isNever() ? isEqual : value.nulls().code() + " || " + isEqual);
        return value.withNulls(Nulls.flag(flag));
    }

    private Value extreme(Call call) {
        boolean isGreatest = call.function() == Function.GREATEST;
        Value best = compiler.convert(compiler.value(call.operands().get(0)), call.type());
        Variable result = new Variable(call.type(), isGreatest ? "greatest" : "least", code);
        result.assign(best);
        for (Expression operand : call.operands().subList(1, call.operands().size())) {
            Value next = compiler.convert(compiler.value(operand), call.type());
            Value sofar = result.value();
            String isNull = sofar.nulls().flags().first();
            code.line(isNull + " |= " + next.nulls().code() + ";");
            Value plain = sofar.withNulls(Nulls.NEVER);
            Comparison better = comparisons.compare(isGreatest ? Function.GREATER : Function.LESS,
                    next.withNulls(Nulls.NEVER), plain);
            code.open("if (!" + isNull + " && " + parenthesized(better.condition()) + ")");
            result.assign(next.withNulls(Nulls.NEVER));
            code.close();
        }
        return result.value();
    }

    /** True for a literal that is NULL. */
    static boolean isNullLiteral(Expression expression) {
        return expression instanceof Literal literal && literal.value() == null;
    }
}
