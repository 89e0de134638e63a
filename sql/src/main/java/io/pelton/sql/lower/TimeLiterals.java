package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Literal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constant strings that are taken as times: read here, so that a typing error shows at check and not in a result. */
final class TimeLiterals {
    private static final Pattern DATE = Pattern.compile("(\\d{1,4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(\\.\\d{1,9})?)?");

    private TimeLiterals() {
    }

    static Literal parse(Literal string, ColumnType type) {
        String text = String.valueOf(string.value()).strip();
        try {
            return new Literal(normal(text, type.kind()), type.notNull());
        } catch (DateTimeException e) {
            throw new UnsupportedException("'" + string.value() + "' is not a " + type.withNullable(true).sql(),
                    "write for example " + example(type.kind()));
        }
    }

    /** Null when it isn't such a time, or has more digits than the type: then it is left to run time. */
    static Literal parseOrNull(Literal string, ColumnType type) {
        int point = string.value().indexOf('.');
        if (point >= 0 && string.value().strip().length() - point - 1 > type.precision()) {
            return null;
        }
        try {
            return parse(string, type);
        } catch (UnsupportedException e) {
            return null;
        }
    }

    private static String normal(String text, TypeKind kind) {
        if (kind == TypeKind.DATE) {
            return date(text);
        }
        if (kind == TypeKind.TIME) {
            return time(text);
        }
        int cut = Math.max(text.indexOf(' '), text.indexOf('T'));
        return cut < 0 ? date(text) + " 00:00:00" : date(text.substring(0, cut)) + " " + time(text.substring(cut + 1));
    }

    private static String date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("not a date: text=" + text);
        }
        return LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3)).toString();
    }

    private static String time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("not a time: text=" + text);
        }
        int second = matcher.group(3) == null ? 0 : number(matcher, 3);
        LocalTime time = LocalTime.of(number(matcher, 1), number(matcher, 2), second);
        String fraction = matcher.group(4) == null ? "" : matcher.group(4);
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), second) + fraction;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static String example(TypeKind kind) {
        return switch (kind) {
            case DATE -> "'2026-01-31'";
            case TIME -> "'12:30:00'";
            default -> "'2026-01-31 12:30:00'";
        };
    }
}
