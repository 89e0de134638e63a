package io.pelton.engine.configuration;

import io.pelton.journal.DurabilityMode;
import io.pelton.journal.JournalOptions;
import io.pelton.journal.storage.StorageKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parsed settings of a script. What is off is {@code Long.MAX_VALUE}.
 *
 * @param ringSlots        0 for auto
 * @param arenaBytes       memory for operator state
 * @param idleTimeoutNs    of unbounded sources
 * @param snapshotBytes    input bytes between snapshots
 * @param snapshotIntervalNs time between snapshots
 * @param disk             retention and what happens when the disk fills up
 */
public record EngineConfiguration(
        DurabilityMode durability,
        StorageKind storage,
        int segmentBytes,
        int memoryJournalBytes,
        int ringSlots,
        int arenaBytes,
        long maxSkewMs,
        long idleTimeoutNs,
        long snapshotIntervalNs,
        long snapshotBytes,
        DiskSettings disk,
        String placement) {

    private static final long OFF = Long.MAX_VALUE;
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long MIN_ARENA_BYTES = 64L << 20;
    private static final long MAX_ARENA_BYTES = (2L << 30) - (64L << 10);

    /** @throws IllegalArgumentException naming the key, when a value can't be read */
    public static EngineConfiguration of(Map<String, String> settings) {
        refuseUnknown(settings);
        String slots = text(settings, EngineKeys.RING_SLOTS);
        return new EngineConfiguration(
                choice(settings, EngineKeys.DURABILITY, DurabilityMode.class),
                choice(settings, EngineKeys.STORAGE, StorageKind.class),
                (int) bounded(settings, EngineKeys.SEGMENT_BYTES, minSegmentBytes(settings),
                JournalOptions.MAX_SEGMENT_BYTES),
                (int) bounded(settings, EngineKeys.MEMORY_JOURNAL_BYTES, 64L << 10, 1L << 30),
                "auto".equalsIgnoreCase(slots) ? 0 : SettingParser.count(EngineKeys.RING_SLOTS.name(), slots, 1,
                1 << 20),
                (int) arenaBytes(text(settings, EngineKeys.MEMORY_MAX), Runtime.getRuntime().maxMemory()),
                duration(settings, EngineKeys.MAX_SKEW) == OFF ? OFF
                : duration(settings, EngineKeys.MAX_SKEW) / NANOS_PER_MS,
                duration(settings, EngineKeys.IDLE_TIMEOUT),
                duration(settings, EngineKeys.SNAPSHOT_INTERVAL),
                SettingParser.sizeBytes(EngineKeys.SNAPSHOT_BYTES.name(), text(settings, EngineKeys.SNAPSHOT_BYTES)),
                DiskSettings.of(settings),
                text(settings, EngineKeys.PLACEMENT));
    }

    private static void refuseUnknown(Map<String, String> settings) {
        List<String> known = EngineKeys.all().stream().map(SettingKey::name).toList();
        for (String key : settings.keySet()) {
            if (key.startsWith("pelton.") && !known.contains(key)) {
                throw new IllegalArgumentException("'" + key + "' is no setting of Pelton; there are: "
                        + String.join(", ", known));
            }
        }
    }

    /** The value of a key, its default when it isn't set. */
    public static String text(Map<String, String> settings, SettingKey key) {
        return settings.getOrDefault(key.name(), key.defaultValue());
    }

    private static <E extends Enum<E>> E choice(Map<String, String> settings, SettingKey key, Class<E> type) {
        String value = text(settings, key);
        try {
            return Enum.valueOf(type, value.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + key.name() + "' must be one of " + key.unit() + "; value=" + value, e);
        }
    }

    private static long minSegmentBytes(Map<String, String> settings) {
        return choice(settings, EngineKeys.STORAGE, StorageKind.class) == StorageKind.PLAIN
                ? JournalOptions.MIN_PLAIN_SEGMENT_BYTES : JournalOptions.MIN_SEGMENT_BYTES;
    }

    /** 0 means off, as in Flink. */
    private static long duration(Map<String, String> settings, SettingKey key) {
        String value = text(settings, key);
        long ns = value.isBlank() ? 0 : SettingParser.durationNs(key.name(), value);
        return ns == 0 ? OFF : ns;
    }

    private static long bounded(Map<String, String> settings, SettingKey key, long min, long max) {
        long bytes = SettingParser.sizeBytes(key.name(), text(settings, key));
        if (bytes < min || bytes > max) {
            throw new IllegalArgumentException(
                    "'" + key.name() + "' must be between " + min + " and " + max + " bytes; value=" + bytes);
        }
        return bytes;
    }

    static long arenaBytes(String value, long heapBytes) {
        String trimmed = value.trim();
        long bytes;
        if (trimmed.endsWith("%")) {
            String percent = trimmed.substring(0, trimmed.length() - 1);
            bytes = heapBytes / 100 * SettingParser.count(EngineKeys.MEMORY_MAX.name(), percent, 1, 100);
        } else {
            bytes = SettingParser.sizeBytes(EngineKeys.MEMORY_MAX.name(), trimmed);
        }
        return Math.max(MIN_ARENA_BYTES, Math.min(MAX_ARENA_BYTES, bytes));
    }
}
