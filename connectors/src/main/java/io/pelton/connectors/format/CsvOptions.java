package io.pelton.connectors.format;

import io.pelton.connectors.option.OptionKey;
import io.pelton.connectors.option.OptionKind;
import io.pelton.connectors.option.TableOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How csv is written in one table.
 *
 * @param quote       or -1 for none
 * @param escape      or -1 for none
 * @param nullLiteral UTF-8, or null for none
 */
public record CsvOptions(
        char delimiter,
        int quote,
        int escape,
        byte[] nullLiteral,
        boolean allowComments,
        boolean ignoreParseErrors,
        boolean header,
        boolean scientificDecimals) {

    /** The keys, as in Flink but for csv.header. */
    public static final List<OptionKey> KEYS = List.of(
            OptionKey.of("csv.field-delimiter", OptionKind.CHARACTER, ",", "Between two fields."),
            OptionKey.of("csv.quote-character", OptionKind.CHARACTER, "\"",
            "Around fields that hold special characters."),
            OptionKey.of("csv.disable-quote-character", OptionKind.BOOLEAN, "false", "Quotes are ordinary characters."),
            OptionKey.of("csv.escape-character", OptionKind.CHARACTER, null,
            "Takes the meaning off the next character."),
            OptionKey.of("csv.null-literal", OptionKind.TEXT, null, "Text that stands for NULL."),
            OptionKey.of("csv.allow-comments", OptionKind.BOOLEAN, "false", "Lines that begin with # are skipped."),
            OptionKey.of("csv.ignore-parse-errors", OptionKind.BOOLEAN, "false",
                    "A field that can't be read becomes NULL; a line that can't be read stays a counted dead letter."),
            OptionKey.of("csv.header", OptionKind.BOOLEAN, "false",
                    "The first line names the columns, in any order. Pelton's own, not in Flink."),
            OptionKey.of("csv.write-bigdecimal-in-scientific-notation", OptionKind.BOOLEAN, "true",
                    "Tiny decimals are written with an exponent."),
            OptionKey.refused("csv.array-element-delimiter", "ARRAY columns are not supported"));

    public static CsvOptions of(TableOptions options) {
        boolean hasQuote = !options.bool("csv.disable-quote-character");
        String nullLiteral = options.text("csv.null-literal");
        return new CsvOptions(
                options.character("csv.field-delimiter"),
                hasQuote ? options.character("csv.quote-character") : -1,
                options.has("csv.escape-character") ? options.character("csv.escape-character") : -1,
                nullLiteral == null ? null : nullLiteral.getBytes(StandardCharsets.UTF_8),
                options.bool("csv.allow-comments"),
                options.bool("csv.ignore-parse-errors"),
                options.bool("csv.header"),
                options.bool("csv.write-bigdecimal-in-scientific-notation"));
    }
}
