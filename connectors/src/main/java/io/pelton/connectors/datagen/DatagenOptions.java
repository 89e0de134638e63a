package io.pelton.connectors.datagen;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The WITH options of datagen: Flink's, and Pelton's kinds cycle, sequence-time, walk and gaussian with what they need.
 */
final class DatagenOptions {
    static final String RATE = "rows-per-second";
    static final String ROWS = "number-of-rows";
    static final String SEED = "seed";

    private static final List<OptionKey> OF_THE_TABLE = List.of(
            OptionKey.of(RATE, OptionKind.INTEGER, "10000", "Rows a second, 0 for as many as possible (Pelton's own)."),
            OptionKey.of(ROWS, OptionKind.INTEGER, null, "The table ends after so many rows."),
            OptionKey.of(SEED, OptionKind.INTEGER, "42", "Another seed gives other random values. Pelton's own."),
            OptionKey.ignored("scan.parallelism", "rows are made in order"));

    private static final List<OptionKey> OF_A_FIELD = List.of(
            OptionKey.of("kind", OptionKind.TEXT, "random",
                    "random or sequence as in Flink; cycle, sequence-time, walk, gaussian are Pelton's own."),
            OptionKey.of("min", OptionKind.DECIMAL_NUMBER, null, "Least random number; lower wall of a walk."),
            OptionKey.of("max", OptionKind.DECIMAL_NUMBER, null, "Largest random number; upper wall of a walk."),
            OptionKey.of("length", OptionKind.INTEGER, null, "Characters of a random text, 100 by default."),
            OptionKey.of("max-past", OptionKind.DURATION, "0 ms", "Random times lie up to this long before now."),
            OptionKey.of("null-rate", OptionKind.DECIMAL_NUMBER, "0", "Share of NULLs, 0 to 1."),
            OptionKey.of("start", OptionKind.TEXT, null, "First value; a timestamp for sequence-time."),
            OptionKey.of("end", OptionKind.TEXT, null,
            "Last value of a sequence, which ends the table, or of a cycle."),
            OptionKey.of("step", OptionKind.TEXT, null,
                    "From one value to the next: a number, a duration for sequence-time, the largest move of a walk."),
            OptionKey.of("repeat", OptionKind.INTEGER, "1", "Rows in a row that get the same value of a sequence."),
            OptionKey.of("jitter", OptionKind.DURATION, "0 ms", "sequence-time: up to this much earlier, by chance."),
            OptionKey.of("mean", OptionKind.DECIMAL_NUMBER, "0", "gaussian: middle of the values."),
            OptionKey.of("stddev", OptionKind.DECIMAL_NUMBER, "1", "gaussian: standard deviation."),
            OptionKey.of("drift", OptionKind.DECIMAL_NUMBER, "0", "gaussian: added to the mean with every row."),
            OptionKey.of("period", OptionKind.INTEGER, "0", "gaussian: rows after which drift and spike begin anew."),
            OptionKey.of("spike-start", OptionKind.INTEGER, "0", "gaussian: row of the period where the spike begins."),
            OptionKey.of("spike-length", OptionKind.INTEGER, "0", "gaussian: rows of a spike."),
            OptionKey.of("spike-size", OptionKind.DECIMAL_NUMBER, "0", "gaussian: added during a spike."),
            OptionKey.of("prefix", OptionKind.TEXT, null, "Texts are this and a number."),
            OptionKey.of("digits", OptionKind.INTEGER, "1", "Least digits of the number in a text."),
            OptionKey.of("decimals", OptionKind.INTEGER, "-1", "Real numbers are rounded to so many places."),
            OptionKey.refused("var-len", "texts have one length"));

    private DatagenOptions() {
    }

    static String field(String column, String property) {
        return "fields." + column + "." + property;
    }

    /** The keys of a table with these columns. */
    static List<OptionKey> keys(Schema schema) {
        List<OptionKey> keys = new ArrayList<>(OF_THE_TABLE);
        for (Column column : schema.columns()) {
            for (OptionKey key : OF_A_FIELD) {
                keys.add(new OptionKey(
                        field(column.name(), key.name()), key.kind(), key.defaultValue(), key.meaning()));
            }
        }
        return keys;
    }
}
