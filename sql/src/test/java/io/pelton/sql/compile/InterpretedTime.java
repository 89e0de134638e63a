package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Function;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

/** Time functions over java.time, in UTC. */
final class InterpretedTime {
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder().appendPattern("uuuu-M-d H:m:s")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter(Locale.ROOT);

    private InterpretedTime() {
    }

    static LocalDateTime dateTime(long nanos) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L),
                (int) Math.floorMod(nanos, 1_000_000_000L),
                ZoneOffset.UTC);
    }

    static long nanos(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L + time.getNano();
    }

    static Object of(LocalDateTime time, ColumnType type) {
        return stored(nanos(time), type);
    }

    /** Nanoseconds cut to the type's precision, in its representation. */
    static Object stored(long nanos, ColumnType type) {
        long unit = 1;
        for (int i = type.precision(); i < 9; i++) {
            unit *= 10;
        }
        long cut = Math.floorDiv(nanos, unit) * unit;
        return type.isWide() ? cut : (Object) Math.floorDiv(cut, 1_000_000L);
    }

    static LocalDateTime parse(String text) {
        if (!text.matches("\\d{4}-.*")) {
            throw new Interpreter.Failure();
        }
        try {
            return LocalDateTime.from(TEXT.parse(text.indexOf(' ') < 0 ? text + " 0:0:0" : text));
        } catch (DateTimeException failure) {
            throw new Interpreter.Failure();
        }
    }

    private static LocalDateTime local(Object value, ColumnType type) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).atStartOfDay();
            case TIME -> LocalDate.EPOCH.atTime(LocalTime.ofNanoOfDay((Integer) value * 1_000_000L));
            default -> dateTime(type.isWide() ? (Long) value : (Long) value * 1_000_000L);
        };
    }

    private static Object back(LocalDateTime time, ColumnType type) {
        return switch (type.kind()) {
            case DATE -> (int) time.toLocalDate().toEpochDay();
            case TIME -> (int) (time.toLocalTime().toNanoOfDay() / 1_000_000);
            default -> of(time, type);
        };
    }

    static Object call(Call call, List<Object> in) {
        ColumnType last = call.operands().get(call.operands().size() - 1).type();
        ColumnType first = call.operands().get(0).type();
        return switch (call.function()) {
            case EXTRACT -> extract((String) in.get(0), local(in.get(1), last));
            case FLOOR_TIME -> back(floor((String) in.get(0), local(in.get(1), last)), call.type());
            case CEIL_TIME -> {
                LocalDateTime time = local(in.get(1), last);
                LocalDateTime floor = floor((String) in.get(0), time);
                yield back(floor.equals(time) ? time : add(floor, (String) in.get(0), 1), call.type());
            }
            case TIMESTAMP_DIFF -> Interpreter.number(between((String) in.get(0),
                    local(in.get(1), call.operands().get(1).type()), local(in.get(2), last)), call.type());
            case TIMESTAMP_ADD -> back(add(local(in.get(2), last), (String) in.get(0),
                    ((Number) in.get(1)).longValue()),
                    call.type());
            case PLUS_INTERVAL, MINUS_INTERVAL -> {
                long amount = (Long) in.get(1) * (call.function() == Function.PLUS_INTERVAL ? 1 : -1);
                LocalDateTime time = local(in.get(0), first);
                yield back(last.kind() == TypeKind.INTERVAL_YEAR_MONTH ? time.plusMonths(amount)
                        : time.plus(amount, ChronoUnit.MILLIS), call.type());
            }
            case TO_TIMESTAMP -> {
                try {
                    yield of(parse((String) in.get(0)), call.type());
                } catch (Interpreter.Failure failure) {
                    yield null;
                }
            }
            case TO_DATE -> {
                try {
                    yield date((String) in.get(0));
                } catch (DateTimeException failure) {
                    yield null;
                }
            }
            default -> local(in.get(0), first).format(DateTimeFormatter.ofPattern((String) in.get(1)));
        };
    }

    private static Object extract(String unit, LocalDateTime time) {
        return switch (unit) {
            case "YEAR" -> (long) time.getYear();
            case "QUARTER" -> (long) time.get(IsoFields.QUARTER_OF_YEAR);
            case "MONTH" -> (long) time.getMonthValue();
            case "WEEK" -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "DAY" -> (long) time.getDayOfMonth();
            case "DOY" -> (long) time.getDayOfYear();
            case "DOW" -> time.getDayOfWeek().getValue() % 7 + 1L;
            case "ISODOW" -> (long) time.getDayOfWeek().getValue();
            case "ISOYEAR" -> (long) time.get(IsoFields.WEEK_BASED_YEAR);
            case "HOUR" -> (long) time.getHour();
            case "MINUTE" -> (long) time.getMinute();
            case "SECOND" -> (long) time.getSecond();
            case "MILLISECOND" -> time.getSecond() * 1_000L + time.get(ChronoField.MILLI_OF_SECOND);
            default -> time.toEpochSecond(ZoneOffset.UTC);
        };
    }

    private static LocalDateTime floor(String unit, LocalDateTime time) {
        return switch (unit) {
            case "YEAR" -> time.toLocalDate().withDayOfYear(1).atStartOfDay();
            case "QUARTER" -> time.toLocalDate().withDayOfMonth(1)
                    .minusMonths((time.getMonthValue() - 1) % 3).atStartOfDay();
            case "MONTH" -> time.toLocalDate().withDayOfMonth(1).atStartOfDay();
            case "WEEK" -> time.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).atStartOfDay();
            default -> time.truncatedTo(unit(unit));
        };
    }

    private static LocalDateTime add(LocalDateTime time, String unit, long count) {
        return unit.equals("QUARTER") ? time.plusMonths(3 * count) : time.plus(count, unit(unit));
    }

    /** As Calcite counts: months by days, one less when the last day is met before its time of day. */
    private static long between(String unit, LocalDateTime from, LocalDateTime to) {
        int length = unit.equals("YEAR") ? 12 : unit.equals("QUARTER") ? 3 : unit.equals("MONTH") ? 1 : 0;
        if (length == 0) {
            return unit(unit).between(from, to);
        }
        LocalDate first = from.toLocalDate();
        LocalDate last = to.toLocalDate();
        long months = last.isBefore(first) ? -months(last, first) : months(first, last);
        boolean isEarlier = first.plusMonths(months).equals(last) && to.toLocalTime().isBefore(from.toLocalTime());
        return (isEarlier ? months - 1 : months) / length;
    }

    private static long months(LocalDate first, LocalDate last) {
        long months = ChronoUnit.MONTHS.between(first, last);
        return first.plusMonths(months + 1).isAfter(last) ? months : months + 1;
    }

    private static ChronoUnit unit(String name) {
        return name.equals("DAY") ? ChronoUnit.DAYS : ChronoUnit.valueOf(name + "S");
    }

    /** Days of {@code yyyy-MM-dd}; DateTimeException when it isn't such a date. */
    static int date(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new DateTimeException("not a date");
        }
        return (int) LocalDate.parse(text).toEpochDay();
    }
}
