package io.pelton.sql.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;

/**
 * A constant time format. {@code yyyy MM dd HH mm ss} and {@code S…} with plain characters between are read and written
 * without allocation; anything else goes through java.time, as {@link AllocatingFunctions} says. One thread.
 */
public final class TimePattern {
    private static final String LETTERS = "yMdHmsS";

    private final String pattern;
    private final boolean isPlain;
    private final DateTimeFormatter formatter;

    /** Throws IllegalArgumentException for a pattern that java.time doesn't know either. */
    public TimePattern(String pattern) {
        this.pattern = pattern;
        isPlain = isPlain(pattern);
        formatter = isPlain ? null : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** True when using the pattern makes objects. */
    public static boolean isAllocating(String pattern) {
        return !isPlain(pattern);
    }

    private static boolean isPlain(String pattern) {
        for (int i = 0; i < pattern.length(); i += run(pattern, i)) {
            char letter = pattern.charAt(i);
            int width = run(pattern, i);
            boolean isField = LETTERS.indexOf(letter) >= 0;
            boolean isKnown = letter == 'y' ? width == 4 : letter == 'S' ? width <= 9 : width == 2;
            if (isField && !isKnown || !isField && (Character.isLetter(letter) || "'[]{}#".indexOf(letter) >= 0)
                    || letter > 126) {
                return false;
            }
        }
        return true;
    }

    private static int run(String pattern, int from) {
        int end = from + 1;
        while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(from)) {
            end++;
        }
        return end - from;
    }

    public void print(long localMs, int nanosOfMilli, Slice out) {
        if (!isPlain) {
            out.set(formatter.format(LocalDateTime.ofEpochSecond(Math.floorDiv(localMs, 1_000L),
                    (int) Math.floorMod(localMs, 1_000L) * 1_000_000 + nanosOfMilli, ZoneOffset.UTC)));
            return;
        }
        MutableDirectBuffer target = out.begin(pattern.length());
        int civil = CalendarTime.civil(CalendarTime.day(localMs));
        int at = 0;
        while (at < pattern.length()) {
            int width = run(pattern, at);
            char letter = pattern.charAt(at);
            if (LETTERS.indexOf(letter) < 0) {
                target.setMemory(at, width, (byte) letter);
            } else {
                TimeText.putNumber(target, at, field(letter, width, localMs, nanosOfMilli, civil), width);
            }
            at += width;
        }
        out.finish(at);
    }

    private static int field(char letter, int width, long localMs, int nanosOfMilli, int civil) {
        switch (letter) {
            case 'y':
                return CalendarTime.civilYear(civil);
            case 'M':
                return CalendarTime.civilMonth(civil);
            case 'd':
                return CalendarTime.civilDay(civil);
            case 'H':
                return CalendarTime.hour(localMs);
            case 'm':
                return CalendarTime.minute(localMs);
            case 's':
                return CalendarTime.second(localMs);
            default:
                int nanos = CalendarTime.msOfDay(localMs) % 1_000 * 1_000_000 + nanosOfMilli;
                return nanos / (int) MathFunctions.power10(9 - width);
        }
    }

    /** Wall-clock milliseconds; {@link CalendarTime#NONE} when the text doesn't follow the pattern. */
    public long parseMs(Slice text) {
        if (!isPlain) {
            return parseSlowly(text);
        }
        if (text.length != pattern.length()) {
            return CalendarTime.NONE;
        }
        int year = 1970;
        int month = 1;
        int day = 1;
        long ms = 0;
        for (int at = 0; at < pattern.length(); at += run(pattern, at)) {
            char letter = pattern.charAt(at);
            int width = run(pattern, at);
            int value = LETTERS.indexOf(letter) < 0 ? literal(text, at, width) : number(text, at, width);
            if (value < 0 || !isInRange(letter, value)) {
                return CalendarTime.NONE;
            }
            switch (letter) {
                case 'y' -> year = value;
                case 'M' -> month = value;
                case 'd' -> day = value;
                case 'H' -> ms += value * 3_600_000L;
                case 'm' -> ms += value * 60_000L;
                case 's' -> ms += value * 1_000L;
                case 'S' -> ms += width <= 3 ? value * MathFunctions.power10(3 - width)
                        : value / MathFunctions.power10(width - 3);
                default -> { }
            }
        }
        return CalendarTime.dayOf(year, month, day) * CalendarTime.MS_PER_DAY + ms;
    }

    private static boolean isInRange(char letter, int value) {
        return switch (letter) {
            case 'M' -> value >= 1 && value <= 12;
            case 'd' -> value >= 1 && value <= 31;
            case 'H' -> value <= 23;
            case 'm', 's' -> value <= 59;
            default -> true;
        };
    }

    private int literal(Slice text, int at, int width) {
        for (int i = 0; i < width; i++) {
            if (text.at(at + i) != pattern.charAt(at)) {
                return -1;
            }
        }
        return 0;
    }

    private static int number(Slice text, int at, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            int digit = text.at(at + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private long parseSlowly(Slice text) {
        try {
            TemporalAccessor parsed = formatter.parse(text.toString());
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            return (date == null ? 0 : date.toEpochDay() * CalendarTime.MS_PER_DAY)
                    + (time == null ? 0 : time.toNanoOfDay() / 1_000_000);
        } catch (DateTimeException failure) {
            return CalendarTime.NONE;
        }
    }

    /** Days since 1970-01-01; {@link CalendarTime#NO_DAY} when the text doesn't follow the pattern. */
    public int parseDay(Slice text) {
        long ms = parseMs(text);
        return ms == CalendarTime.NONE ? CalendarTime.NO_DAY : CalendarTime.day(ms);
    }
}
