package io.pelton.engine.configuration;

import java.util.Map;

/**
 * How much of the disk a run may have. Percentages are of the file store that holds the state folder, everybody's files
 * counted.
 *
 * @param retentionBytes what each journal keeps at most, beyond what is needed; Long.MAX_VALUE for no limit
 * @param retentionAgeNs how old input and output become, beyond what is needed; Long.MAX_VALUE for no limit
 * @param warnPercent    used share from which it is said
 * @param shedPercent    used share from which sheddable sources are shed
 * @param stopPercent    used share from which nothing is taken in
 */
public record DiskSettings(
        long retentionBytes, long retentionAgeNs, int warnPercent, int shedPercent, int stopPercent) {

    static DiskSettings of(Map<String, String> settings) {
        DiskSettings disk = new DiskSettings(
                limit(settings, EngineKeys.RETENTION_SIZE, false), limit(settings, EngineKeys.RETENTION_AGE, true),
                percent(settings, EngineKeys.DISK_WARN), percent(settings, EngineKeys.DISK_SHED),
                percent(settings, EngineKeys.DISK_STOP));
        if (disk.warnPercent > disk.shedPercent || disk.shedPercent > disk.stopPercent) {
            throw new IllegalArgumentException("'" + EngineKeys.DISK_WARN.name() + "', '" + EngineKeys.DISK_SHED.name()
                    + "' and '" + EngineKeys.DISK_STOP.name() + "' must not fall from one to the next; warn="
                    + disk.warnPercent + " shed=" + disk.shedPercent + " stop=" + disk.stopPercent);
        }
        return disk;
    }

    private static long limit(Map<String, String> settings, SettingKey key, boolean isDuration) {
        String value = EngineConfiguration.text(settings, key);
        if (value.isBlank()) {
            return Long.MAX_VALUE;
        }
        return isDuration ? SettingParser.durationNs(key.name(), value) : SettingParser.sizeBytes(key.name(), value);
    }

    private static int percent(Map<String, String> settings, SettingKey key) {
        String value = EngineConfiguration.text(settings, key).trim();
        String number = value.endsWith("%") ? value.substring(0, value.length() - 1) : value;
        return SettingParser.count(key.name(), number, 1, 100);
    }
}
