package io.pelton.connectors.datagen;

import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.row.Column;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** {@code 'connector' = 'datagen'}: made-up rows, the same for the same seed. */
public final class DatagenConnector implements Connector {

    @Override
    public String identifier() {
        return "datagen";
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public boolean canWrite() {
        return false;
    }

    @Override
    public List<OptionProblem> check(TableDefinition table, boolean asSource) {
        TableOptions options = options(table);
        List<OptionProblem> problems = new ArrayList<>(options.problems());
        if (problems.stream().anyMatch(OptionProblem::isError)) {
            return problems;
        }
        if (options.integer(DatagenOptions.RATE) < 0) {
            problems.add(new OptionProblem(DatagenOptions.RATE, "must not be negative; 0 means no limit", true));
        }
        if (options.has(DatagenOptions.ROWS) && options.integer(DatagenOptions.ROWS) < 0) {
            problems.add(new OptionProblem(DatagenOptions.ROWS, "must not be negative", true));
        }
        FieldGenerators generators = new FieldGenerators(options, table.schema(), null);
        for (int i = 0; i < table.schema().size(); i++) {
            Column column = table.schema().column(i);
            try {
                generators.build(i);
            } catch (IllegalArgumentException e) {
                problems.add(new OptionProblem(DatagenOptions.field(column.name(), "kind"), e.getMessage(), true));
            }
        }
        return problems;
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        if (table.options().containsKey(DatagenOptions.ROWS)) {
            return true;
        }
        return table.schema().columns().stream().anyMatch(
                column -> "sequence".equals(table.options().get(DatagenOptions.field(column.name(), "kind"))));
    }

    @Override
    public Source createSource(TableDefinition table) {
        TableOptions options = options(table);
        long rows = options.has(DatagenOptions.ROWS) ? options.integer(DatagenOptions.ROWS) : Long.MAX_VALUE;
        return new DatagenSource(
                clock -> new FieldGenerators(options, table.schema(), clock).build(),
                identity(table, options), rows, options.integer(DatagenOptions.RATE));
    }

    /** The seed, and a checksum of all that decides values. */
    private static String identity(TableDefinition table, TableOptions options) {
        CRC32C sum = new CRC32C();
        for (Map.Entry<String, String> option : new TreeMap<>(table.options()).entrySet()) {
            if (option.getKey().startsWith("fields.")) {
                sum.update((option.getKey() + "=" + option.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return "datagen seed=" + options.integer(DatagenOptions.SEED) + " fields=" + Long.toHexString(sum.getValue());
    }

    @Override
    public Sink createSink(TableDefinition table) {
        throw new UnsupportedOperationException("datagen can't be written: table=" + table.name());
    }

    private static TableOptions options(TableDefinition table) {
        return new TableOptions(table, DatagenOptions.keys(table.schema()));
    }
}
