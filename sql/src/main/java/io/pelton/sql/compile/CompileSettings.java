package io.pelton.sql.compile;

import io.pelton.sql.function.LocalZone;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;

/** The SET values that shape operators. */
record CompileSettings(
        int maxKeys, int maxDistinct, int keyGroups, long aheadMaxMs, long allowedLatenessMs, String zone) {
    private static final int DEFAULT_KEYS = 100_000;
    private static final int DEFAULT_DISTINCT = 1_000;
    private static final int DEFAULT_KEY_GROUPS = 128;

    static CompileSettings of(Map<String, String> settings) {
        int keyGroups = number(settings, "pelton.key-groups", DEFAULT_KEY_GROUPS);
        if (Integer.bitCount(keyGroups) != 1) {
            throw new CompileException("pelton.key-groups must be a power of two: value=" + keyGroups);
        }
        String zone = settings.getOrDefault("table.local-time-zone", "UTC");
        try {
            LocalZone.of(zone.equals("default") ? "UTC" : zone);
        } catch (DateTimeException failure) {
            throw new CompileException("table.local-time-zone is no time zone, write for example Europe/Berlin: value=" + zone,
                    failure);
        }
        return new CompileSettings(
                number(settings, "pelton.keys.max", DEFAULT_KEYS),
                number(settings, "pelton.distinct.max", DEFAULT_DISTINCT),
                keyGroups,
                duration(settings, "pelton.ahead.max", Long.MAX_VALUE),
                duration(settings, "table.exec.emit.allow-lateness", 0),
                zone.equals("default") ? "UTC" : zone);
    }

    private static int number(Map<String, String> settings, String key, int otherwise) {
        String text = settings.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.trim().replace("_", ""));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException ignored) {
            // Reported below, with the key.
        }
        throw new CompileException(key + " must be a positive whole number: value=" + text);
    }

    /** Flink's durations: a number and a unit, milliseconds without one; or ISO-8601. */
    static long duration(Map<String, String> settings, String key, long otherwise) {
        String text = settings.get(key);
        if (text == null) {
            return otherwise;
        }
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        try {
            return digits == 0 ? Duration.parse(text.trim()).toMillis()
                    : Math.multiplyExact(Long.parseLong(trimmed.substring(0, digits)), unit(trimmed.substring(digits).trim()));
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException failure) {
            throw new CompileException(key + " must be a duration, for example '5 s' or '1 min': value=" + text, failure);
        }
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> 1;
            case "s", "sec", "secs", "second", "seconds" -> 1_000;
            case "m", "min", "mins", "minute", "minutes" -> 60_000;
            case "h", "hour", "hours" -> 3_600_000;
            case "d", "day", "days" -> 86_400_000;
            default -> throw new NumberFormatException("unknown unit");
        };
    }

    boolean isUtc() {
        ZoneRules rules = ZoneId.of(zone).getRules();
        return rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    }

    /** Offset of the zone, the same at any time as far as windows with this slide can see; else refuses. */
    long zoneOffsetMs(long slideMs) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        long first = rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1_000L;
        for (ZoneOffsetTransition transition : rules.getTransitions()) {
            if (transition.getInstant().isAfter(Instant.EPOCH)) {
                check(first, transition.getOffsetAfter(), slideMs);
            }
        }
        rules.getTransitionRules().forEach(rule -> {
            check(first, rule.getOffsetAfter(), slideMs);
            check(first, rule.getOffsetBefore(), slideMs);
        });
        return first;
    }

    private void check(long first, ZoneOffset offset, long slideMs) {
        if (Math.floorMod(offset.getTotalSeconds() * 1_000L - first, slideMs) != 0) {
            throw new CompileException("windows that long over a TIMESTAMP_LTZ time attribute would change with daylight saving"
                    + " time: use a TIMESTAMP(3) attribute, or SET 'table.local-time-zone' = 'UTC' or a fixed offset like"
                    + " '+01:00': zone=" + zone + " slideMs=" + slideMs);
        }
    }
}
