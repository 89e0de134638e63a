package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import java.util.List;

/**
 * Expressions → Java statements and values, in the scope that the writer is in. The same expression is computed once
 * per scope. Strict functions merge their operands' null conditions; conditions are generated as "is true" or "is
 * false", so three-valued logic costs something only where a NULL boolean is really looked at.
 */
final class ExpressionCompiler {
    final CodeWriter code;
    final boolean hasContext;

    private final Inputs inputs;
    private final LogicCode logic;
    private final ArithmeticCode arithmetic;
    private final StringCode strings;
    private final TimeCode times;
    private final CastCode casts;

    /** {@code hasContext} is false where PROCTIME() and the like can't be known: in a stream's event time. */
    ExpressionCompiler(CodeWriter code, Inputs inputs, boolean hasContext) {
        this.code = code;
        this.inputs = inputs;
        this.hasContext = hasContext;
        logic = new LogicCode(this);
        arithmetic = new ArithmeticCode(this);
        strings = new StringCode(this);
        times = new TimeCode(this);
        casts = new CastCode(this);
    }

    Value value(Expression expression) {
        Value known = (Value) code.known(expression);
        if (known != null) {
            return known;
        }
        Value value;
        if (expression instanceof InputReference reference) {
            value = inputs.column(reference.index(), code);
        } else if (expression instanceof Literal literal) {
            value = LiteralCode.value(literal, code);
        } else {
            value = call((Call) expression);
        }
        code.know(expression, value);
        return value;
    }

    private Value call(Call call) {
        return switch (call.function()) {
            case EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, AND, OR, NOT, IS_NULL, IS_NOT_NULL,
                IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM, IN,
                CASE, COALESCE, NULLIF, IF, IFNULL, GREATEST, LEAST, LIKE, SIMILAR_TO, STARTSWITH, ENDSWITH, REGEXP ->
                logic.value(call);
            case CAST -> casts.cast(value(call.operands().get(0)), call.type(), false);
            case TRY_CAST -> casts.cast(value(call.operands().get(0)), call.type(), true);
            case PLUS, MINUS, TIMES, DIVIDE, MOD, NEGATE, ABS, CEIL, FLOOR, ROUND, TRUNCATE, SIGN, SQRT, POWER, EXP, LN,
                    LOG,
                LOG10, LOG2, SIN, COS, TAN, COT, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, DEGREES, RADIANS, PI, E ->
                arithmetic.value(call);
            case UPPER, LOWER, INITCAP, SUBSTRING, CONCAT, CONCAT_WS, CHAR_LENGTH, TRIM, LTRIM, RTRIM, REPLACE,
                    POSITION,
                SPLIT_INDEX, REGEXP_EXTRACT, REGEXP_REPLACE, JSON_VALUE, LPAD, RPAD, LEFT, RIGHT, REVERSE, REPEAT,
                ASCII, CHR, MD5, SHA1, SHA256, HEX -> strings.value(call);
            case TO_TIMESTAMP, TO_TIMESTAMP_LTZ, TO_DATE, EXTRACT, FLOOR_TIME, CEIL_TIME, TIMESTAMP_DIFF, TIMESTAMP_ADD,
                DATE_FORMAT, PLUS_INTERVAL, MINUS_INTERVAL, CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE,
                CURRENT_TIME,
                PROCTIME, CURRENT_WATERMARK, UNIX_TIMESTAMP, FROM_UNIXTIME, CONVERT_TZ -> times.value(call);
        };
    }

    /** Java condition: the expression is TRUE (not FALSE, not NULL). */
    String isTrue(Expression expression) {
        return logic.isTrue(expression);
    }

    Value cast(Value value, ColumnType type) {
        return casts.cast(value, type, false);
    }

    /**
     * The value in the representation of {@code type} (numeric widening, decimal scale), without SQL CAST's string
     * rules.
     */
    Value convert(Value value, ColumnType type) {
        boolean isSame = value.type().kind() == type.kind() && value.type().isWide() == type.isWide()
                && value.type().scale() == type.scale();
        boolean areStrings = value.type().kind().isString() && type.kind().isString();
        return isSame || areStrings ? value : casts.cast(value, type, false);
    }

    static Nulls nullsOf(List<Value> operands) {
        Nulls nulls = Nulls.NEVER;
        for (Value operand : operands) {
            nulls = nulls.or(operand.nulls());
        }
        return nulls;
    }

    /** A primitive result of an expression that is safe to compute when operands are NULL. */
    Value strict(ColumnType type, Nulls nulls, String hint, String expression) {
        return Value.of(type, nulls, code.declare(JavaTypes.of(type), hint, expression));
    }

    /** A primitive result that is computed only when no operand is NULL: it may fail, or cost something. */
    Value guarded(ColumnType type, Nulls nulls, String hint, String expression) {
        if (nulls.isNever()) {
            return strict(type, nulls, hint, expression);
        }
        String local = code.declare(JavaTypes.of(type), hint, JavaTypes.zero(type));
        guard(nulls, local + " = " + expression + ";");
        return Value.of(type, nulls, local);
    }

    /** Writes statements that run only when {@code nulls} doesn't hold. */
    void guard(Nulls nulls, String... statements) {
        if (nulls.isNever()) {
            for (String statement : statements) {
                code.line(statement);
            }
            return;
        }
        code.open("if (" + nulls.notCode() + ")");
        for (String statement : statements) {
            code.line(statement);
        }
        code.close();
    }

    /** A register filled by a statement; the statement uses the register's name as {@code %s}. */
    Value register(ColumnType type, Nulls nulls, String hint, String statement) {
        String name = code.register(JavaTypes.of(type), hint);
        guard(nulls, String.format(statement, name));
        return Value.of(type, nulls, name);
    }

    /** As {@link #register}, with a boolean expression that is false when the result is NULL. */
    Value nullableRegister(ColumnType type, Nulls nulls, String hint, String expression) {
        String name = code.register(JavaTypes.of(type), hint);
        String filled = String.format(expression, name);
        return Value.of(type, nullUnless(nulls, filled), name);
    }

    /** A null flag that is true when an operand is NULL or {@code expression} gives false. */
    Nulls nullUnless(Nulls nulls, String expression) {
        String guard = nulls.isNever() ? "" : nulls.code() + " || ";
        return Nulls.flag(code.declare("boolean", "isNull", guard + "!" + expression));
    }
}
