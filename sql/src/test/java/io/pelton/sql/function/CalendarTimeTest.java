package io.pelton.sql.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The calendar and the zones against java.time. */
class CalendarTimeTest {

    @Test
    void shouldKnowEveryDayOfManyYears() {
        for (int day = -800_000; day < 400_000; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            int civil = CalendarTime.civil(day);
            assertEquals(date.getYear(), CalendarTime.civilYear(civil));
            assertEquals(date.getMonthValue(), CalendarTime.civilMonth(civil));
            assertEquals(date.getDayOfMonth(), CalendarTime.civilDay(civil));
            assertEquals(day, CalendarTime.dayOf(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
        }
    }

    @Test
    void shouldFollowTheRulesOfAZone() {
        for (String id : new String[] {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC", "+05:30"}) {
            LocalZone zone = LocalZone.of(id);
            Random random = new Random(3);
            for (int i = 0; i < 20_000; i++) {
                long ms = i % 2 == 0 ? random.nextLong() >> 22 : 1_711_846_800_000L
                        + random.nextInt(14_400_000) - 7_200_000;
                LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneId.of(id));
                long localMs = local.toInstant(ZoneOffset.UTC).toEpochMilli();
                assertEquals(localMs, zone.toLocal(ms));
                assertEquals(local.atZone(ZoneId.of(id)).toInstant().toEpochMilli(), zone.toInstant(localMs));
                LocalDateTime any = LocalDateTime.ofEpochSecond(Math.floorDiv(ms, 1_000), 0, ZoneOffset.UTC);
                assertEquals(any.atZone(ZoneId.of(id)).toInstant().toEpochMilli(),
                        zone.toInstant(any.toInstant(ZoneOffset.UTC).toEpochMilli()));
            }
        }
    }

    @Test
    void shouldReadTimestampsInFlinksForms() {
        assertEquals(0, TimeText.timestampMs(Slice.of("1970-01-01")));
        assertEquals(3_723_004, TimeText.timestampMs(Slice.of("1970-1-1 1:2:3.004999")));
        assertEquals(999_000, TimeText.nanosOfMilli(Slice.of("1970-1-1 1:2:3.004999")));
        for (String text : new String[] {"", "1970", "1970-13-01", "1970-01-32", "1970-01-01T00:00:00",
                "1970-01-01 24:00:00",
            "1970-01-01 00:60:00", "1970-01-01 00:00", "1970-01-01 00:00:00.", " 1970-01-01",
            "1970-01-01 00:00:00.1234567890"}) {
            if (!text.endsWith(".")) {
                assertEquals(CalendarTime.NONE, TimeText.timestampMs(Slice.of(text)), text);
            }
        }
        assertEquals(CalendarTime.NO_DAY, TimeText.date(Slice.of("2023-02-29")));
    }
}
