package io.pelton.sql.function;

/**
 * The proleptic Gregorian calendar in arithmetic on epoch milliseconds of the wall clock: java.time would make an
 * object per call. Days and months by the era algorithm of Howard Hinnant's "chrono-compatible low-level date
 * algorithms". Any thread.
 */
public final class CalendarTime {
    /** No time. */
    public static final long NONE = Long.MIN_VALUE;
    /** No date. */
    public static final int NO_DAY = Integer.MIN_VALUE;

    public static final int MILLISECOND = 0;
    public static final int SECOND = 1;
    public static final int MINUTE = 2;
    public static final int HOUR = 3;
    public static final int DAY = 4;
    public static final int WEEK = 5;
    public static final int MONTH = 6;
    public static final int QUARTER = 7;
    public static final int YEAR = 8;
    public static final int DECADE = 9;
    public static final int CENTURY = 10;
    public static final int MILLENNIUM = 11;

    static final long MS_PER_DAY = 86_400_000;
    private static final long[] UNIT_MS = {1, 1_000, 60_000, 3_600_000, MS_PER_DAY, 7 * MS_PER_DAY};
    private static final int[] UNIT_MONTHS = {0, 0, 0, 0, 0, 0, 1, 3, 12, 120, 1_200, 12_000};
    private static final int DAYS_PER_ERA = 146_097;
    private static final int EPOCH_SHIFT = 719_468;

    private CalendarTime() {
    }

    /** Days since 1970-01-01 of a date; the day of the month is clamped to the month's last. */
    public static int dayOf(int year, int month, int dayOfMonth) {
        int day = Math.min(dayOfMonth, daysInMonth(year, month));
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
    }

    static int daysInMonth(int year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Year, month and day of month of a day, packed as year × 512 + month × 32 + day. */
    static int civil(int day) {
        int z = day + EPOCH_SHIFT;
        int era = Math.floorDiv(z, DAYS_PER_ERA);
        int dayOfEra = z - era * DAYS_PER_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year * 512 + month * 32 + dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    }

    static int civilYear(int civil) {
        return civil >> 9;
    }

    static int civilMonth(int civil) {
        return civil >> 5 & 15;
    }

    static int civilDay(int civil) {
        return civil & 31;
    }

    public static int day(long ms) {
        return (int) Math.floorDiv(ms, MS_PER_DAY);
    }

    public static int msOfDay(long ms) {
        return (int) Math.floorMod(ms, MS_PER_DAY);
    }

    public static int year(long ms) {
        return civilYear(civil(day(ms)));
    }

    public static int quarter(long ms) {
        return (month(ms) + 2) / 3;
    }

    public static int month(long ms) {
        return civilMonth(civil(day(ms)));
    }

    /** EXTRACT(DAY). */
    public static int dayOfMonth(long ms) {
        return civilDay(civil(day(ms)));
    }

    public static int doy(long ms) {
        int day = day(ms);
        return day - dayOf(civilYear(civil(day)), 1, 1) + 1;
    }

    /** 1 is Sunday. */
    public static int dow(long ms) {
        return Math.floorMod(day(ms) + 4, 7) + 1;
    }

    /** 1 is Monday. */
    public static int isodow(long ms) {
        return Math.floorMod(day(ms) + 3, 7) + 1;
    }

    /** ISO week: the one with the year's first Thursday is 1. */
    public static int week(long ms) {
        int thursday = thursday(ms);
        return (thursday - dayOf(civilYear(civil(thursday)), 1, 1)) / 7 + 1;
    }

    public static int isoyear(long ms) {
        return civilYear(civil(thursday(ms)));
    }

    private static int thursday(long ms) {
        return day(ms) - isodow(ms) + 4;
    }

    public static int hour(long ms) {
        return msOfDay(ms) / 3_600_000;
    }

    public static int minute(long ms) {
        return msOfDay(ms) / 60_000 % 60;
    }

    public static int second(long ms) {
        return msOfDay(ms) / 1_000 % 60;
    }

    /** Milliseconds inside the minute, seconds included, as EXTRACT(MILLISECOND) has it. */
    public static int millisecond(long ms) {
        return (int) Math.floorMod(ms, 60_000L);
    }

    public static long epoch(long ms) {
        return Math.floorDiv(ms, 1_000L);
    }

    public static int decade(long ms) {
        return Math.floorDiv(year(ms), 10);
    }

    public static int century(long ms) {
        int year = year(ms);
        return year > 0 ? (year + 99) / 100 : (year - 99) / 100;
    }

    public static int millennium(long ms) {
        int year = year(ms);
        return year > 0 ? (year + 999) / 1_000 : (year - 999) / 1_000;
    }

    /** FLOOR(ts TO unit); a week begins on Sunday, as in Calcite. */
    public static long floor(int unit, long ms) {
        if (unit < WEEK) {
            return Math.floorDiv(ms, UNIT_MS[unit]) * UNIT_MS[unit];
        }
        if (unit == WEEK) {
            return (day(ms) - (dow(ms) - 1L)) * MS_PER_DAY;
        }
        int civil = civil(day(ms));
        int year = civilYear(civil);
        int first = switch (unit) {
            case MONTH -> dayOf(year, civilMonth(civil), 1);
            case QUARTER -> dayOf(year, (civilMonth(civil) - 1) / 3 * 3 + 1, 1);
            case YEAR -> dayOf(year, 1, 1);
            case DECADE -> dayOf(Math.floorDiv(year, 10) * 10, 1, 1);
            case CENTURY -> dayOf(Math.floorDiv(year - 1, 100) * 100 + 1, 1, 1);
            default -> dayOf(Math.floorDiv(year - 1, 1_000) * 1_000 + 1, 1, 1);
        };
        return first * MS_PER_DAY;
    }

    /** CEIL(ts TO unit). */
    public static long ceil(int unit, long ms, int nanosOfMilli) {
        long floor = floor(unit, ms);
        if (floor == ms && nanosOfMilli == 0) {
            return ms;
        }
        return unit <= WEEK ? floor + UNIT_MS[unit] : addMonths(floor, UNIT_MONTHS[unit]);
    }

    /** Adds months; the day of the month is clamped to the month's last. */
    public static long addMonths(long ms, int months) {
        int day = day(ms);
        int civil = civil(day);
        int total = civilYear(civil) * 12 + civilMonth(civil) - 1 + months;
        int moved = dayOf(Math.floorDiv(total, 12), Math.floorMod(total, 12) + 1, civilDay(civil));
        return ms + (moved - day) * MS_PER_DAY;
    }

    /**
     * TIMESTAMPDIFF: whole units from {@code from} to {@code to}, towards zero. Months are whole by their days; when
     * the last day is met exactly but not its time of day, one is taken off, in both directions, as Calcite and Flink
     * do.
     */
    public static long difference(int unit, long from, long to) {
        if (unit <= WEEK) {
            return (to - from) / UNIT_MS[unit];
        }
        int first = day(from);
        int last = day(to);
        int months = last >= first ? wholeMonths(first, last) : -wholeMonths(last, first);
        boolean isSameDay = day(addMonths(first * MS_PER_DAY, months)) == last;
        return (isSameDay && msOfDay(to) < msOfDay(from) ? months - 1 : months) / UNIT_MONTHS[unit];
    }

    private static int wholeMonths(int first, int last) {
        int from = civil(first);
        int to = civil(last);
        int months = (civilYear(to) - civilYear(from)) * 12 + civilMonth(to) - civilMonth(from);
        return addMonths(first * MS_PER_DAY, months) > last * MS_PER_DAY ? months - 1 : months;
    }

    /** Cuts milliseconds to {@code precision} (0 to 2) fractional digits of the second. */
    public static long truncate(long ms, int precision) {
        long unit = precision == 0 ? 1_000 : precision == 1 ? 100 : precision == 2 ? 10 : 1;
        return Math.floorDiv(ms, unit) * unit;
    }

    /** Cuts nanoseconds inside a millisecond to a timestamp's precision (3 to 9). */
    public static int truncateNanos(int nanosOfMilli, int precision) {
        int unit = 1;
        for (int i = precision; i < 9; i++) {
            unit *= 10;
        }
        return nanosOfMilli / unit * unit;
    }

    /** Compares two timestamps in two words. */
    public static int compare(long leftMs, int leftNanos, long rightMs, int rightNanos) {
        int byMs = Long.compare(leftMs, rightMs);
        return byMs != 0 ? byMs : Integer.compare(leftNanos, rightNanos);
    }

    /** UNIX_TIMESTAMP of a parsed text; Flink gives Long.MIN_VALUE / 1000 for one that isn't a timestamp. */
    public static long unixSeconds(long localMs, LocalZone zone) {
        return localMs == NONE ? Long.MIN_VALUE / 1_000 : Math.floorDiv(zone.toInstant(localMs), 1_000L);
    }
}
