package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;

/** CAST and TRY_CAST. A text that can't be cast fails the row; with TRY_CAST it gives NULL. */
final class CastCode {
    private static final ColumnType BIGINT = ColumnType.of(TypeKind.BIGINT);
    private static final ColumnType DOUBLE = ColumnType.of(TypeKind.DOUBLE);

    private final ExpressionCompiler compiler;
    private final CodeWriter code;
    private final DecimalCode decimals;

    CastCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
        decimals = new DecimalCode(compiler);
    }

    Value cast(Value from, ColumnType to, boolean isTry) {
        if (from.nulls().isAlways()) {
            return LiteralCode.nullOf(to, code);
        }
        ColumnType type = from.type();
        if (to.kind().isString()) {
            return limit(type.kind().isString() ? from : toText(from), to);
        }
        if (type.kind().isString()) {
            return fromText(from, to, isTry);
        }
        if (JavaTypes.isInterval(type) || JavaTypes.isInterval(to)) {
            return interval(from, to);
        }
        return switch (to.kind()) {
            case BOOLEAN -> toBoolean(from, to);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> toPrimitive(from, to);
            case DECIMAL -> type.kind() == TypeKind.BOOLEAN
                    ? decimals.toDecimal(toPrimitive(from, BIGINT), to, isTry)
                    : numeric(type) ? decimals.toDecimal(from, to, isTry) : refuse(type, to);
            default -> toTime(from, to);
        };
    }

    private static boolean numeric(ColumnType type) {
        return JavaTypes.isNumeric(type);
    }

    private static Value refuse(ColumnType from, ColumnType to) {
        throw new CompileException("there is no cast between these types: from=" + from.sql() + " to=" + to.sql());
    }

    private Value toBoolean(Value from, ColumnType to) {
        ColumnType type = from.type();
        if (type.kind() == TypeKind.BOOLEAN) {
            return from;
        }
        if (!numeric(type)) {
            return refuse(type, to);
        }
        String condition = JavaTypes.isWideDecimal(type) ? "!" + from.code() + ".isZero()" : from.code() + " != 0";
        return compiler.strict(to, from.nulls(), "bool", condition);
    }

    private Value toPrimitive(Value from, ColumnType to) {
        ColumnType type = from.type();
        String java = JavaTypes.of(to);
        if (type.kind() == to.kind()) {
            return from;
        }
        if (type.kind() == TypeKind.BOOLEAN) {
            return compiler.strict(to, from.nulls(), "number", "(" + java + ") (" + from.code() + " ? 1 : 0)");
        }
        if (type.kind() == TypeKind.DECIMAL) {
            if (JavaTypes.isFloating(to)) {
                return compiler.strict(to, from.nulls(), "number", "(" + java + ") (" + decimals.asDouble(from) + ")");
            }
            String whole = type.isWide() ? from.code() + ".truncated(" + type.scale() + ")"
                    : type.scale() == 0 ? from.code() : from.code() + " / " + "1" + "0".repeat(type.scale()) + "L";
            return compiler.strict(to, from.nulls(), "number", "(" + java + ") (" + whole + ")");
        }
        if (!numeric(type)) {
            return refuse(type, to);
        }
        return compiler.strict(to, from.nulls(), "number", "(" + java + ") " + from.code());
    }

    private Value interval(Value from, ColumnType to) {
        if (JavaTypes.isInterval(to) && (JavaTypes.isInteger(from.type()) || from.type().kind() == to.kind())) {
            return compiler.strict(to, from.nulls(), "interval", "(long) " + from.code());
        }
        return JavaTypes.isInteger(to)
                ? compiler.strict(to, from.nulls(), "number", "(" + JavaTypes.of(to) + ") " + from.code())
                : refuse(from.type(), to);
    }

    /** Between DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ. */
    private Value toTime(Value from, ColumnType to) {
        TypeKind source = from.type().kind();
        String in = from.code();
        if (to.kind().isTimestamp() && source.isTimestamp()) {
            return timestamp(from, to);
        }
        if (source == to.kind()) {
            return from;
        }
        Nulls nulls = from.nulls();
        boolean isLtz = source == TypeKind.TIMESTAMP_LTZ;
        String local = isLtz ? "zone.toLocal(" + in + ")" : in;
        if (to.kind() == TypeKind.DATE && source.isTimestamp()) {
            return compiler.strict(to, nulls, "date", "CalendarTime.day(" + local + ")");
        }
        if (to.kind() == TypeKind.TIME && source.isTimestamp()) {
            return compiler.strict(to, nulls, "time", "CalendarTime.msOfDay(" + local + ")");
        }
        if (to.kind().isTimestamp() && (source == TypeKind.DATE || source == TypeKind.TIME)) {
            String millis = source == TypeKind.DATE ? in + " * 86400000L" : "(long) " + in;
            String shifted = to.kind() == TypeKind.TIMESTAMP_LTZ ? "zone.toInstant(" + millis + ")" : millis;
            Value result = compiler.strict(to, nulls, "ts", shifted);
            return JavaTypes.isWideTimestamp(to) ? new Value(to, nulls, result.code(), "0") : result;
        }
        return refuse(from.type(), to);
    }

    private Value timestamp(Value from, ColumnType to) {
        String in = from.code();
        boolean isShift = from.type().kind() != to.kind();
        String moved = !isShift ? in : to.kind() == TypeKind.TIMESTAMP ? "zone.toLocal(" + in + ")" : "zone.toInstant("
                + in + ")";
        boolean loses = to.precision() < 3 && to.precision() < from.type().precision();
        String truncated = loses ? "CalendarTime.truncate(" + moved + ", " + to.precision() + ")" : moved;
        String millis = truncated.equals(in) ? in : code.declare("long", "ts", truncated);
        if (!JavaTypes.isWideTimestamp(to)) {
            return Value.of(to, from.nulls(), millis);
        }
        String nanos = from.nanosOrZero();
        if (to.precision() < from.type().precision() && !nanos.equals("0")) {
            nanos = code.declare("int", "nanos", "CalendarTime.truncateNanos(" + nanos + ", " + to.precision() + ")");
        }
        return new Value(to, from.nulls(), millis, nanos);
    }

    private Value toText(Value from) {
        ColumnType type = from.type();
        String in = from.code();
        String statement = switch (type.kind()) {
            case BOOLEAN -> "NumberText.print(" + in + ", %1$s);";
            case TINYINT, SMALLINT, INT, BIGINT, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
                "NumberText.print((long) " + in + ", %1$s);";
            case FLOAT, DOUBLE -> "DoubleText.print(" + in + ", %1$s);";
            case DECIMAL -> decimals.register(from) + ".print(" + type.scale() + ", %1$s);";
            case DATE -> "TimeText.printDate(" + in + ", %1$s);";
            case TIME -> "TimeText.printTime(" + in + ", " + type.precision() + ", %1$s);";
            case TIMESTAMP -> "TimeText.printTimestamp(" + in + ", " + from.nanosOrZero() + ", " + type.precision()
                    + ", %1$s);";
            case TIMESTAMP_LTZ -> "TimeText.printTimestamp(zone.toLocal(" + in + "), " + from.nanosOrZero() + ", "
                    + type.precision() + ", %1$s);";
            default -> throw new CompileException("there is no cast to text: from=" + type.sql());
        };
        return compiler.register(ColumnType.string(), from.nulls(), "text", statement);
    }

    /** VARCHAR(n) cuts, CHAR(n) also pads: an explicit cast says so. */
    private Value limit(Value text, ColumnType to) {
        if (to.precision() == Integer.MAX_VALUE
                || to.kind() == TypeKind.VARCHAR && text.type().kind() == TypeKind.VARCHAR
                && text.type().precision() <= to.precision()) {
            return new Value(to, text.nulls(), text.code(), null);
        }
        String arguments = text.code() + ", " + to.precision();
        return to.kind() == TypeKind.CHAR
                ? compiler.register(to, text.nulls(), "padded", "Strings.fit(" + arguments + ", %s);")
                : compiler.register(to, text.nulls(), "cut", "Strings.left(" + arguments + ", %s);");
    }

    private Value fromText(Value from, ColumnType to, boolean isTry) {
        String in = from.code();
        String java = JavaTypes.of(to);
        return switch (to.kind()) {
            case BOOLEAN -> parsed(from, to, isTry, "NumberText.parseBoolean(" + in + ")");
            case TINYINT, SMALLINT, INT -> parsed(from, to, isTry, "(" + java + ") NumberText.parse(" + in + ", "
                    + integerBound(to.kind()) + ")");
            case BIGINT -> parsed(from, to, isTry, "NumberText.parse(" + in + ", Long.MIN_VALUE)");
            case DOUBLE -> parsed(from, to, isTry, numbers() + ".parse(" + in + ")");
            case FLOAT -> parsed(from, to, isTry, numbers() + ".parseFloat(" + in + ")");
            case DECIMAL -> decimalFromText(from, to, isTry);
            case DATE -> parsed(from, to, isTry, "TimeText.castDate(" + in + ")");
            case TIME -> parsed(from, to, isTry, "TimeText.castTime(" + in + ")");
            case TIMESTAMP, TIMESTAMP_LTZ -> timestampFromText(from, to, isTry);
            default -> refuse(from.type(), to);
        };
    }

    private String numbers() {
        return code.constant("DoubleText", "numbers", "new DoubleText()");
    }

    private static String integerBound(TypeKind kind) {
        return switch (kind) {
            case TINYINT -> "Byte.MIN_VALUE";
            case SMALLINT -> "Short.MIN_VALUE";
            default -> "Integer.MIN_VALUE";
        };
    }

    private Value parsed(Value from, ColumnType to, boolean isTry, String expression) {
        if (!isTry) {
            return compiler.guarded(to, from.nulls(), "parsed", expression);
        }
        String local = code.declare(JavaTypes.of(to), "parsed", JavaTypes.zero(to));
        String isNull = code.declare("boolean", "isNull", from.nulls().code());
        code.open("if (!" + isNull + ")");
        code.open("try");
        code.line(local + " = " + expression + ";");
        code.next("catch (RowFailure failure)");
        code.line(isNull + " = true;");
        code.close();
        code.close();
        return Value.of(to, Nulls.flag(isNull), local);
    }

    private Value decimalFromText(Value from, ColumnType to, boolean isTry) {
        String register = code.register("Decimal128", "decimal");
        ColumnType flag = ColumnType.of(TypeKind.BOOLEAN);
        Value fits = parsed(from, flag, isTry,
                register + ".parse(" + from.code() + ", " + to.precision() + ", " + to.scale() + ")");
        Nulls nulls = compiler.nullUnless(fits.nulls(), fits.code());
        return to.isWide() ? Value.of(to, nulls, register) : compiler.strict(to, nulls, "decimal", register + ".low()");
    }

    private Value timestampFromText(Value from, ColumnType to, boolean isTry) {
        Value local = parsed(from, BIGINT, isTry, "TimeText.castTimestamp(" + from.code() + ")");
        String millis = to.kind() == TypeKind.TIMESTAMP_LTZ ? "zone.toInstant(" + local.code() + ")" : local.code();
        if (to.precision() < 3) {
            millis = "CalendarTime.truncate(" + millis + ", " + to.precision() + ")";
        }
        Value result = compiler.strict(to, local.nulls(), "ts", millis);
        if (!JavaTypes.isWideTimestamp(to)) {
            return result;
        }
        Value nanos = compiler.guarded(ColumnType.of(TypeKind.INT), local.nulls(), "nanos",
                "CalendarTime.truncateNanos(TimeText.nanosOfMilli(" + from.code() + "), " + to.precision() + ")");
        return new Value(to, local.nulls(), result.code(), nanos.code());
    }

    /** A number as DOUBLE. */
    Value toDouble(Value value) {
        return cast(value, DOUBLE, false);
    }
}
