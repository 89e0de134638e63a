package io.pelton.engine.configuration;

import java.util.List;

/** All keys that the engine reads. docs/CONFIGURATION.md is tested against this list. */
public final class EngineKeys {
    public static final SettingKey STATE_DIR = new SettingKey("pelton.state.dir", "", "path",
            "State folder: journals, snapshots, cursors, dead letters. Without it a run is ephemeral.");
    public static final SettingKey DURABILITY = new SettingKey("pelton.journal.durability", "group",
            "none | group | each",
            "When an input counts as safe: never forced, forced in groups, forced after each block.");
    public static final SettingKey STORAGE = new SettingKey("pelton.journal.storage", "chronicle", "chronicle | plain",
            "What lays out journal files: Chronicle Queue, or plain files. May change between two starts.");
    public static final SettingKey SEGMENT_BYTES = new SettingKey("pelton.journal.segment-bytes", "64 mb",
            "size, a power of two",
            "Size at which a journal file ends.");
    public static final SettingKey MEMORY_JOURNAL_BYTES = new SettingKey("pelton.journal.memory-bytes", "8 mb", "size",
            "Room of the output journal of an ephemeral run; when it is full the slowest sink slows the stream.");
    public static final SettingKey RING_SLOTS = new SettingKey("pelton.ring.slots", "auto", "auto | rows",
            "Slots of the input and output ring. auto: what fits into 512 KB, 256 to 4,096.");
    public static final SettingKey KEYS_MAX = new SettingKey("pelton.keys.max", "100000", "keys",
            "Keys that each operator holds at most; a row with one more is a dead letter.");
    public static final SettingKey DISTINCT_MAX = new SettingKey("pelton.distinct.max", "1000", "values",
            "Values that COUNT(DISTINCT) holds per key and window; a row with one more is a dead letter.");
    public static final SettingKey MEMORY_MAX = new SettingKey("pelton.memory.max", "50 %", "share of the heap | size",
            "Memory for operator state, off the heap, 64 MB to 2 GB; when it is full, rows become dead letters.");
    public static final SettingKey MAX_SKEW = new SettingKey("pelton.max-skew", "", "duration",
            "A row whose time is further ahead of the clock moves no watermark and is counted. Off unless set.");
    public static final SettingKey AHEAD_MAX = new SettingKey("pelton.ahead.max", "", "duration",
            "A row further ahead of the watermark is a dead letter. Off unless set.");
    public static final SettingKey KEY_GROUPS = new SettingKey("pelton.key-groups", "16", "groups",
            "Groups that keys are hashed into; part of the plan, never of the machine.");
    public static final SettingKey SNAPSHOT_INTERVAL = new SettingKey("pelton.snapshot.interval", "60 s", "duration",
            "Time between snapshots of the state.");
    public static final SettingKey SNAPSHOT_BYTES = new SettingKey("pelton.snapshot.bytes", "256 mb", "size",
            "Input after which a snapshot is taken even before its time.");
    public static final SettingKey RETENTION_AGE = new SettingKey("pelton.retention.age", "7 d", "duration",
            "How old journaled input and output become before they are removed, by journaled time; empty for no "
            + "limit. What a restart or a sink still needs stays.");
    public static final SettingKey RETENTION_SIZE = new SettingKey("pelton.retention.size", "1 gb", "size",
            "What the input journal, and the output journal, keep at most; empty for no limit, 0 for only what is "
            + "needed. What a restart or a sink still needs stays.");
    public static final SettingKey DISK_WARN = new SettingKey("pelton.disk.warn", "85 %", "share of the disk",
            "Used share of the state folder's disk from which warnings are given.");
    public static final SettingKey DISK_SHED = new SettingKey("pelton.disk.shed", "90 %", "share of the disk",
            "Used share from which sources with 'pelton.sheddable' = 'true' are dropped, and counted.");
    public static final SettingKey DISK_STOP = new SettingKey("pelton.disk.stop", "95 %", "share of the disk",
            "Used share from which nothing is taken in, until there is room again.");
    public static final SettingKey PLACEMENT = new SettingKey("pelton.placement", "auto", "auto | stage=core,…",
            "Which stages share a thread, and on which core. Stages: ingress, journal, processing, output, sinks, "
            + "sync, snapshots.");
    public static final SettingKey IDLE_TIMEOUT = new SettingKey("table.exec.source.idle-timeout", "", "duration",
            "A partition without rows for that long no longer holds back the watermark. Off unless set; off for "
            + "bounded sources.");
    public static final SettingKey ALLOW_LATENESS = new SettingKey("table.exec.emit.allow-lateness", "0 ms", "duration",
            "How long after a window's end rows are still taken in.");
    public static final SettingKey LOCAL_TIME_ZONE = new SettingKey("table.local-time-zone", "UTC", "time zone",
            "Zone in which TIMESTAMP_LTZ values are shown and read.");

    private static final List<SettingKey> ALL = List.of(STATE_DIR, DURABILITY, STORAGE, SEGMENT_BYTES,
            MEMORY_JOURNAL_BYTES,
            RING_SLOTS,
            KEYS_MAX, DISTINCT_MAX, MEMORY_MAX, MAX_SKEW, AHEAD_MAX, KEY_GROUPS, SNAPSHOT_INTERVAL, SNAPSHOT_BYTES,
            RETENTION_AGE, RETENTION_SIZE, DISK_WARN, DISK_SHED, DISK_STOP, PLACEMENT,
            IDLE_TIMEOUT, ALLOW_LATENESS, LOCAL_TIME_ZONE);

    private EngineKeys() {
    }

    public static List<SettingKey> all() {
        return ALL;
    }
}
