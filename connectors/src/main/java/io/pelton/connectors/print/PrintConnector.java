package io.pelton.connectors.print;

import io.pelton.connectors.format.JsonOptions;
import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.sink.Sink;
import io.pelton.engine.source.Source;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code 'connector' = 'print'}: Flink's lines ({@code +I[a, 1, null]}), or with {@code 'format' = 'json'} one object
 * per line with the change under {@code op} and every column in DDL order.
 */
public final class PrintConnector implements Connector {
    static final String OP = "op";

    private static final String IDENTIFIER = "print-identifier";
    private static final String STANDARD_ERROR = "standard-error";
    private static final List<OptionKey> KEYS = List.of(
            OptionKey.of(IDENTIFIER, OptionKind.TEXT, "", "Stands before every line."),
            OptionKey.of(STANDARD_ERROR, OptionKind.BOOLEAN, "false", "Print to standard error."),
            OptionKey.of("format", OptionKind.TEXT, null, "json for one object per line. Pelton's own."),
            OptionKey.of("json.timestamp-format.standard", OptionKind.TEXT, "SQL", "SQL or ISO-8601."),
            OptionKey.of("json.encode.decimal-as-plain-number", OptionKind.BOOLEAN, "true",
                    "Tiny decimals are written without an exponent."),
            OptionKey.ignored("sink.parallelism", "a sink is one cursor"));

    private final PrintStream out;
    private final PrintStream error;

    /** Prints to these streams; they stay open. */
    public PrintConnector(PrintStream out, PrintStream error) {
        this.out = out;
        this.error = error;
    }

    @Override
    public String identifier() {
        return "print";
    }

    @Override
    public boolean canRead() {
        return false;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public List<OptionProblem> check(TableDefinition table, boolean asSource) {
        TableOptions options = new TableOptions(table, KEYS);
        List<OptionProblem> problems = new ArrayList<>(options.problems());
        String format = options.text("format");
        if (format != null && !format.equals("json")) {
            problems.add(new OptionProblem("format", "expected json, or no format for Flink's lines, got '" + format
                    + "'", true));
        }
        if (format != null) {
            problems.add(new OptionProblem("format", "is Pelton's own here: Flink's print has no format", false));
            if (table.schema().indexOf(OP) >= 0) {
                problems.add(new OptionProblem("format",
                        "a column called op would hide the kind of change, rename the column", true));
            }
        }
        String standard = options.text("json.timestamp-format.standard");
        if (!standard.equals("SQL") && !standard.equals("ISO-8601")) {
            problems.add(new OptionProblem("json.timestamp-format.standard", "expected SQL or ISO-8601, got '"
                    + standard
                    + "'", true));
        }
        return problems;
    }

    @Override
    public boolean isBounded(TableDefinition table) {
        return true;
    }

    @Override
    public Source createSource(TableDefinition table) {
        throw new UnsupportedOperationException("print can't be read: table=" + table.name());
    }

    @Override
    public Sink createSink(TableDefinition table) {
        TableOptions options = new TableOptions(table, KEYS);
        JsonOptions json = options.text("format") == null ? null : new JsonOptions(
                false, false, options.text("json.timestamp-format.standard").equals("ISO-8601"),
                options.bool("json.encode.decimal-as-plain-number"), false);
        return new PrintSink(options.bool(STANDARD_ERROR) ? error : out, options.text(IDENTIFIER), json);
    }
}
