package io.pelton.flink.testcase;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Values as text, so that two engines' rows can be compared: timestamps with three digits and more when there are
 * more, decimals plain, doubles as Java writes them. Stateless.
 */
public final class Canonical {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss").appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true).toFormatter();

    private Canonical() {
    }

    /** One value; null becomes {@code NULL}, a text that looks like it keeps its quotes. */
    public static String text(Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof LocalDateTime time) {
            return TIMESTAMP.format(time);
        }
        if (value instanceof Instant instant) {
            return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDate || value instanceof LocalTime || value instanceof Number
                || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof String text) {
            return "'" + text + "'";
        }
        throw new IllegalArgumentException("no canonical text for this type yet: class=" + value.getClass().getName());
    }
}
