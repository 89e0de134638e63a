package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.function.AllocatingFunctions;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Literal;
import java.util.List;
import java.util.Locale;

/** Time functions. Calendar arithmetic is on longs; TIMESTAMP_LTZ goes through the session's zone. */
final class TimeCode {
    private final ExpressionCompiler compiler;
    private final CodeWriter code;

    TimeCode(ExpressionCompiler compiler) {
        this.compiler = compiler;
        code = compiler.code;
    }

    Value value(Call call) {
        return switch (call.function()) {
            case CURRENT_TIMESTAMP, PROCTIME, LOCALTIMESTAMP, CURRENT_DATE, CURRENT_TIME,
                    CURRENT_WATERMARK -> now(call);
            case EXTRACT -> extract(call);
            case FLOOR_TIME, CEIL_TIME -> round(call);
            case TIMESTAMP_DIFF -> difference(call);
            case TIMESTAMP_ADD -> timestampAdd(call);
            case PLUS_INTERVAL -> addInterval(call, "");
            case MINUS_INTERVAL -> addInterval(call, "-");
            case TO_TIMESTAMP -> parse(call, false);
            case TO_TIMESTAMP_LTZ -> toTimestampLtz(call);
            case TO_DATE -> toDate(call);
            default -> text(call);
        };
    }

    private Value operand(Call call, int index) {
        return compiler.value(call.operands().get(index));
    }

    private Value now(Call call) {
        if (!compiler.hasContext) {
            throw new CompileException("a time attribute can't depend on the current time, use PROCTIME() in the query:"
                    + " "
                    + "function=" + call.function());
        }
        ColumnType type = call.type();
        String now = "Math.floorDiv(context.inputTimeNs(), 1000000L)";
        Value value = switch (call.function()) {
            case CURRENT_WATERMARK -> {
                String watermark = code.declare("long", "watermark", "context.watermarkMs()");
                Nulls unknown = compiler.nullUnless(Nulls.NEVER, "(" + watermark + " != Long.MIN_VALUE)");
                yield Value.of(type, unknown, watermark);
            }
            case LOCALTIMESTAMP -> compiler.strict(type, Nulls.NEVER, "now", "zone.toLocal(" + now + ")");
            case CURRENT_DATE -> compiler.strict(type, Nulls.NEVER, "today", "CalendarTime.day(zone.toLocal(" + now
                    + "))");
            case CURRENT_TIME -> compiler.strict(type, Nulls.NEVER, "now",
                    "CalendarTime.msOfDay(zone.toLocal(" + now + ")) / 1000 * 1000");
            default -> compiler.strict(type, Nulls.NEVER, "now", now);
        };
        return widen(value, "0");
    }

    private static Value widen(Value value, String nanos) {
        return JavaTypes.isWideTimestamp(value.type()) ? new Value(value.type(), value.nulls(), value.code(), nanos)
                : value;
    }

    private static String unit(Call call) {
        if (call.operands().get(0) instanceof Literal literal && literal.value() != null) {
            return literal.value().toUpperCase(Locale.ROOT);
        }
        throw new CompileException("the unit must be a constant: operand=" + call.operands().get(0));
    }

    /** The wall-clock milliseconds of a date, time or timestamp. */
    private String localMs(Value value) {
        return switch (value.type().kind()) {
            case DATE -> value.code() + " * 86400000L";
            case TIME -> "(long) " + value.code();
            case TIMESTAMP_LTZ -> "zone.toLocal(" + value.code() + ")";
            default -> value.code();
        };
    }

    private Value extract(Call call) {
        String unit = unit(call);
        Value value = operand(call, 1);
        String nanos = value.nanosOrZero();
        String ms = unit.equals("EPOCH") && value.type().kind() == TypeKind.TIMESTAMP_LTZ ? value.code()
                : localMs(value);
        String expression = JavaTypes.isInterval(value.type()) ? intervalPart(unit, value) : switch (unit) {
            case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOW", "DOY", "ISODOW", "ISOYEAR", "HOUR", "MINUTE",
                    "SECOND",
                "MILLISECOND", "EPOCH", "DECADE", "CENTURY", "MILLENNIUM" ->
                "CalendarTime." + (unit.equals("DAY") ? "dayOfMonth" : unit.toLowerCase(Locale.ROOT)) + "(" + ms + ")";
            case "MICROSECOND" -> "CalendarTime.millisecond(" + ms + ") * 1000 + " + nanos + " / 1000";
            case "NANOSECOND" -> "CalendarTime.millisecond(" + ms + ") * 1000000L + " + nanos;
            default -> throw new CompileException("EXTRACT doesn't know this unit: unit=" + unit);
        };
        return compiler.strict(call.type(), value.nulls(), unit.toLowerCase(Locale.ROOT),
                "(" + JavaTypes.of(call.type()) + ") (" + expression + ")");
    }

    private static String intervalPart(String unit, Value value) {
        return switch (unit) {
            case "YEAR" -> value.code() + " / 12";
            case "MONTH" -> value.code() + " % 12";
            case "DAY" -> value.code() + " / 86400000L";
            case "HOUR" -> value.code() + " / 3600000L % 24";
            case "MINUTE" -> value.code() + " / 60000L % 60";
            case "SECOND" -> value.code() + " / 1000L % 60";
            default -> throw new CompileException("EXTRACT from an interval doesn't know this unit: unit=" + unit);
        };
    }

    private Value round(Call call) {
        String unit = unit(call);
        Value value = operand(call, 1);
        String method = "CalendarTime." + (call.function() == Function.FLOOR_TIME ? "floor" : "ceil") + "("
                + CalendarUnits.code(unit) + ", " + localMs(value)
                + (call.function() == Function.FLOOR_TIME ? "" : ", " + value.nanosOrZero()) + ")";
        return widen(compiler.strict(call.type(), value.nulls(), "rounded", fromLocal(method, value.type())), "0");
    }

    /** Wall-clock milliseconds back in the representation of {@code type}. */
    private static String fromLocal(String ms, ColumnType type) {
        return switch (type.kind()) {
            case DATE -> "CalendarTime.day(" + ms + ")";
            case TIME -> "CalendarTime.msOfDay(" + ms + ")";
            case TIMESTAMP_LTZ -> "zone.toInstant(" + ms + ")";
            default -> ms;
        };
    }

    private Value difference(Call call) {
        Value from = operand(call, 1);
        Value to = operand(call, 2);
        Nulls nulls = from.nulls().or(to.nulls());
        String expression = "CalendarTime.difference(" + CalendarUnits.code(unit(call)) + ", " + localMs(from) + ", "
                + localMs(to) + ")";
        return compiler.strict(call.type(), nulls, "difference", "(" + JavaTypes.of(call.type()) + ") " + expression);
    }

    private Value timestampAdd(Call call) {
        Value count = operand(call, 1);
        Value time = operand(call, 2);
        String amount = "(long) " + count.code();
        String unit = unit(call);
        long months = CalendarUnits.months(unit);
        return months > 0
                ? shifted(call.type(), time, count.nulls(), null, "(int) (" + months + " * " + amount + ")")
                : shifted(call.type(), time, count.nulls(), CalendarUnits.millis(unit) + "L * " + amount, null);
    }

    private Value addInterval(Call call, String sign) {
        Value time = operand(call, 0);
        Value interval = operand(call, 1);
        String amount = sign.isEmpty() ? interval.code() : sign + interval.code();
        boolean isMonths = interval.type().kind() == TypeKind.INTERVAL_YEAR_MONTH;
        return shifted(call.type(), time, interval.nulls(), isMonths ? null : amount, isMonths ? "(int) (" + amount
                + ")" : null);
    }

    /** {@code time} plus milliseconds or months (the other one is null). */
    private Value shifted(ColumnType type, Value time, Nulls amountNulls, String millis, String months) {
        Nulls nulls = time.nulls().or(amountNulls);
        TypeKind kind = time.type().kind();
        boolean needsLocal = months != null || kind == TypeKind.DATE || kind == TypeKind.TIME;
        String start = needsLocal ? localMs(time) : time.code();
        String moved = months == null ? start + " + " + millis : "CalendarTime.addMonths(" + start + ", " + months
                + ")";
        if (kind == TypeKind.DATE && type.kind() == TypeKind.TIMESTAMP) {
            return widen(compiler.strict(type, nulls, "shifted", moved), "0");
        }
        String expression = needsLocal ? fromLocal(moved, time.type()) : moved;
        Value result = compiler.strict(time.type(), nulls, "shifted", expression);
        return compiler.convert(widen(result, time.nanosOrZero()), type);
    }

    /** TO_TIMESTAMP and TO_TIMESTAMP_LTZ from text: NULL when it isn't a timestamp. */
    private Value parse(Call call, boolean isLtz) {
        Value text = operand(call, 0);
        String parser = "TimeText.timestampMs(" + text.code() + ")";
        if (call.operands().size() > 1) {
            parser = pattern(call.operands().get(1)) + ".parseMs(" + text.code() + ")";
        }
        Value parsed = compiler.guarded(ColumnType.of(TypeKind.BIGINT), text.nulls(), "parsed", parser);
        Nulls nulls = compiler.nullUnless(text.nulls(), "(" + parsed.code() + " != CalendarTime.NONE)");
        String zone = call.operands().size() > 2 ? zone(call.operands().get(2)) : "zone";
        String ms = isLtz ? zone + ".toInstant(" + parsed.code() + ")" : parsed.code();
        return widen(compiler.guarded(call.type(), nulls, "ts", ms), "0");
    }

    private String pattern(Expression format) {
        if (format instanceof Literal literal && literal.value() != null) {
            return code.constant("TimePattern", "format", "new TimePattern(" + JavaTypes.quote(literal.value()) + ")");
        }
        throw new CompileException("a time format must be a constant: operand=" + format);
    }

    private Value toTimestampLtz(Call call) {
        Value value = operand(call, 0);
        if (value.type().kind().isString()) {
            return parse(call, true);
        }
        boolean isSeconds = call.operands().size() > 1 && call.operands().get(1) instanceof Literal literal
                && "0".equals(literal.value());
        Value number = JavaTypes.isInteger(value.type()) ? value : compiler.cast(value, ColumnType.of(TypeKind.BIGINT));
        if (isSeconds && JavaTypes.isFloating(value.type())) {
            return widen(compiler.strict(call.type(), value.nulls(), "ts", "(long) (" + value.code() + " * 1000)"),
                    "0");
        }
        String ms = "(long) " + number.code() + (isSeconds ? " * 1000L" : "");
        return widen(compiler.strict(call.type(), value.nulls(), "ts", ms), "0");
    }

    private Value toDate(Call call) {
        Value text = operand(call, 0);
        String parser = call.operands().size() > 1
                ? pattern(call.operands().get(1)) + ".parseDay(" + text.code() + ")"
                : "TimeText.date(" + text.code() + ")";
        Value parsed = compiler.guarded(ColumnType.of(TypeKind.INT), text.nulls(), "parsed", parser);
        Nulls nulls = compiler.nullUnless(text.nulls(), "(" + parsed.code() + " != CalendarTime.NO_DAY)");
        return Value.of(call.type(), nulls, parsed.code());
    }

    private Value text(Call call) {
        List<Expression> operands = call.operands();
        ColumnType type = call.type();
        switch (call.function()) {
            case DATE_FORMAT: {
                Value time = operand(call, 0);
                String ms = localMs(time);
                Nulls nulls = time.nulls();
                if (time.type().kind().isString()) {
                    ms = code.declare("long", "parsed", "CalendarTime.NONE");
                    compiler.guard(nulls, ms + " = TimeText.timestampMs(" + time.code() + ");");
                    nulls = compiler.nullUnless(nulls, "(" + ms + " != CalendarTime.NONE)");
                }
                return compiler.register(type, nulls, "formatted",
                        pattern(operands.get(1)) + ".print(" + ms + ", " + time.nanosOrZero() + ", %s);");
            }
            case UNIX_TIMESTAMP: {
                if (operands.isEmpty()) {
                    return compiler.strict(type, Nulls.NEVER, "seconds",
                            "Math.floorDiv(context.inputTimeNs(), 1000000000L)");
                }
                Value text = operand(call, 0);
                String parser = operands.size() > 1
                        ? pattern(operands.get(1)) + ".parseMs(" + text.code() + ")" : "TimeText.timestampMs("
                        + text.code() + ")";
                return compiler.guarded(type, text.nulls(), "seconds", "CalendarTime.unixSeconds(" + parser
                        + ", zone)");
            }
            case FROM_UNIXTIME: {
                Value seconds = operand(call, 0);
                String local = "zone.toLocal((long) " + seconds.code() + " * 1000L)";
                return operands.size() > 1
                        ? compiler.register(type, seconds.nulls(), "formatted",
                                pattern(operands.get(1)) + ".print(" + local + ", 0, %s);")
                        : compiler.register(type, seconds.nulls(), "formatted",
                                "TimeText.printTimestamp(" + local + ", 0, 0, %s);");
            }
            case CONVERT_TZ: {
                Value text = operand(call, 0);
                return compiler.nullableRegister(type, text.nulls(), "converted", "AllocatingFunctions.convertZone("
                        + text.code() + ", " + zone(operands.get(1)) + ", " + zone(operands.get(2)) + ", %s)");
            }
            default:
                throw new CompileException("this function isn't available: function=" + call.function());
        }
    }

    private String zone(Expression name) {
        if (name instanceof Literal literal && literal.value() != null) {
            AllocatingFunctions.checkZone(literal.value());
            return code.constant("LocalZone", "zone", "LocalZone.of(" + JavaTypes.quote(literal.value()) + ")");
        }
        throw new CompileException("a time zone must be a constant: operand=" + name);
    }
}
