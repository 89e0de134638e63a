package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.operators.aggregate.ByteStringValue;
import io.pelton.operators.aggregate.DecimalSum;
import io.pelton.operators.aggregate.DistinctValues;
import io.pelton.operators.aggregate.FirstLast;
import io.pelton.operators.aggregate.Variance;
import io.pelton.operators.aggregate.WideExtreme;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The fields of an aggregation's accumulator. Aggregates over the same argument and filter share what they have in
 * common: COUNT, AVG, MIN and MAX of a column need one count, and AVG and SUM one sum. Zero bytes are the empty
 * accumulator.
 */
final class AccumulatorCode {

    /**
     * A field.
     *
     * @param argument what is added, null for a count of rows
     * @param filter   which rows, null for all
     * @param update   statement that adds a value to {@code accumulator}
     * @param merge    statement that adds {@code source} to {@code target}
     * @param isCount  counts change last: MIN and MAX look at them
     * @param distinct of a field that refers to a set of values, else null
     */
    record Field(
            Expression argument, Expression filter, Function<Value, String> update, String merge, boolean isCount,
            Distinct distinct) {

        Field(Expression argument, Expression filter, Function<Value, String> update, String merge, boolean isCount) {
            this(argument, filter, update, merge, isCount, null);
        }
    }

    /**
     * A set of values.
     *
     * @param name   the generated field that holds the DistinctValues
     * @param offset of the reference to the set, in the accumulator
     * @param type   of the values
     */
    record Distinct(String name, int offset, ColumnType type) {

        /** The arguments that name a value: a word, or bytes. */
        String arguments(Value value, String base) {
            String field = base + " + " + offset + ", ";
            if (type.kind().isString()) {
                return field + value.code() + ".buffer, " + value.code() + ".offset, " + value.code() + ".length";
            }
            return field + (JavaTypes.isFloating(type) ? "Double.doubleToLongBits(" + value.code() + ")" : word(value));
        }
    }

    private record Key(String kind, Expression argument, Expression filter) {
    }

    private final Map<Key, Integer> offsets = new LinkedHashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<BiFunction<ExpressionCompiler, ColumnType, Value>> results = new ArrayList<>();
    private int bytes;

    AccumulatorCode(List<AggregateCall> calls) {
        for (AggregateCall call : calls) {
            results.add(call.distinct() ? distinct(call) : plan(call));
        }
        fields.sort((a, b) -> Boolean.compare(a.isCount(), b.isCount()));
    }

    int bytes() {
        return Math.max(Long.BYTES, bytes);
    }

    List<Field> fields() {
        return fields;
    }

    /** The result of aggregate {@code index}, read from {@code accumulator}. */
    Value result(int index, ExpressionCompiler compiler, ColumnType type) {
        return results.get(index).apply(compiler, type);
    }

    private int field(Key key, int size, Function<Integer, Field> maker) {
        Integer known = offsets.get(key);
        if (known != null) {
            return known;
        }
        int offset = bytes;
        bytes += size;
        offsets.put(key, offset);
        fields.add(maker.apply(offset));
        return offset;
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> plan(AggregateCall call) {
        return switch (call.function()) {
            case COUNT -> {
                int count = count(call);
                yield (compiler, type) -> compiler.strict(type, Nulls.NEVER, "count", at("Long", "accumulator", count));
            }
            case SUM -> isDecimal(call) ? decimalSum(call) : sum(call);
            case AVG -> isDecimal(call) ? decimalAverage(call) : average(call);
            case MIN, MAX -> extreme(call);
            case FIRST_VALUE, LAST_VALUE -> firstOrLast(call);
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> variance(call);
        };
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> distinct(AggregateCall call) {
        ColumnType type = call.argument().type();
        if (call.function() == AggregateFunction.MIN || call.function() == AggregateFunction.MAX) {
            return plan(call);
        }
        if (call.function() != AggregateFunction.COUNT || type.isWide()) {
            throw new CompileException("only COUNT(DISTINCT …) of values up to 8 bytes and of strings is available:"
                    + " function="
                    + call.function() + " type=" + type.sql());
        }
        int field = field(new Key("distinct", call.argument(), call.filter()), DistinctValues.FIELD_BYTES, offset -> {
            Distinct distinct = new Distinct("distinct" + offset, offset, type);
            return new Field(call.argument(), call.filter(),
                    value -> distinct.name() + ".add(" + distinct.arguments(value, "accumulator") + ");",
                    distinct.name() + ".merge(target + " + offset + ", source + " + offset + ");", false, distinct);
        });
        return (compiler, result) -> compiler.strict(result, Nulls.NEVER, "count",
                "(long) distinct" + field + ".count(accumulator + " + field + ")");
    }

    private static boolean isDecimal(AggregateCall call) {
        return call.argument().type().kind() == TypeKind.DECIMAL;
    }

    private static String at(String accessor, String base, int offset) {
        return "UnsafeApi.get" + accessor + "(stateAddress + " + base + " + " + offset + "L)";
    }

    private static String put(String accessor, String base, int offset, String value) {
        return "UnsafeApi.put" + accessor + "(stateAddress + " + base + " + " + offset + "L, " + value + ");";
    }

    /** Number of values: of rows when the argument can't be NULL. */
    private int count(AggregateCall call) {
        boolean countsRows = call.argument() == null || !call.argument().type().nullable();
        Expression argument = countsRows ? null : call.argument();
        return field(new Key("count", argument, call.filter()), Long.BYTES, offset -> new Field(argument, call.filter(),
                value -> put("Long", "accumulator", offset, at("Long", "accumulator", offset) + " + 1L"),
                put("Long", "target", offset, at("Long", "target", offset) + " + " + at("Long", "source", offset)),
                true));
    }

    /** NULL when no value was added; never, when each row of the group adds one. */
    private Nulls emptyUnless(AggregateCall call, int count, ExpressionCompiler compiler) {
        if (call.filter() == null && !call.argument().type().nullable()) {
            return Nulls.NEVER;
        }
        return compiler.nullUnless(Nulls.NEVER, "(" + at("Long", "accumulator", count) + " != 0L)");
    }

    /**
     * Whole numbers add up in a long, DOUBLE in a double; SUM(FLOAT) in single precision, AVG(FLOAT) in double, as in
     * Flink.
     */
    private int sumField(AggregateCall call) {
        ColumnType type = call.argument().type();
        boolean isFloating = JavaTypes.isFloating(type);
        boolean isSingle = type.kind() == TypeKind.FLOAT && call.function() == AggregateFunction.SUM;
        String accessor = isFloating ? "Double" : "Long";
        String single = isSingle ? "(float) " : "";
        return field(new Key(isSingle ? "single sum" : "sum", call.argument(), call.filter()), Long.BYTES, offset ->
                new Field(call.argument(), call.filter(),
                        value -> put(accessor, "accumulator", offset,
                                single + "(" + at(accessor, "accumulator", offset) + " + " + value.code() + ")"),
                        put(accessor, "target", offset, single + "(" + at(accessor, "target", offset) + " + "
                                + at(accessor, "source", offset) + ")"), false));
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> sum(AggregateCall call) {
        int sum = sumField(call);
        int count = count(call);
        String accessor = JavaTypes.isFloating(call.argument().type()) ? "Double" : "Long";
        return (compiler, type) -> compiler.strict(type, emptyUnless(call, count, compiler), "sum",
                "(" + JavaTypes.of(type) + ") " + at(accessor, "accumulator", sum));
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> average(AggregateCall call) {
        int sum = sumField(call);
        int count = count(call);
        String accessor = JavaTypes.isFloating(call.argument().type()) ? "Double" : "Long";
        return (compiler, type) -> compiler.guarded(type, emptyUnless(call, count, compiler), "average",
                "(" + JavaTypes.of(type) + ") (" + at(accessor, "accumulator", sum) + " / "
                + at("Long", "accumulator", count)
                        + ")");
    }

    private int decimalField(AggregateCall call) {
        boolean isWide = call.argument().type().isWide();
        return field(new Key("decimal sum", call.argument(), call.filter()), DecimalSum.BYTES, offset ->
                new Field(call.argument(), call.filter(), value -> isWide
                        ? "DecimalSum.addWide(state, accumulator + " + offset + ", " + value.code() + ".low(), "
                                + value.code() + ".high());"
                        : "DecimalSum.add(state, accumulator + " + offset + ", " + value.code() + ");",
                        "DecimalSum.merge(state, target + " + offset + ", source + " + offset + ");", false));
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> decimalSum(AggregateCall call) {
        int sum = decimalField(call);
        int scale = call.argument().type().scale();
        return (compiler, type) -> {
            ColumnType wide = ColumnType.decimal(38, scale);
            String field = "state, accumulator + " + sum;
            Nulls nulls = Nulls.flag(compiler.code.declare("boolean", "isNull", "DecimalSum.isNull(" + field + ")"));
            Value value = compiler.register(wide, nulls, "sum",
                    "%s.set(DecimalSum.low(" + field + "), DecimalSum.high(" + field + "));");
            return compiler.convert(value, type);
        };
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> decimalAverage(AggregateCall call) {
        int sum = decimalField(call);
        int scale = call.argument().type().scale();
        return (compiler, type) -> {
            CodeWriter code = compiler.code;
            String field = "state, accumulator + " + sum;
            String total = code.register("Decimal128", "sum");
            String count = code.register("Decimal128", "count");
            code.line(total + ".set(DecimalSum.low(" + field + "), DecimalSum.high(" + field + "));");
            code.line(count + ".set(DecimalSum.count(" + field + "));");
            Nulls nulls = Nulls.flag(code.declare("boolean", "isNull", "DecimalSum.isNull(" + field + ")"));
            return new DecimalCode(compiler).result(type, nulls, "%s.divide(" + total + ", " + scale + ", " + count
                    + ", 0, "
                    + type.precision() + ", " + type.scale() + ")");
        };
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> extreme(AggregateCall call) {
        ColumnType type = call.argument().type();
        String name = call.function() == AggregateFunction.MIN ? "min" : "max";
        if (type.kind().isString()) {
            return text(call, name);
        }
        if (type.isWide()) {
            boolean isDecimal = type.kind() == TypeKind.DECIMAL;
            return twoWords(call, WideExtreme.BYTES, "WideExtreme", name + (isDecimal ? "Decimal" : "Timestamp"),
                    "WideExtreme.first", "WideExtreme.second");
        }
        String accessor = JavaTypes.isFloating(type) ? "Double" : "Long";
        String choice = "Extreme." + (call.function() == AggregateFunction.MIN ? "smaller(" : "larger(");
        int count = count(call);
        int extreme = field(new Key(name, call.argument(), call.filter()), Long.BYTES, offset -> new Field(
                call.argument(), call.filter(),
                value -> put(accessor, "accumulator", offset, at("Long", "accumulator", count) + " == 0L ? "
                        + word(value) + " : " + choice + at(accessor, "accumulator", offset) + ", " + word(value)
                        + ")"),
                "if (" + at("Long", "source", count) + " != 0L) { " + put(accessor, "target", offset,
                        at("Long", "target", count) + " == 0L ? " + at(accessor, "source", offset) + " : " + choice
                        + at(accessor, "target", offset) + ", " + at(accessor, "source", offset) + ")") + " }",
                false));
        return (compiler, result) -> fromWord(result, emptyUnless(call, count, compiler), compiler,
                at(accessor, "accumulator", extreme));
    }

    /** A value of up to 8 bytes as the long or double that a field holds. */
    private static String word(Value value) {
        if (value.type().kind() == TypeKind.BOOLEAN) {
            return "(" + value.code() + " ? 1L : 0L)";
        }
        String field = JavaTypes.isFloating(value.type()) ? "double" : "long";
        // Janino takes the type of "c ? short : long" for short, so the cast must be there.
        return JavaTypes.of(value.type()).equals(field) ? value.code() : "((" + field + ") " + value.code() + ")";
    }

    private static Value fromWord(ColumnType type, Nulls nulls, ExpressionCompiler compiler, String word) {
        String expression = type.kind() == TypeKind.BOOLEAN ? word + " != 0L" : "(" + JavaTypes.of(type) + ") " + word;
        return compiler.strict(type, nulls, "value", expression);
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> firstOrLast(AggregateCall call) {
        ColumnType type = call.argument().type();
        String name = call.function() == AggregateFunction.FIRST_VALUE ? "first" : "last";
        if (type.kind().isString()) {
            return text(call, name);
        }
        if (type.isWide()) {
            return twoWords(call, FirstLast.WIDE_BYTES, "FirstLast", name + "Wide", "FirstLast.getLong",
                    "FirstLast.getSecondLong");
        }
        boolean isFloating = JavaTypes.isFloating(type);
        int field = field(new Key(name, call.argument(), call.filter()), FirstLast.BYTES, offset -> new Field(
                call.argument(), call.filter(),
                value -> "FirstLast." + name + "(state, accumulator + " + offset + ", "
                        + (isFloating ? "Double.doubleToRawLongBits(" + value.code() + ")" : word(value)) + ");",
                merge("FirstLast", name, offset), false));
        String place = "(state, accumulator + " + field + ")";
        return (compiler, result) -> fromWord(result,
                Nulls.flag(compiler.code.declare("boolean", "isNull", "FirstLast.isNull" + place)), compiler,
                "FirstLast.get" + (isFloating ? "Double" : "Long") + place);
    }

    private static String merge(String helper, String name, int offset) {
        String method = "merge" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return helper + "." + method + "(state, target + " + offset + ", source + " + offset + ");";
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> twoWords(
            AggregateCall call, int size, String helper, String name, String getFirst, String getSecond) {
        boolean isDecimal = call.argument().type().kind() == TypeKind.DECIMAL;
        int field = field(new Key(name, call.argument(), call.filter()), size, offset -> new Field(
                call.argument(), call.filter(),
                value -> helper + "." + name + "(state, accumulator + " + offset + ", " + (isDecimal
                        ? value.code() + ".low(), " + value.code() + ".high());"
                        : value.code() + ", " + value.nanosOrZero() + ");"),
                merge(helper, name, offset), false));
        String place = "(state, accumulator + " + field + ")";
        return (compiler, type) -> {
            Nulls nulls = Nulls.flag(compiler.code.declare("boolean", "isNull", helper + ".isNull" + place));
            if (isDecimal) {
                return compiler.register(type, nulls, "value", "%s.set(" + getFirst + place + ", " + getSecond + place
                        + ");");
            }
            String ms = compiler.code.declare("long", "value", getFirst + place);
            return new Value(type, nulls, ms, compiler.code.declare("int", "nanos", "(int) " + getSecond + place));
        };
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> text(AggregateCall call, String name) {
        int size = ByteStringValue.bytes(call.argument().type().maxStringBytes());
        int field = field(new Key(name, call.argument(), call.filter()), size, offset -> new Field(
                call.argument(), call.filter(),
                value -> "ByteStringValue." + name + "(state, accumulator + " + offset + ", " + value.code()
                + ".buffer, "
                        + value.code() + ".offset, " + value.code() + ".length);",
                merge("ByteStringValue", name, offset), false));
        String place = "accumulator + " + field;
        return (compiler, type) -> compiler.register(type,
                Nulls.flag(compiler.code.declare("boolean", "isNull", "ByteStringValue.isNull(state, " + place + ")")),
                "text", "%s.wrap(state, ByteStringValue.offset(" + place + "), ByteStringValue.length(state, " + place
                + "));");
    }

    private BiFunction<ExpressionCompiler, ColumnType, Value> variance(AggregateCall call) {
        int field = field(new Key("variance", call.argument(), call.filter()), Variance.BYTES, offset -> new Field(
                call.argument(), call.filter(),
                value -> "Variance.add(state, accumulator + " + offset + ", (double) " + value.code() + ");",
                "Variance.merge(state, target + " + offset + ", source + " + offset + ");", false));
        String place = "(state, accumulator + " + field + ")";
        AggregateFunction function = call.function();
        boolean isSample = function == AggregateFunction.VAR_SAMP || function == AggregateFunction.STDDEV_SAMP;
        boolean isDeviation = function == AggregateFunction.STDDEV_POP || function == AggregateFunction.STDDEV_SAMP;
        String method = (isSample ? "sample" : "population") + (isDeviation ? "Deviation" : "Variance");
        ColumnType real = ColumnType.of(TypeKind.DOUBLE);
        return (compiler, type) -> {
            Nulls nulls = Nulls.flag(compiler.code.declare("boolean", "isNull",
                    "Variance.is" + (isSample ? "Sample" : "Population") + "Null" + place));
            return compiler.convert(compiler.guarded(real, nulls, "variance", "Variance." + method + place), type);
        };
    }
}
