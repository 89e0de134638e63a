package io.pelton.sql.analyze;

import io.pelton.sql.catalog.Catalog;
import io.pelton.sql.parse.Refusal;
import io.pelton.sql.signature.FlinkOperatorTable;
import io.pelton.sql.signature.WindowFunction;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Says in plain words what Calcite's validator found. */
final class ErrorTexts {
    private static final Pattern COLUMN = Pattern.compile("Column '(.*)' not found in any table");
    private static final Pattern NEAR =
            Pattern.compile("Column '(.*)' not found in .*; did you mean '(.*)'\\?");
    private static final Pattern IN_TABLE = Pattern.compile("Column '(.*)' not found in table '(.*)'");
    private static final Pattern OBJECT = Pattern.compile("Object '(.*)' not found.*");
    private static final Pattern TABLE = Pattern.compile("Table '(.*)' not found.*");
    private static final Pattern FUNCTION = Pattern.compile("No match found for function signature (\\S+?)\\((.*)\\)");
    private static final Pattern GROUPED = Pattern.compile("Expression '(.*)' is not being grouped");

    private static final Pattern NUMBER =
            Pattern.compile("Invalid number of arguments to function '(.*)'\\. Was expecting (.*) arguments");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown identifier '(.*)'");
    private static final Pattern ARGUMENTS = Pattern.compile(
            "Cannot apply '(.*?)' to arguments of type '(.*)'\\. Supported form\\(s\\): (.*)", Pattern.DOTALL);
    private static final Map<String, String> MENDS = Map.of(
            "Illegal use of 'NULL'", "give it a type, for example CAST(NULL AS STRING)",
            "Illegal mixing of types in CASE or COALESCE statement", "cast the branches to one type",
            "Expected a boolean type", "write a comparison, for example x > 0");

    private final Catalog catalog;

    ErrorTexts(Catalog catalog) {
        this.catalog = catalog;
    }

    static String noTable(String name) {
        return "there is no table or view `" + name + "`";
    }

    Refusal explain(CalciteContextException error) {
        SqlParserPos at = new SqlParserPos(error.getPosLine(), error.getPosColumn(), error.getEndPosLine(),
                error.getEndPosColumn());
        String text = error.getCause() == null ? String.valueOf(error.getMessage())
                : String.valueOf(error.getCause().getMessage());
        Matcher column = COLUMN.matcher(text);
        if (column.matches()) {
            return new Refusal(at, "the column `" + column.group(1) + "` isn't known here",
                    Names.didYouMean(column.group(1), allColumns()));
        }
        Matcher near = NEAR.matcher(text);
        if (near.matches()) {
            return new Refusal(at, "the column `" + near.group(1) + "` isn't known here",
                    "did you mean `" + near.group(2) + "`? (upper and lower case count)");
        }
        Matcher inTable = IN_TABLE.matcher(text);
        if (inTable.matches()) {
            return new Refusal(at, "`" + inTable.group(2) + "` has no column `" + inTable.group(1) + "`",
                    Names.didYouMean(inTable.group(1), allColumns()));
        }
        Matcher object = OBJECT.matcher(text);
        Matcher table = TABLE.matcher(text);
        if (object.matches() || table.matches()) {
            String name = object.matches() ? object.group(1) : table.group(1);
            return new Refusal(at, noTable(name), Names.didYouMean(name, catalog.names()));
        }
        Matcher function = FUNCTION.matcher(text);
        if (function.matches()) {
            return function(at, function.group(1).replace("`", ""), function.group(2));
        }
        Matcher grouped = GROUPED.matcher(text);
        if (grouped.matches()) {
            return new Refusal(at, "`" + grouped.group(1) + "` is neither grouped by nor inside an aggregate",
                    "add it to GROUP BY, or write for example MAX(" + grouped.group(1) + ")");
        }
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            WindowFunction window = FlinkOperatorTable.windowFunction(number.group(1));
            return new Refusal(at, number.group(1) + " takes another number of arguments",
                    window == null ? "it takes " + number.group(2) : "write: " + window.signature());
        }
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.matches()) {
            return new Refusal(at, "the column `" + unknown.group(1) + "` isn't known here",
                    "a computed column sees the physical columns of its table only");
        }
        Matcher arguments = ARGUMENTS.matcher(text);
        if (arguments.matches()) {
            return new Refusal(at, "`" + arguments.group(1) + "` can't be applied to " + types(arguments.group(2)),
                    "it takes: " + types(arguments.group(3).replace("\n", " or ").replace("'", "")));
        }
        return new Refusal(at, text, MENDS.getOrDefault(text, ""));
    }

    /** Calcite's notation of types in plain SQL. */
    private static String types(String text) {
        return text.replace("VARCHAR(2147483647)", "STRING").replace("INTEGER", "INT")
                .replace("<", "").replace(">", "");
    }

    private static Refusal function(SqlParserPos at, String name, String types) {
        Set<String> known = FlinkOperatorTable.INSTANCE.functionNames();
        String upper = name.toUpperCase(Locale.ROOT);
        if (known.contains(upper)) {
            return new Refusal(at, upper + " doesn't take (" + types.replace("<", "").replace(">", "") + ")",
                    "cast the arguments to the types it takes");
        }
        String meant = Names.didYouMean(upper, known);
        return new Refusal(at, "the function " + upper + " is not supported yet", meant.startsWith("did") ? meant : "");
    }

    private Set<String> allColumns() {
        Set<String> columns = new TreeSet<>();
        for (String name : catalog.names()) {
            Table table = catalog.get(name);
            for (RelDataTypeField field : table.getRowType(new io.pelton.sql.type.FlinkTypeFactory()).getFieldList()) {
                columns.add(field.getName());
            }
        }
        return columns;
    }
}
