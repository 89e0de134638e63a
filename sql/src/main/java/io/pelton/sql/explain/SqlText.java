package io.pelton.sql.explain;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.sql.diagnostic.HumanUnits;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions of a plan as SQL. */
final class SqlText {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;
    private static final int OPERAND = 7;
    private static final Map<Function, Infix> INFIX = Map.ofEntries(
            Map.entry(Function.EQUALS, new Infix("=", COMPARISON)),
            Map.entry(Function.NOT_EQUALS, new Infix("<>", COMPARISON)),
            Map.entry(Function.LESS, new Infix("<", COMPARISON)),
            Map.entry(Function.LESS_OR_EQUAL, new Infix("<=", COMPARISON)),
            Map.entry(Function.GREATER, new Infix(">", COMPARISON)),
            Map.entry(Function.GREATER_OR_EQUAL, new Infix(">=", COMPARISON)),
            Map.entry(Function.IS_DISTINCT_FROM, new Infix("IS DISTINCT FROM", COMPARISON)),
            Map.entry(Function.IS_NOT_DISTINCT_FROM, new Infix("IS NOT DISTINCT FROM", COMPARISON)),
            Map.entry(Function.AND, new Infix("AND", AND)),
            Map.entry(Function.OR, new Infix("OR", OR)),
            Map.entry(Function.PLUS, new Infix("+", SUM)),
            Map.entry(Function.MINUS, new Infix("-", SUM)),
            Map.entry(Function.PLUS_INTERVAL, new Infix("+", SUM)),
            Map.entry(Function.MINUS_INTERVAL, new Infix("-", SUM)),
            Map.entry(Function.TIMES, new Infix("*", PRODUCT)),
            Map.entry(Function.DIVIDE, new Infix("/", PRODUCT)),
            Map.entry(Function.MOD, new Infix("%", PRODUCT)));
    private static final Map<Function, String> POSTFIX = Map.of(
            Function.IS_NULL, "IS NULL", Function.IS_NOT_NULL, "IS NOT NULL", Function.IS_TRUE, "IS TRUE",
            Function.IS_NOT_TRUE, "IS NOT TRUE", Function.IS_FALSE, "IS FALSE", Function.IS_NOT_FALSE, "IS NOT FALSE");

    private record Infix(String sign, int precedence) {
    }

    private SqlText() {
    }

    static String of(Expression expression, Schema input) {
        return text(expression, input, 0);
    }

    /** A name, in back quotes where it needs them. */
    static String name(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }

    static String of(AggregateCall call, Schema input) {
        String argument = call.argument() == null ? "*" : of(call.argument(), input);
        String filter = call.filter() == null ? "" : " FILTER (WHERE " + of(call.filter(), input) + ")";
        return call.function() + "(" + (call.distinct() ? "DISTINCT " : "") + argument + ")" + filter;
    }

    private static String text(Expression expression, Schema input, int outside) {
        if (expression instanceof InputReference reference) {
            return name(input.column(reference.index()).name());
        }
        if (expression instanceof Literal literal) {
            return literal(literal);
        }
        return call((Call) expression, input, outside);
    }

    private static String call(Call call, Schema input, int outside) {
        Infix infix = INFIX.get(call.function());
        if (infix != null) {
            return parenthesised(infix(call, infix, input), infix.precedence(), outside);
        }
        String postfix = POSTFIX.get(call.function());
        if (postfix != null) {
            return parenthesised(text(call.operands().get(0), input, OPERAND) + " " + postfix, COMPARISON, outside);
        }
        return switch (call.function()) {
            case NOT -> parenthesised("NOT " + text(call.operands().get(0), input, OPERAND), NOT, outside);
            case NEGATE -> "-" + text(call.operands().get(0), input, OPERAND);
            case LIKE -> parenthesised(text(call.operands().get(0), input, OPERAND) + " LIKE "
                    + text(call.operands().get(1), input, OPERAND), COMPARISON, outside);
            case CAST, TRY_CAST -> call.function() + "(" + of(call.operands().get(0), input) + " AS "
                    + call.type().withNullable(true).sql() + ")";
            case CASE -> caseWhen(call, input);
            case EXTRACT -> "EXTRACT(" + keyword(call) + " FROM " + of(call.operands().get(1), input) + ")";
            case FLOOR_TIME -> "FLOOR(" + of(call.operands().get(1), input) + " TO " + keyword(call) + ")";
            case CEIL_TIME -> "CEIL(" + of(call.operands().get(1), input) + " TO " + keyword(call) + ")";
            case TIMESTAMP_DIFF -> "TIMESTAMPDIFF(" + keyword(call) + ", " + list(rest(call), input) + ")";
            case TIMESTAMP_ADD -> "TIMESTAMPADD(" + keyword(call) + ", " + list(rest(call), input) + ")";
            case TRIM -> "TRIM(" + keyword(call) + " " + of(call.operands().get(1), input) + " FROM "
                    + of(call.operands().get(2), input) + ")";
            case CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE, CURRENT_TIME -> call.function().name();
            default -> call.function() + "(" + list(call.operands(), input) + ")";
        };
    }

    private static String infix(Call call, Infix infix, Schema input) {
        int inside = infix.precedence() == COMPARISON ? COMPARISON + 1 : infix.precedence();
        StringBuilder text = new StringBuilder(text(call.operands().get(0), input, inside));
        boolean ordered = call.function() != Function.AND && call.function() != Function.OR;
        for (Expression operand : call.operands().subList(1, call.operands().size())) {
            text.append(' ').append(infix.sign()).append(' ').append(
                    text(operand, input, ordered ? inside + 1 : inside));
        }
        return text.toString();
    }

    private static String parenthesised(String text, int precedence, int outside) {
        return precedence < outside ? "(" + text + ")" : text;
    }

    private static String caseWhen(Call call, Schema input) {
        StringBuilder text = new StringBuilder("CASE");
        List<Expression> operands = call.operands();
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            text.append(" WHEN ").append(of(operands.get(i), input))
                    .append(" THEN ").append(of(operands.get(i + 1), input));
        }
        Expression last = operands.get(operands.size() - 1);
        if (!(last instanceof Literal literal) || literal.value() != null) {
            text.append(" ELSE ").append(of(last, input));
        }
        return text.append(" END").toString();
    }

    private static String keyword(Call call) {
        return ((Literal) call.operands().get(0)).value();
    }

    private static List<Expression> rest(Call call) {
        return call.operands().subList(1, call.operands().size());
    }

    private static String list(List<Expression> operands, Schema input) {
        return operands.stream().map(operand -> of(operand, input)).collect(Collectors.joining(", "));
    }

    private static String literal(Literal literal) {
        ColumnType type = literal.type();
        if (literal.value() == null) {
            return "NULL";
        }
        if (type.kind().isString()) {
            return "'" + literal.value().replace("'", "''") + "'";
        }
        return switch (type.kind()) {
            case DATE -> "DATE '" + literal.value() + "'";
            case TIME -> "TIME '" + literal.value() + "'";
            case TIMESTAMP, TIMESTAMP_LTZ -> "TIMESTAMP '" + literal.value() + "'";
            case INTERVAL_DAY_TIME -> HumanUnits.duration(Long.parseLong(literal.value()));
            case INTERVAL_YEAR_MONTH -> literal.value() + " months";
            case BOOLEAN -> literal.value().toUpperCase(Locale.ROOT);
            default -> literal.value();
        };
    }
}
