package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference for generated code: walks the tree over Java objects (String, BigDecimal, java.time), slowly and
 * plainly. Times are numbers as in a row; timestamps above precision 3 are nanoseconds.
 */
final class Interpreter {

    /** The expression can't be computed. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final List<Object> row;

    Interpreter(List<Object> row) {
        this.row = row;
    }

    Object value(Expression expression) {
        if (expression instanceof InputReference reference) {
            return row.get(reference.index());
        }
        if (expression instanceof Literal literal) {
            return literal(literal);
        }
        return call((Call) expression);
    }

    private static Object literal(Literal literal) {
        String text = literal.value();
        if (text == null) {
            return null;
        }
        return switch (literal.type().kind()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case CHAR, VARCHAR -> text;
            case DATE -> (int) LocalDate.parse(text).toEpochDay();
            case TIME -> (int) (LocalTime.parse(text).toNanoOfDay() / 1_000_000);
            case TIMESTAMP, TIMESTAMP_LTZ -> InterpretedTime.of(LocalDateTime.parse(text.replace(' ', 'T')),
                    literal.type());
            case DECIMAL -> new BigDecimal(text).setScale(literal.type().scale());
            default -> number(new BigDecimal(text), literal.type());
        };
    }

    /** A number in the Java type of an SQL type, wrapping as a Java cast does. */
    static Object number(Number value, ColumnType type) {
        return switch (type.kind()) {
            case TINYINT -> value.byteValue();
            case SMALLINT -> value.shortValue();
            case INT -> value.intValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            default -> value.longValue();
        };
    }

    private Object call(Call call) {
        List<Expression> operands = call.operands();
        switch (call.function()) {
            case AND, OR:
                return connect(operands, call.function() == Function.AND);
            case IN:
                return in(operands);
            case CASE, IF:
                return choose(operands);
            case COALESCE, IFNULL:
                return operands.stream().map(this::value).filter(value -> value != null).findFirst().orElse(null);
            case IS_NULL:
                return value(operands.get(0)) == null;
            case IS_NOT_NULL:
                return value(operands.get(0)) != null;
            case IS_TRUE:
                return Boolean.TRUE.equals(value(operands.get(0)));
            case IS_NOT_TRUE:
                return !Boolean.TRUE.equals(value(operands.get(0)));
            case IS_FALSE:
                return Boolean.FALSE.equals(value(operands.get(0)));
            case IS_NOT_FALSE:
                return !Boolean.FALSE.equals(value(operands.get(0)));
            case IS_DISTINCT_FROM:
                return !same(value(operands.get(0)), value(operands.get(1)));
            case IS_NOT_DISTINCT_FROM:
                return same(value(operands.get(0)), value(operands.get(1)));
            case NULLIF:
                Object first = value(operands.get(0));
                return Boolean.TRUE.equals(compare(Function.EQUALS, first, value(operands.get(1)))) ? null : first;
            default:
                List<Object> values = new ArrayList<>();
                operands.forEach(operand -> values.add(value(operand)));
                return values.contains(null) ? null : strict(call, values);
        }
    }

    private static boolean same(Object left, Object right) {
        return left == null || right == null ? left == right
                : Boolean.TRUE.equals(compare(Function.EQUALS, left, right));
    }

    private Object connect(List<Expression> operands, boolean isAnd) {
        boolean sawNull = false;
        for (Expression operand : operands) {
            Object value = value(operand);
            if (value != null && (Boolean) value != isAnd) {
                return !isAnd;
            }
            sawNull |= value == null;
        }
        return sawNull ? null : (Object) isAnd;
    }

    private Object in(List<Expression> operands) {
        Object wanted = value(operands.get(0));
        boolean sawNull = wanted == null;
        for (Expression candidate : operands.subList(1, operands.size())) {
            Object value = value(candidate);
            sawNull |= value == null;
            if (Boolean.TRUE.equals(compare(Function.EQUALS, wanted, value))) {
                return true;
            }
        }
        return sawNull ? null : (Object) false;
    }

    private Object choose(List<Expression> operands) {
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            if (Boolean.TRUE.equals(value(operands.get(i)))) {
                return value(operands.get(i + 1));
            }
        }
        return operands.size() % 2 == 1 ? value(operands.get(operands.size() - 1)) : null;
    }

    private Object strict(Call call, List<Object> in) {
        return switch (call.function()) {
            case NOT -> !(Boolean) in.get(0);
            case EQUALS, NOT_EQUALS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                compare(call.function(), in.get(0), in.get(1));
            case GREATEST, LEAST -> extreme(in, call.function() == Function.GREATEST);
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(call, in.get(0), in.get(1));
            case NEGATE, ABS, SIGN, CEIL, FLOOR -> unary(call, in.get(0));
            case ROUND, TRUNCATE -> round(call, in.get(0), in.size() > 1 ? ((Number) in.get(1)).intValue() : 0);
            case SQRT -> StrictMath.sqrt((Double) in.get(0));
            case POWER -> StrictMath.pow((Double) in.get(0), (Double) in.get(1));
            case EXP -> StrictMath.exp((Double) in.get(0));
            case LN -> StrictMath.log((Double) in.get(0));
            case CAST -> InterpretedCast.cast(in.get(0), call.operands().get(0).type(), call.type());
            case TRY_CAST -> InterpretedCast.tryCast(in.get(0), call.operands().get(0).type(), call.type());
            case EXTRACT, FLOOR_TIME, CEIL_TIME, TIMESTAMP_DIFF, TIMESTAMP_ADD, PLUS_INTERVAL, MINUS_INTERVAL,
                    TO_TIMESTAMP,
                TO_DATE, DATE_FORMAT -> InterpretedTime.call(call, in);
            default -> InterpretedText.call(call, in);
        };
    }

    private static Object extreme(List<Object> in, boolean isGreatest) {
        Object best = in.get(0);
        for (Object next : in) {
            if (Boolean.TRUE.equals(compare(isGreatest ? Function.GREATER : Function.LESS, next, best))) {
                best = next;
            }
        }
        return best;
    }

    static Object compare(Function function, Object left, Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Double || right instanceof Double || left instanceof Float || right instanceof Float) {
            return compareDoubles(function, ((Number) left).doubleValue(), ((Number) right).doubleValue());
        }
        int order;
        if (left instanceof String text) {
            order = text.codePoints().boxed().toList().equals(((String) right).codePoints().boxed().toList())
                    ? 0 : compareCodePoints(text, (String) right);
        } else if (left instanceof Boolean bool) {
            order = Boolean.compare(bool, (Boolean) right);
        } else {
            order = new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        return switch (function) {
            case EQUALS -> order == 0;
            case NOT_EQUALS -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static int compareCodePoints(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return Integer.compare(a[i], b[i]);
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static boolean compareDoubles(Function function, double left, double right) {
        return switch (function) {
            case EQUALS -> left == right;
            case NOT_EQUALS -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            default -> left >= right;
        };
    }

    /** Rounded to the type; null when it has too many digits. */
    static BigDecimal decimal(BigDecimal value, ColumnType type) {
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > type.precision() ? null : rounded;
    }

    private static Object arithmetic(Call call, Object left, Object right) {
        ColumnType type = call.type();
        Function function = call.function();
        if (type.kind() == TypeKind.DECIMAL) {
            return decimal(decimals(function, new BigDecimal(left.toString()), new BigDecimal(right.toString()), type),
                    type);
        }
        if (type.kind() == TypeKind.DOUBLE || type.kind() == TypeKind.FLOAT) {
            double a = ((Number) left).doubleValue();
            double b = ((Number) right).doubleValue();
            return number(switch (function) {
                case PLUS -> a + b;
                case MINUS -> a - b;
                case TIMES -> a * b;
                case DIVIDE -> a / b;
                default -> a % b;
            }, type);
        }
        long a = ((Number) left).longValue();
        long b = ((Number) right).longValue();
        if (b == 0 && (function == Function.DIVIDE || function == Function.MOD)) {
            throw new Failure();
        }
        return number(switch (function) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            default -> a % b;
        }, type);
    }

    private static BigDecimal decimals(Function function, BigDecimal left, BigDecimal right, ColumnType type) {
        if (right.signum() == 0 && (function == Function.DIVIDE || function == Function.MOD)) {
            throw new Failure();
        }
        return switch (function) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
            case DIVIDE -> left.divide(right, type.scale(), RoundingMode.HALF_UP);
            default -> left.remainder(right);
        };
    }

    private static Object unary(Call call, Object value) {
        if (value instanceof BigDecimal decimal) {
            BigDecimal result = switch (call.function()) {
                case NEGATE -> decimal.negate();
                case ABS -> decimal.abs();
                case SIGN -> BigDecimal.valueOf(decimal.signum());
                case CEIL -> decimal.setScale(0, RoundingMode.CEILING);
                default -> decimal.setScale(0, RoundingMode.FLOOR);
            };
            return decimal(result, call.type());
        }
        if (value instanceof Double number) {
            return switch (call.function()) {
                case NEGATE -> -number;
                case ABS -> Math.abs(number);
                case SIGN -> Math.signum(number);
                case CEIL -> Math.ceil(number);
                default -> Math.floor(number);
            };
        }
        long number = ((Number) value).longValue();
        return number(switch (call.function()) {
            case NEGATE -> -number;
            case ABS -> Math.abs(number);
            case SIGN -> (long) Long.signum(number);
            default -> number;
        }, call.type());
    }

    private static Object round(Call call, Object value, int places) {
        RoundingMode mode = call.function() == Function.ROUND ? RoundingMode.HALF_UP : RoundingMode.DOWN;
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                throw new Failure();
            }
            return new BigDecimal(InterpretedCast.shortest(number)).setScale(places, mode).doubleValue();
        }
        BigDecimal exact = new BigDecimal(value.toString());
        if (places >= exact.scale()) {
            return call.type().kind() == TypeKind.DECIMAL ? decimal(exact, call.type()) : value;
        }
        BigDecimal rounded = exact.setScale(places, mode);
        return call.type().kind() == TypeKind.DECIMAL ? decimal(rounded, call.type()) : number(rounded, call.type());
    }
}
