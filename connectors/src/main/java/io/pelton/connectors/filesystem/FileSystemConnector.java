package io.pelton.connectors.filesystem;

import io.pelton.connectors.format.Format;
import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code 'connector' = 'filesystem'}: csv and json files, read once or followed, written as parts of a folder. */
public final class FileSystemConnector implements Connector {
    private final Path base;

    /** Relative paths start at the working directory. */
    public FileSystemConnector() {
        this(Path.of(""));
    }

    /** Relative paths start at {@code base}, which may lie in another file system. */
    public FileSystemConnector(Path base) {
        this.base = base;
    }

    @Override
    public String identifier() {
        return "filesystem";
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public List<OptionProblem> check(TableDefinition table, boolean asSource) {
        TableOptions options = options(table);
        List<OptionProblem> problems = new ArrayList<>(options.problems());
        if (options.text(FileSystemOptions.PATH) == null) {
            problems.add(new OptionProblem(FileSystemOptions.PATH, "is required: a file or a folder", true));
        }
        Format format = Format.named(options.text(FileSystemOptions.FORMAT));
        if (format == null) {
            String got = options.text(FileSystemOptions.FORMAT);
            problems.add(new OptionProblem(FileSystemOptions.FORMAT,
                    "is required: csv or json" + (got == null ? "" : ", got '" + got + "'"), true));
        } else if (problems.stream().noneMatch(OptionProblem::isError)) {
            problems.addAll(format.problems(options));
            checkNumbers(options, problems);
        }
        return problems;
    }

    private static void checkNumbers(TableOptions options, List<OptionProblem> problems) {
        if (options.has(FileSystemOptions.MONITOR_INTERVAL)
                && options.durationNs(FileSystemOptions.MONITOR_INTERVAL) <= 0) {
            problems.add(new OptionProblem(FileSystemOptions.MONITOR_INTERVAL, "must be above 0, such as '1 s'", true));
        }
        if (options.bytes(FileSystemOptions.ROLL_BYTES) <= 0) {
            problems.add(new OptionProblem(FileSystemOptions.ROLL_BYTES, "must be above 0, such as '128MB'", true));
        }
        if (options.integer(FileSystemOptions.ROLL_ROWS) < 0) {
            problems.add(new OptionProblem(FileSystemOptions.ROLL_ROWS, "must not be negative; 0 means no limit",
                    true));
        }
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return !table.options().containsKey(FileSystemOptions.MONITOR_INTERVAL);
    }

    @Override
    public Source createSource(TableDefinition table) {
        TableOptions options = options(table);
        Format format = Format.named(options.required(FileSystemOptions.FORMAT));
        long followNs = isBounded(table) ? 0 : options.durationNs(FileSystemOptions.MONITOR_INTERVAL);
        return new FileSystemSource(
                base, options.required(FileSystemOptions.PATH), format.decoder(table.schema(), options), followNs);
    }

    @Override
    public Sink createSink(TableDefinition table) {
        TableOptions options = options(table);
        Format format = Format.named(options.required(FileSystemOptions.FORMAT));
        RollingPolicy policy = new RollingPolicy(
                options.bytes(FileSystemOptions.ROLL_BYTES),
                options.integer(FileSystemOptions.ROLL_ROWS),
                options.durationNs(FileSystemOptions.ROLL_TIME) / 1_000_000);
        return new FileSystemSink(base, options.required(FileSystemOptions.PATH),
                format.name().toLowerCase(java.util.Locale.ROOT), format.encoder(table.schema(), options), policy);
    }

    private static TableOptions options(TableDefinition table) {
        List<OptionKey> keys = new ArrayList<>(FileSystemOptions.KEYS);
        Format format = Format.named(table.options().get(FileSystemOptions.FORMAT));
        if (format == null) {
            keys.addAll(Format.CSV.keys());
            keys.addAll(Format.JSON.keys());
        } else {
            keys.addAll(format.keys());
        }
        return new TableOptions(table, keys);
    }
}
