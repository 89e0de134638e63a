package io.pelton.sql.compile;

import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.engine.configuration.EngineKeys;
import io.pelton.engine.configuration.SettingKey;
import io.pelton.engine.configuration.SettingParser;
import io.pelton.sql.function.LocalZone;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;

/** The SET values that shape operators. */
record CompileSettings(
        int maxKeys, int maxDistinct, int keyGroups, long aheadMaxMs, long allowedLatenessMs, String zone) {
    private static final int MAX_KEYS = 1 << 26;
    private static final int MAX_DISTINCT = 1 << 24;
    private static final int MAX_KEY_GROUPS = 1 << 15;

    static CompileSettings of(Map<String, String> settings) {
        try {
            int keyGroups = number(settings, EngineKeys.KEY_GROUPS, MAX_KEY_GROUPS);
            if (Integer.bitCount(keyGroups) != 1) {
                throw new IllegalArgumentException("'" + EngineKeys.KEY_GROUPS.name()
                        + "' must be a power of two; value="
                        + keyGroups);
            }
            return new CompileSettings(
                    number(settings, EngineKeys.KEYS_MAX, MAX_KEYS),
                    number(settings, EngineKeys.DISTINCT_MAX, MAX_DISTINCT),
                    keyGroups, durationMs(settings, EngineKeys.AHEAD_MAX, Long.MAX_VALUE),
                    durationMs(settings, EngineKeys.ALLOW_LATENESS, 0), zone(settings));
        } catch (IllegalArgumentException failure) {
            throw new CompileException(failure.getMessage(), failure);
        }
    }

    private static int number(Map<String, String> settings, SettingKey key, int max) {
        return SettingParser.count(key.name(), EngineConfiguration.text(settings, key), 1, max);
    }

    private static long durationMs(Map<String, String> settings, SettingKey key, long otherwise) {
        String text = EngineConfiguration.text(settings, key);
        return text.isBlank() ? otherwise : SettingParser.durationNs(key.name(), text) / 1_000_000;
    }

    private static String zone(Map<String, String> settings) {
        String text = EngineConfiguration.text(settings, EngineKeys.LOCAL_TIME_ZONE);
        String zone = text.equals("default") ? "UTC" : text;
        try {
            LocalZone.of(zone);
        } catch (DateTimeException failure) {
            throw new IllegalArgumentException("'" + EngineKeys.LOCAL_TIME_ZONE.name()
                    + "' must be a time zone such as 'Europe/Berlin'; value=" + text, failure);
        }
        return zone;
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
            throw new CompileException("windows that long over a TIMESTAMP_LTZ time attribute would change with"
                    + " daylight saving time: use a TIMESTAMP(3) attribute, or SET 'table.local-time-zone' = 'UTC' or a"
                    + " fixed offset like"
                    + " '+01:00': zone=" + zone + " slideMs=" + slideMs);
        }
    }
}
