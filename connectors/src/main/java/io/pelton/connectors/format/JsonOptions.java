package io.pelton.connectors.format;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import io.pelton.connectors.option.TableOptions;
import java.util.List;

/** How json is written in one table. */
public record JsonOptions(
        boolean failOnMissingField,
        boolean ignoreParseErrors,
        boolean isoTimestamps,
        boolean plainDecimals,
        boolean omitNulls) {

    /** The keys, as in Flink. */
    public static final List<OptionKey> KEYS = List.of(
            OptionKey.of("json.fail-on-missing-field", OptionKind.BOOLEAN, "false",
            "A missing field is an error, not NULL."),
            OptionKey.of("json.ignore-parse-errors", OptionKind.BOOLEAN, "false",
                    "A field that can't be read becomes NULL; a line that can't be read stays a counted dead letter."),
            OptionKey.of("json.timestamp-format.standard", OptionKind.TEXT, "SQL", "SQL or ISO-8601."),
            OptionKey.of("json.encode.decimal-as-plain-number", OptionKind.BOOLEAN, "false",
                    "Tiny decimals are written without an exponent."),
            OptionKey.of("json.encode.ignore-null-fields", OptionKind.BOOLEAN, "false", "NULL columns are left out."),
            OptionKey.ignored("json.map-null-key.mode", "MAP columns are not supported"),
            OptionKey.ignored("json.map-null-key.literal", "MAP columns are not supported"),
            OptionKey.ignored("json.decode.json-parser.enabled", "there is one parser"));

    public static JsonOptions of(TableOptions options) {
        String standard = options.text("json.timestamp-format.standard");
        if (!standard.equals("SQL") && !standard.equals("ISO-8601")) {
            throw new IllegalArgumentException("expected SQL or ISO-8601: option=json.timestamp-format.standard value="
                    + standard);
        }
        return new JsonOptions(
                options.bool("json.fail-on-missing-field"),
                options.bool("json.ignore-parse-errors"),
                standard.equals("ISO-8601"),
                options.bool("json.encode.decimal-as-plain-number"),
                options.bool("json.encode.ignore-null-fields"));
    }
}
