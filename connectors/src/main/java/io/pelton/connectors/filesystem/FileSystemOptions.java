package io.pelton.connectors.filesystem;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import java.util.List;

/** The WITH options of the filesystem connector. */
final class FileSystemOptions {
    static final String PATH = "path";
    static final String FORMAT = "format";
    static final String MONITOR_INTERVAL = "source.monitor-interval";
    static final String ROLL_BYTES = "sink.rolling-policy.file-size";
    static final String ROLL_ROWS = "sink.rolling-policy.rows";
    static final String ROLL_TIME = "sink.rolling-policy.rollover-interval";

    static final List<OptionKey> KEYS = List.of(
            OptionKey.of(PATH, OptionKind.TEXT, null,
                    "A file, or a folder that is read in name order; for a sink a folder. Relative to the working "
                    + "directory."),
            OptionKey.of(FORMAT, OptionKind.TEXT, null, "csv or json (one object per line)."),
            OptionKey.of(MONITOR_INTERVAL, OptionKind.DURATION, null,
                    "Follow the growing file or folder, looking this often; without it the table ends with the files."),
            OptionKey.of(ROLL_BYTES, OptionKind.BYTES, "128MB", "A part is finished when it has this many bytes."),
            OptionKey.of(ROLL_ROWS, OptionKind.INTEGER, "0",
                    "A part is finished when it has this many rows, 0 for no limit. Pelton's own."),
            OptionKey.of(ROLL_TIME, OptionKind.DURATION, "30 min",
                    "A part is finished when the rows' event time leaves this interval (Flink: wall clock)."),
            OptionKey.ignored("sink.rolling-policy.check-interval", "parts roll by content, never by wall clock"),
            OptionKey.ignored("sink.rolling-policy.inactivity-interval", "parts roll by content, never by wall clock"),
            OptionKey.ignored("sink.parallelism", "a sink is one cursor"),
            OptionKey.ignored("scan.parallelism", "a file is read in order"),
            OptionKey.refused("source.path.regex-pattern", "put the files to read into a folder of their own"),
            OptionKey.refused("auto-compaction", "set sink.rolling-policy.file-size for the size you want"),
            OptionKey.refused("partition.default-name", "partitioned folders are not supported"));

    private FileSystemOptions() {
    }
}
