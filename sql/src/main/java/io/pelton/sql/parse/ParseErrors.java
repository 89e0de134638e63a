package io.pelton.sql.parse;

import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.diagnostic.SourceText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** Says what a syntax error means to the one who wrote it. */
final class ParseErrors {
    private static final int MANY = 12;

    private ParseErrors() {
    }

    static Diagnostic explain(SqlParseException error, PositionMap positions, List<Token> statement,
            SourceText script) {
        if (error.getPos() == null || error.getExpectedTokenSequences() == null) {
            Position at = error.getPos() == null
                    ? script.position(statement.get(0).start(), statement.get(0).end())
                    : positions.position(error.getPos());
            String message = firstLine(error.getMessage());
            return message.startsWith("Non-query expression")
                    ? new Diagnostic(Severity.ERROR, at, "no statement begins like this",
                    "write SELECT, WITH, INSERT, CREATE, SET, EXECUTE or EXPLAIN")
                    : new Diagnostic(Severity.ERROR, at, message, "");
        }
        Position at = positions.position(error.getPos());
        int offset = script.offset(at.line(), at.column());
        boolean early = error.getMessage() != null && error.getMessage().startsWith("Encountered \"<EOF>\"");
        Token found = early ? null : statement.stream().filter(token -> token.end() > offset).findFirst().orElse(null);
        if (found == null) {
            Token last = statement.get(statement.size() - 1);
            return new Diagnostic(Severity.ERROR, script.position(last.start(), last.end()),
                    "the statement ends too early behind `" + last.text() + "`", expected(error));
        }
        int index = statement.indexOf(found);
        if (index > 0 && statement.get(index - 1).isSymbol(',') && isReserved(found)) {
            Token comma = statement.get(index - 1);
            return new Diagnostic(Severity.ERROR, script.position(comma.start(), comma.end()),
                    "nothing follows this comma before `" + found.text() + "`",
                    "remove the comma, or quote the name: `" + found.text() + "`");
        }
        String mend = isReserved(found)
                ? "if it is a name, quote it: `" + found.text() + "`" + orElse(expected(error))
                : expected(error);
        return new Diagnostic(Severity.ERROR, script.position(found.start(), found.end()),
                "`" + found.text() + "` is not expected here", mend);
    }

    private static String orElse(String expected) {
        return expected.isEmpty() ? "" : "; else " + expected;
    }

    private static boolean isReserved(Token token) {
        return token.kind() == Token.Kind.WORD
                && SqlParser.create("", SqlParser.config().withParserFactory(FlinkSqlParserImpl.FACTORY))
                .getMetadata().isReservedWord(token.text().toUpperCase(Locale.ROOT));
    }

    private static String expected(SqlParseException error) {
        Collection<String> names = error.getExpectedTokenNames();
        Set<String> shown = new TreeSet<>();
        for (String name : names) {
            shown.add(plain(name.replace("\"", "")));
        }
        if (shown.isEmpty() || shown.size() > MANY) {
            return "";
        }
        return shown.stream().collect(Collectors.joining(", ", "expected: ", ""));
    }

    /** The grammar's names for kinds of tokens, in plain words. */
    private static String plain(String token) {
        if (token.endsWith("IDENTIFIER>")) {
            return "a name";
        }
        return switch (token) {
            case "<QUOTED_STRING>", "<PREFIXED_STRING_LITERAL>", "<UNICODE_STRING_LITERAL>" -> "a string";
            case "<UNSIGNED_INTEGER_LITERAL>", "<DECIMAL_NUMERIC_LITERAL>", "<APPROX_NUMERIC_LITERAL>" -> "a number";
            case "<EOF>" -> "the end of the statement";
            default -> token;
        };
    }

    private static String firstLine(String message) {
        int end = message == null ? -1 : message.indexOf('\n');
        return end < 0 ? String.valueOf(message) : message.substring(0, end);
    }
}
