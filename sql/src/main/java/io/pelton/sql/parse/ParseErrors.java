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

    static Diagnostic explain(SqlParseException error, PositionMap positions, List<Token> statement, SourceText script) {
        if (error.getPos() == null || error.getExpectedTokenSequences() == null) {
            Position at = error.getPos() == null
                    ? script.position(statement.get(0).start(), statement.get(0).end())
                    : positions.position(error.getPos());
            return new Diagnostic(Severity.ERROR, at, firstLine(error.getMessage()), "");
        }
        Position at = positions.position(error.getPos());
        int offset = script.offset(at.line(), at.column());
        Token found = statement.stream().filter(token -> token.end() > offset).findFirst().orElse(null);
        if (found == null) {
            Token last = statement.get(statement.size() - 1);
            return new Diagnostic(Severity.ERROR, script.position(last.start(), last.end()),
                    "the statement ends too early behind `" + last.text() + "`", expected(error));
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
            shown.add(name.replace("\"", ""));
        }
        if (shown.isEmpty() || shown.size() > MANY) {
            return "";
        }
        return shown.stream().map(name -> name.startsWith("<") ? name.toLowerCase(Locale.ROOT) : name)
                .collect(Collectors.joining(", ", "expected: ", ""));
    }

    private static String firstLine(String message) {
        int end = message == null ? -1 : message.indexOf('\n');
        return end < 0 ? String.valueOf(message) : message.substring(0, end);
    }
}
