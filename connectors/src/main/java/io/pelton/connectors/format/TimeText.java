package io.pelton.connectors.format;

/**
 * Text → DATE, TIME and TIMESTAMP in the proleptic Gregorian calendar, years 0000 … 9999, up to 9 fractional digits.
 * One thread.
 */
final class TimeText {
    static final long DAY_MS = 86_400_000L;
    private static final int[] FRACTION_NANOS =
            {0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};
    private static final int DAYS_TO_1970 = 719_468;
    private static final int DAYS_OF_400_YEARS = 146_097;

    private long epochMs;
    private int nanosOfMilli;
    private int position;
    /** The last date's first eight bytes, its last two, and its day: most timestamps share the date before. */
    private long knownDate;
    private short knownDayOfMonth;
    private int knownDay = Integer.MIN_VALUE;

    /**
     * Epoch milliseconds, days for a date, milliseconds of the day for a time: of the last parse that returned true.
     */
    long value() {
        return epochMs;
    }

    int nanosOfMilli() {
        return nanosOfMilli;
    }

    /** yyyy-MM-dd. */
    boolean parseDate(byte[] bytes, int from, int to) {
        if (to - from != 10) {
            return false;
        }
        int day = day(bytes, from);
        epochMs = day;
        nanosOfMilli = 0;
        return day != Integer.MIN_VALUE;
    }

    /** HH:mm:ss[.f], or with ISO-8601 also HH:mm. */
    boolean parseTime(byte[] bytes, int from, int to, boolean isIso) {
        long millis = millisOfDay(bytes, from, to, isIso);
        epochMs = millis;
        return millis >= 0 && position == to;
    }

    /** yyyy-MM-dd HH:mm:ss[.f], with T in between for ISO-8601, and Z behind when {@code isUtc}. */
    boolean parseTimestamp(byte[] bytes, int from, int to, boolean isIso, boolean isUtc) {
        int end = isUtc ? to - 1 : to;
        if (end - from < 16 || isUtc && bytes[end] != 'Z' || bytes[from + 10] != (isIso ? 'T' : ' ')) {
            return false;
        }
        int day = day(bytes, from);
        if (day == Integer.MIN_VALUE) {
            return false;
        }
        long millis = millisOfDay(bytes, from + 11, end, isIso);
        if (millis < 0 || position != end) {
            return false;
        }
        epochMs = day * DAY_MS + millis;
        return true;
    }

    private long millisOfDay(byte[] bytes, int from, int to, boolean isIso) {
        nanosOfMilli = 0;
        if (to - from < 5 || bytes[from + 2] != ':') {
            return -1;
        }
        int hour = two(bytes, from);
        int minute = two(bytes, from + 3);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return -1;
        }
        long millis = (hour * 60L + minute) * 60_000L;
        position = from + 5;
        if (position == to && isIso) {
            return millis;
        }
        if (to - from < 8 || bytes[from + 5] != ':') {
            return -1;
        }
        int second = two(bytes, from + 6);
        if (second < 0 || second > 59) {
            return -1;
        }
        position = from + 8;
        if (position == to) {
            return millis + second * 1_000L;
        }
        int nanos = bytes[position] == '.' ? fraction(bytes, position + 1, to) : -1;
        if (nanos < 0) {
            return -1;
        }
        nanosOfMilli = nanos % 1_000_000;
        return millis + second * 1_000L + nanos / 1_000_000;
    }

    private int fraction(byte[] bytes, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 9) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        position = to;
        return value * FRACTION_NANOS[digits];
    }

    private int day(byte[] bytes, int from) {
        long date = ByteScan.longAt(bytes, from);
        short dayOfMonth = ByteScan.shortAt(bytes, from + Long.BYTES);
        if (date == knownDate && dayOfMonth == knownDayOfMonth) {
            return knownDay;
        }
        int day = epochDay(bytes, from);
        knownDate = date;
        knownDayOfMonth = dayOfMonth;
        knownDay = day;
        return day;
    }

    /** Days since 1970-01-01, or Integer.MIN_VALUE. */
    private static int epochDay(byte[] bytes, int from) {
        int century = two(bytes, from);
        int yearOfCentury = two(bytes, from + 2);
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        if (century < 0 || yearOfCentury < 0 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return Integer.MIN_VALUE;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1 || month > 12 || day < 1 || day > 28 && day > daysOfMonth(year, month)) {
            return Integer.MIN_VALUE;
        }
        // Years that begin in March have their leap day last, so the days of the months before are a straight line.
        int shifted = month > 2 ? year : year - 1;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_OF_400_YEARS + dayOfEra - DAYS_TO_1970;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Two digits, or a negative number. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int units = bytes[at + 1] - '0';
        return (tens | units | 9 - tens | 9 - units) < 0 ? -1 : tens * 10 + units;
    }
}
