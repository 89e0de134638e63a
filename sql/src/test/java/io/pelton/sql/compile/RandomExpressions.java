package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random typed expressions and rows, the same for the same seed. */
final class RandomExpressions {
    static final ColumnType NARROW = ColumnType.decimal(10, 2);
    static final ColumnType WIDE = ColumnType.decimal(30, 5);
    static final ColumnType DATE = ColumnType.of(TypeKind.DATE);
    static final ColumnType MICROS = ColumnType.timestamp(6);
    private static final ColumnType DAY_TIME = ColumnType.of(TypeKind.INTERVAL_DAY_TIME);
    private static final ColumnType YEAR_MONTH = ColumnType.of(TypeKind.INTERVAL_YEAR_MONTH);
    private static final ColumnType[] TYPES = {
        Plans.BOOLEAN, Plans.INT, Plans.BIGINT, Plans.DOUBLE, NARROW, WIDE, Plans.STRING, Plans.TIMESTAMP, MICROS,
                DATE};
    private static final String[] TEXTS = {"", "a", "ab", "abcabc", " x ", "Grüße", "日本語", "a,b,,c", "12", "-7.5",
            "true", "%",
        "2024-02-29", "2024-02-29 12:34:56", "1999-12-31 23:59:59.999", "🎈up", "3e2", "x_y"};
    private static final String[] UNITS = {"YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"};

    private final Random random;
    private final Schema schema;

    RandomExpressions(long seed) {
        random = new Random(seed);
        Object[] columns = new Object[TYPES.length * 4];
        for (int i = 0; i < TYPES.length; i++) {
            columns[i * 4] = "a" + i;
            columns[i * 4 + 1] = TYPES[i];
            columns[i * 4 + 2] = "b" + i;
            columns[i * 4 + 3] = TYPES[i].notNull();
        }
        schema = Plans.schema(columns);
    }

    Schema schema() {
        return schema;
    }

    ColumnType type() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    Object[] row() {
        Object[] values = new Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            boolean isNull = schema.type(i).nullable() && random.nextInt(4) == 0;
            values[i] = isNull ? null : value(schema.type(i));
        }
        return values;
    }

    private Object value(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> switch (random.nextInt(6)) {
                case 0 -> Integer.MIN_VALUE;
                case 1 -> Integer.MAX_VALUE;
                default -> random.nextInt(21) - 10;
            };
            case BIGINT -> random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(2_001) - 1_000L;
            case DOUBLE -> switch (random.nextInt(8)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> Double.POSITIVE_INFINITY;
                case 3 -> random.nextDouble() * 1e300;
                default -> random.nextInt(2_000) / 16.0 - 60;
            };
            case DECIMAL -> new BigDecimal(new BigInteger(type.isWide() ? random.nextInt(95) + 1 : random.nextInt(32)
                    + 1, random),
                    type.scale()).multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            case VARCHAR -> TEXTS[random.nextInt(TEXTS.length)];
            case DATE -> random.nextInt(40_000) - 10_000;
            default -> type.isWide() ? (random.nextLong() >> 3) / 1_000 * 1_000
                    : (Object) (random.nextInt(4) == 0 ? (random.nextInt(80_000) - 40_000) * 86_400_000L
                    : random.nextLong() >> 23);
        };
    }

    private Expression column(ColumnType type) {
        int index = Arrays.asList(TYPES).indexOf(type) * 2 + random.nextInt(2);
        return new InputReference(index, schema.type(index));
    }

    private Expression literal(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Plans.literal(random.nextBoolean(), type);
            case INT, BIGINT -> Plans.literal(random.nextInt(9) - 4, type);
            case DOUBLE -> Plans.literal(random.nextInt(100) / 8.0 - 4, type);
            case DECIMAL -> Plans.literal(BigDecimal.valueOf(random.nextInt(2_000) - 1_000,
                    2).setScale(type.scale()).toPlainString(),
                    type);
            case VARCHAR -> Plans.literal(TEXTS[random.nextInt(TEXTS.length)], type);
            case DATE -> Plans.literal("2024-01-31", type);
            default -> Plans.literal(type.isWide() ? "2024-01-31 10:20:30.123456" : "2023-12-31 23:59:59.5", type);
        };
    }

    private Expression small(int from, int to) {
        return Plans.literal(from + random.nextInt(to - from + 1), Plans.INT);
    }

    /** An expression of a type. */
    Expression expression(ColumnType type, int depth) {
        if (depth == 0 || random.nextInt(10) == 0) {
            int pick = random.nextInt(12);
            return pick == 0 ? Plans.literal(null, type) : pick < 4 ? literal(type) : column(type);
        }
        if (random.nextInt(4) == 0) {
            return choice(type, depth - 1);
        }
        return switch (type.kind()) {
            case BOOLEAN -> condition(depth - 1);
            case INT -> integer(depth - 1);
            case BIGINT -> bigint(depth - 1);
            case DOUBLE -> real(depth - 1);
            case DECIMAL -> decimal(type, depth - 1);
            case VARCHAR -> text(depth - 1);
            case DATE -> date(depth - 1);
            default -> timestamp(type, depth - 1);
        };
    }

    private Expression choice(ColumnType type, int depth) {
        Expression first = expression(type, depth);
        Expression second = expression(type, depth);
        return switch (random.nextInt(6)) {
            case 0 -> Plans.call(Function.CASE, type, condition(depth), first, condition(depth), second,
                    expression(type, depth));
            case 1 -> Plans.call(Function.COALESCE, type, first, second, expression(type, depth));
            case 2 -> Plans.call(Function.NULLIF, type, first, second);
            case 3 -> Plans.call(Function.IF, type, condition(depth), first, second);
            case 4 -> Plans.call(Function.IFNULL, type, first, second);
            default -> Plans.call(random.nextBoolean() ? Function.GREATEST : Function.LEAST, type, first, second);
        };
    }

    private Expression condition(int depth) {
        ColumnType type = type();
        Expression left = expression(type, depth);
        Expression right = expression(type, depth);
        Function[] comparisons = {Function.EQUALS, Function.NOT_EQUALS, Function.LESS, Function.LESS_OR_EQUAL,
            Function.GREATER, Function.GREATER_OR_EQUAL, Function.IS_DISTINCT_FROM, Function.IS_NOT_DISTINCT_FROM};
        Function[] tests = {Function.IS_TRUE, Function.IS_NOT_TRUE, Function.IS_FALSE, Function.IS_NOT_FALSE,
                Function.NOT};
        return switch (random.nextInt(8)) {
            case 0 -> new Call(Function.AND, conditions(depth), Plans.BOOLEAN);
            case 1 -> new Call(Function.OR, conditions(depth), Plans.BOOLEAN);
            case 2 -> Plans.call(tests[random.nextInt(tests.length)], Plans.BOOLEAN, expression(Plans.BOOLEAN, depth));
            case 3 -> Plans.call(random.nextBoolean() ? Function.IS_NULL : Function.IS_NOT_NULL, Plans.BOOLEAN, left);
            case 4 -> Plans.call(Function.IN, Plans.BOOLEAN, left, right, literal(type), column(type));
            case 5 -> Plans.call(new Function[] {Function.LIKE, Function.STARTSWITH,
                    Function.ENDSWITH}[random.nextInt(3)],
                    Plans.BOOLEAN, expression(Plans.STRING, depth),
                    Plans.literal(new String[] {"a%", "%b_", "_", "%ü%", "", "ab", "%%c"}[random.nextInt(7)],
                    Plans.STRING));
            default -> Plans.call(comparisons[random.nextInt(comparisons.length)], Plans.BOOLEAN, left, right);
        };
    }

    private List<Expression> conditions(int depth) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            conditions.add(expression(Plans.BOOLEAN, depth));
        }
        return conditions;
    }

    private Function sum() {
        return new Function[] {Function.PLUS, Function.MINUS, Function.TIMES}[random.nextInt(3)];
    }

    private Expression integer(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> Plans.call(Function.CHAR_LENGTH, Plans.INT, expression(Plans.STRING, depth));
            case 1 -> Plans.call(Function.POSITION, Plans.INT, literal(Plans.STRING), expression(Plans.STRING, depth));
            case 2 -> Plans.call(Function.CAST, Plans.INT, expression(new ColumnType[] {Plans.BIGINT, Plans.DOUBLE,
                    NARROW, WIDE,
                Plans.BOOLEAN}[random.nextInt(5)], depth));
            case 3 -> Plans.call(Function.TRY_CAST, Plans.INT, expression(Plans.STRING, depth));
            case 4 -> Plans.call(random.nextBoolean() ? Function.DIVIDE : Function.MOD, Plans.INT,
                    expression(Plans.INT, depth),
                    Plans.literal(1 + random.nextInt(5), Plans.INT));
            case 5 -> Plans.call(new Function[] {Function.NEGATE, Function.ABS, Function.SIGN}[random.nextInt(3)],
                    Plans.INT,
                    expression(Plans.INT, depth));
            case 6 -> Plans.call(Function.TIMESTAMP_DIFF, Plans.INT, unit(), expression(Plans.TIMESTAMP, depth),
                    expression(Plans.TIMESTAMP, depth));
            default -> Plans.call(sum(), Plans.INT, expression(Plans.INT, depth), expression(Plans.INT, depth));
        };
    }

    private Literal unit() {
        return Plans.literal(UNITS[random.nextInt(UNITS.length)], Plans.STRING);
    }

    private Expression bigint(int depth) {
        String[] parts = {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "DOW", "ISODOW", "ISOYEAR", "HOUR",
                "MINUTE", "SECOND",
            "MILLISECOND", "EPOCH"};
        return switch (random.nextInt(5)) {
            case 0 -> Plans.call(Function.CAST, Plans.BIGINT,
                    expression(new ColumnType[] {Plans.INT, Plans.DOUBLE, NARROW, WIDE
            }[random.nextInt(4)], depth));
            case 1 -> Plans.call(Function.EXTRACT, Plans.BIGINT,
                    Plans.literal(parts[random.nextInt(parts.length)], Plans.STRING),
                    expression(random.nextBoolean() ? Plans.TIMESTAMP : DATE, depth));
            case 2 -> Plans.call(Function.TRY_CAST, Plans.BIGINT, expression(Plans.STRING, depth));
            default -> Plans.call(sum(), Plans.BIGINT, expression(Plans.BIGINT, depth),
                    expression(Plans.BIGINT, depth));
        };
    }

    private Expression real(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> Plans.call(Function.CAST, Plans.DOUBLE, expression(new ColumnType[] {Plans.INT, Plans.BIGINT, WIDE
            }[random.nextInt(3)], depth));
            case 1 -> Plans.call(Function.TRY_CAST, Plans.DOUBLE, expression(Plans.STRING, depth));
            case 2 -> Plans.call(new Function[] {Function.SQRT, Function.EXP, Function.LN, Function.ABS, Function.CEIL,
                Function.FLOOR, Function.NEGATE}[random.nextInt(7)], Plans.DOUBLE, expression(Plans.DOUBLE, depth));
            case 3 -> Plans.call(random.nextBoolean() ? Function.ROUND : Function.TRUNCATE, Plans.DOUBLE,
                    Plans.call(Function.CAST, Plans.DOUBLE, expression(Plans.INT, depth)), small(0, 3));
            default -> Plans.call(new Function[] {Function.PLUS, Function.MINUS, Function.TIMES,
                    Function.DIVIDE}[random.nextInt(4)],
                    Plans.DOUBLE, expression(Plans.DOUBLE, depth), expression(Plans.DOUBLE, depth));
        };
    }

    private Expression decimal(ColumnType type, int depth) {
        ColumnType other = random.nextBoolean() ? NARROW : WIDE;
        return switch (random.nextInt(6)) {
            case 0 -> Plans.call(Function.CAST, type, expression(new ColumnType[] {Plans.INT, Plans.BIGINT, NARROW, WIDE
            }[random.nextInt(4)], depth));
            case 1 -> Plans.call(Function.TRY_CAST, type, expression(random.nextBoolean() ? Plans.STRING : Plans.DOUBLE,
                    depth));
            case 2 -> Plans.call(Function.DIVIDE, type, expression(other, depth), Plans.literal("3.70", NARROW));
            case 3 -> Plans.call(new Function[] {Function.ABS, Function.NEGATE, Function.CEIL,
                    Function.FLOOR}[random.nextInt(4)],
                    type, expression(type, depth));
            case 4 -> Plans.call(random.nextBoolean() ? Function.ROUND : Function.TRUNCATE, type,
                    expression(type, depth),
                    small(0, 3));
            default -> Plans.call(sum(), type, expression(other, depth), expression(type, depth));
        };
    }

    private Expression text(int depth) {
        Expression text = expression(Plans.STRING, depth);
        return switch (random.nextInt(13)) {
            case 0 -> Plans.call(Function.UPPER, Plans.STRING, text);
            case 1 -> Plans.call(Function.LOWER, Plans.STRING, text);
            case 2 -> Plans.call(Function.SUBSTRING, Plans.STRING, text, small(-3, 4), small(0, 4));
            case 3 -> Plans.call(Function.SUBSTRING, Plans.STRING, text, small(-3, 4));
            case 4 -> Plans.call(Function.REPLACE, Plans.STRING, text, literal(Plans.STRING), literal(Plans.STRING));
            case 5 -> Plans.call(Function.REVERSE, Plans.STRING, text);
            case 6 -> Plans.call(random.nextBoolean() ? Function.LPAD : Function.RPAD, Plans.STRING, text, small(-1, 9),
                    literal(Plans.STRING));
            case 7 -> Plans.call(random.nextBoolean() ? Function.LEFT : Function.RIGHT, Plans.STRING, text,
                    small(-1, 4));
            case 8 -> Plans.call(random.nextBoolean() ? Function.LTRIM : Function.RTRIM, Plans.STRING, text);
            case 9 -> Plans.call(Function.SPLIT_INDEX, Plans.STRING, text, Plans.literal(",", Plans.STRING),
                    small(-1, 4));
            case 10 -> Plans.call(Function.CAST, Plans.STRING, expression(type(), depth));
            case 11 -> Plans.call(Function.CAST, random.nextBoolean() ? ColumnType.varchar(3)
                    : new ColumnType(TypeKind.CHAR, 5, 0, true), text);
            default -> Plans.call(Function.CONCAT, Plans.STRING, text, expression(Plans.STRING, depth));
        };
    }

    private Expression date(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> Plans.call(Function.CAST, DATE, expression(Plans.TIMESTAMP, depth));
            case 1 -> Plans.call(Function.TRY_CAST, DATE, literal(Plans.STRING));
            case 2 -> Plans.call(Function.TO_DATE, DATE, expression(Plans.STRING, depth));
            default -> Plans.call(Function.PLUS_INTERVAL, DATE, expression(DATE, depth),
                    Plans.literal(random.nextInt(30) - 15, YEAR_MONTH));
        };
    }

    private Expression timestamp(ColumnType type, int depth) {
        ColumnType other = type.equals(MICROS) ? Plans.TIMESTAMP : MICROS;
        boolean isMonths = random.nextBoolean();
        return switch (random.nextInt(6)) {
            case 0 -> Plans.call(Function.CAST, type, expression(random.nextBoolean() ? other : DATE, depth));
            case 1 -> Plans.call(Function.TRY_CAST, type, expression(Plans.STRING, depth));
            case 2 -> Plans.call(random.nextBoolean() ? Function.FLOOR_TIME : Function.CEIL_TIME, type, unit(),
                    expression(type, depth));
            case 3 -> Plans.call(Function.TIMESTAMP_ADD, type, unit(), small(-20, 20), expression(type, depth));
            case 4 -> Plans.call(Function.CAST, type, Plans.call(Function.TO_TIMESTAMP, Plans.TIMESTAMP,
                    expression(Plans.STRING, depth)));
            default -> Plans.call(random.nextBoolean() ? Function.PLUS_INTERVAL : Function.MINUS_INTERVAL, type,
                    expression(type, depth), isMonths ? Plans.literal(random.nextInt(50) - 25, YEAR_MONTH)
                            : Plans.literal(random.nextInt(2_000_000), DAY_TIME));
        };
    }
}
