package io.pelton.connectors.format;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.TableOptions;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.row.Schema;
import java.util.ArrayList;
import java.util.List;

/** The text formats by the name that {@code 'format' = '…'} gives them. */
public enum Format {
    CSV,
    JSON;

    /** Longest message in bytes; longer ones are refused. */
    public static final int MAX_MESSAGE_BYTES = 1 << 16;

    /** The format called {@code name}, or null. */
    public static Format named(String name) {
        return "csv".equals(name) ? CSV : "json".equals(name) ? JSON : null;
    }

    public List<OptionKey> keys() {
        return this == CSV ? CsvOptions.KEYS : JsonOptions.KEYS;
    }

    public RowDecoder decoder(Schema schema, TableOptions options) {
        return this == CSV
                ? new CsvDecoder(schema, CsvOptions.of(options)) : new JsonDecoder(schema, JsonOptions.of(options));
    }

    public RowEncoder encoder(Schema schema, TableOptions options) {
        return this == CSV
                ? new CsvEncoder(schema, CsvOptions.of(options)) : new JsonEncoder(schema, JsonOptions.of(options));
    }

    /** What is wrong with the combination of options; single values are checked before. */
    public List<OptionProblem> problems(TableOptions options) {
        List<OptionProblem> problems = new ArrayList<>();
        try {
            if (this == JSON) {
                JsonOptions.of(options);
            } else if (CsvOptions.of(options).header()) {
                problems.add(new OptionProblem("csv.header",
                        "is Pelton's own: Flink would read the header as a row, remove it for a Flink cluster", false));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new OptionProblem(null, e.getMessage(), true));
        }
        return problems;
    }
}
