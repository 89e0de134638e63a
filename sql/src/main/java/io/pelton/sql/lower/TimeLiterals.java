package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Literal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** Strings that are compared with times: read here, so that a typing error shows at check and not in a result. */
final class TimeLiterals {
    private TimeLiterals() {
    }

    static Literal parse(Literal string, ColumnType type) {
        Literal time = parseOrNull(string, type);
        if (time == null) {
            throw new UnsupportedException("'" + string.value() + "' is not a " + type.withNullable(true).sql(),
                    "write for example " + example(type.kind()));
        }
        return time;
    }

    /** Null when the string isn't written as such times are, or has more digits than the type. */
    static Literal parseOrNull(Literal string, ColumnType type) {
        String text = String.valueOf(string.value()).strip();
        int point = text.indexOf('.');
        if (point >= 0 && text.length() - point - 1 > type.precision()) {
            return null;
        }
        try {
            return new Literal(normal(text, type), type.notNull());
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static String normal(String text, ColumnType type) {
        if (type.kind() == TypeKind.DATE) {
            return LocalDate.parse(text).toString();
        }
        if (type.kind() == TypeKind.TIME) {
            return time(text);
        }
        String date = text.substring(0, 10);
        String time = text.length() == 10 ? "00:00:00" : text.substring(11);
        return LocalDate.parse(date) + " " + time(time);
    }

    /** Checks the time and gives it back as written, with seconds. */
    private static String time(String text) {
        LocalTime.parse(text);
        return text.length() == 5 ? text + ":00" : text;
    }

    private static String example(TypeKind kind) {
        return switch (kind) {
            case DATE -> "'2026-01-31'";
            case TIME -> "'12:30:00'";
            default -> "'2026-01-31 12:30:00'";
        };
    }
}
