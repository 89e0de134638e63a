package io.pelton.sql.function;

import org.agrona.MutableDirectBuffer;

/**
 * Dates and times as Flink writes and reads them: {@code yyyy-MM-dd}, {@code HH:mm:ss[.f]}, {@code yyyy-MM-dd
 * HH:mm:ss[.f]} with one or two digits in each part when read. Any thread.
 */
public final class TimeText {
    private static final int BAD = -1;

    private TimeText() {
    }

    /**
     * Number of 1..{@code maxDigits} digits at byte {@code at}, times 16, plus how many there were; {@link #BAD} for
     * none.
     */
    private static int number(Slice text, int at, int maxDigits) {
        int value = 0;
        int digits = 0;
        while (digits < maxDigits && at + digits < text.length) {
            int digit = text.at(at + digits) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            digits++;
        }
        return digits == 0 ? BAD : value << 4 | digits;
    }

    private static boolean is(Slice text, int at, char wanted) {
        return at < text.length && text.at(at) == wanted;
    }

    /** Day at the text's start times 256 plus the bytes that it takes; {@link CalendarTime#NONE} when it isn't one. */
    private static long leadingDay(Slice text, boolean isStrict) {
        int year = number(text, 0, 4);
        if (year == BAD || (year & 15) != 4 || !is(text, 4, '-')) {
            return CalendarTime.NONE;
        }
        int month = number(text, 5, 2);
        int at = 5 + (month & 15);
        if (month == BAD || month >> 4 < 1 || month >> 4 > 12 || !is(text, at, '-')) {
            return CalendarTime.NONE;
        }
        int day = number(text, at + 1, 2);
        int longest = isStrict ? CalendarTime.daysInMonth(year >> 4, month >> 4) : 31;
        if (day == BAD || day >> 4 < 1 || day >> 4 > longest) {
            return CalendarTime.NONE;
        }
        return CalendarTime.dayOf(year >> 4, month >> 4, day >> 4) * 256L + at + 1 + (day & 15);
    }

    /** Nanoseconds of the day at byte {@code at} up to the end; -1 when it isn't a time. */
    private static long nanosOfDay(Slice text, int at) {
        int hour = number(text, at, 2);
        int minuteAt = at + (hour & 15) + 1;
        if (hour == BAD || hour >> 4 > 23 || !is(text, minuteAt - 1, ':')) {
            return BAD;
        }
        int minute = number(text, minuteAt, 2);
        int secondAt = minuteAt + (minute & 15) + 1;
        if (minute == BAD || minute >> 4 > 59 || !is(text, secondAt - 1, ':')) {
            return BAD;
        }
        int second = number(text, secondAt, 2);
        int end = secondAt + (second & 15);
        if (second == BAD || second >> 4 > 59) {
            return BAD;
        }
        long whole = ((hour >> 4) * 3_600L + (minute >> 4) * 60L + (second >> 4)) * 1_000_000_000L;
        if (end == text.length) {
            return whole;
        }
        long fraction = is(text, end, '.') ? fraction(text, end + 1) : BAD;
        return fraction < 0 ? BAD : whole + fraction;
    }

    /** Nanoseconds of up to 9 fractional digits, which must end the text. */
    private static long fraction(Slice text, int from) {
        int digits = text.length - from;
        if (digits > 9) {
            return BAD;
        }
        long nanos = 0;
        for (int i = 0; i < 9; i++) {
            int digit = i < digits ? text.at(from + i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            nanos = nanos * 10 + digit;
        }
        return nanos;
    }

    /** Wall-clock milliseconds of a timestamp or date; {@link CalendarTime#NONE} when it isn't one. */
    public static long timestampMs(Slice text) {
        long day = leadingDay(text, false);
        if (day == CalendarTime.NONE) {
            return CalendarTime.NONE;
        }
        int end = (int) (day & 255);
        long dayMs = (day >> 8) * CalendarTime.MS_PER_DAY;
        if (end == text.length) {
            return dayMs;
        }
        long nanos = is(text, end, ' ') ? nanosOfDay(text, end + 1) : BAD;
        return nanos < 0 ? CalendarTime.NONE : dayMs + nanos / 1_000_000;
    }

    /** Nanoseconds inside the millisecond of a text that {@link #timestampMs} accepts. */
    public static int nanosOfMilli(Slice text) {
        int end = (int) (leadingDay(text, false) & 255);
        return end >= text.length ? 0 : (int) (nanosOfDay(text, end + 1) % 1_000_000);
    }

    /** Days since 1970-01-01; {@link CalendarTime#NO_DAY} when it isn't a date. */
    public static int date(Slice text) {
        long day = leadingDay(text, true);
        return day == CalendarTime.NONE || (day & 255) != text.length ? CalendarTime.NO_DAY : (int) (day >> 8);
    }

    /** Milliseconds of the day; -1 when it isn't a time. */
    public static int time(Slice text) {
        long nanos = nanosOfDay(text, 0);
        return nanos < 0 ? BAD : (int) (nanos / 1_000_000);
    }

    /** CAST to TIMESTAMP. */
    public static long castTimestamp(Slice text) {
        long ms = timestampMs(text);
        if (ms == CalendarTime.NONE) {
            throw RowFailure.CAST_FAILED;
        }
        return ms;
    }

    /** CAST to DATE; a time behind the date is allowed and cut off. */
    public static int castDate(Slice text) {
        long day = leadingDay(text, true);
        if (day == CalendarTime.NONE) {
            throw RowFailure.CAST_FAILED;
        }
        int end = (int) (day & 255);
        if (end != text.length && (!is(text, end, ' ') || nanosOfDay(text, end + 1) < 0)) {
            throw RowFailure.CAST_FAILED;
        }
        return (int) (day >> 8);
    }

    /** CAST to TIME. */
    public static int castTime(Slice text) {
        int ms = time(text);
        if (ms < 0) {
            throw RowFailure.CAST_FAILED;
        }
        return ms;
    }

    public static void printDate(int day, Slice out) {
        out.finish(putDate(out.begin(32), 0, day));
    }

    public static void printTime(int msOfDay, int precision, Slice out) {
        out.finish(putTime(out.begin(32), 0, msOfDay, 0, precision));
    }

    /** {@code yyyy-MM-dd HH:mm:ss} and as many fractional digits as the precision. */
    public static void printTimestamp(long localMs, int nanosOfMilli, int precision, Slice out) {
        MutableDirectBuffer target = out.begin(48);
        int at = putDate(target, 0, CalendarTime.day(localMs));
        target.putByte(at, (byte) ' ');
        out.finish(putTime(target, at + 1, CalendarTime.msOfDay(localMs), nanosOfMilli, precision));
    }

    private static int putDate(MutableDirectBuffer target, int at, int day) {
        int civil = CalendarTime.civil(day);
        int year = CalendarTime.civilYear(civil);
        int start = at;
        if (year < 0) {
            target.putByte(start++, (byte) '-');
        }
        int end = putNumber(target, start, Math.abs(year), Math.abs(year) > 9_999 ? 6 : 4);
        target.putByte(end, (byte) '-');
        end = putNumber(target, end + 1, CalendarTime.civilMonth(civil), 2);
        target.putByte(end, (byte) '-');
        return putNumber(target, end + 1, CalendarTime.civilDay(civil), 2);
    }

    private static int putTime(MutableDirectBuffer target, int at, int msOfDay, int nanosOfMilli, int precision) {
        int end = putNumber(target, at, msOfDay / 3_600_000, 2);
        target.putByte(end, (byte) ':');
        end = putNumber(target, end + 1, msOfDay / 60_000 % 60, 2);
        target.putByte(end, (byte) ':');
        end = putNumber(target, end + 1, msOfDay / 1_000 % 60, 2);
        if (precision > 0) {
            target.putByte(end, (byte) '.');
            int nanos = msOfDay % 1_000 * 1_000_000 + nanosOfMilli;
            for (int i = precision; i < 9; i++) {
                nanos /= 10;
            }
            end = putNumber(target, end + 1, nanos, precision);
        }
        return end;
    }

    /** Writes exactly {@code digits} digits and returns the end. */
    static int putNumber(MutableDirectBuffer target, int at, int value, int digits) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            target.putByte(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return at + digits;
    }
}
