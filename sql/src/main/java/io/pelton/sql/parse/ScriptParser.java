package io.pelton.sql.parse;

import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Parses scripts, statement by statement, so that each one's errors are reported. Not thread-safe. */
public final class ScriptParser {
    private static final SqlParser.Config PARSER = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withLex(Lex.JAVA)
            .withIdentifierMaxLength(256);

    private final SourceText script;
    private final Diagnostics diagnostics;
    private final ReservedNames reservedNames = new ReservedNames();
    private final List<ParsedStatement> statements = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();

    private ScriptParser(SourceText script, Diagnostics diagnostics) {
        this.script = script;
        this.diagnostics = diagnostics;
    }

    /** The statements that could be parsed; what couldn't is reported. */
    public static ParsedScript parse(SourceText script, Diagnostics diagnostics) {
        ScriptParser parser = new ScriptParser(script, diagnostics);
        List<Token> tokens = Tokenizer.tokens(script, diagnostics);
        if (diagnostics.hasErrors()) {
            // Behind an open quote everything would be wrong.
            return new ParsedScript(List.of(), Set.of());
        }
        for (List<Token> statement : StatementSplitter.split(tokens)) {
            parser.parseGroup(statement);
        }
        return new ParsedScript(parser.statements, parser.lost);
    }

    private void parseGroup(List<Token> statement) {
        int body = StatementSplitter.statementSetBody(statement);
        if (body < 0) {
            parseStatement(statement, false);
            return;
        }
        boolean explain = statement.get(0).isWord("EXPLAIN");
        int end = statement.size();
        if (statement.get(end - 1).isWord("END")) {
            end--;
        } else {
            Token last = statement.get(end - 1);
            diagnostics.error(script.position(last.start(), last.end()), "this statement set has no END",
                    "close it with END;");
        }
        for (List<Token> insert : StatementSplitter.cut(statement.subList(body, end))) {
            parseStatement(insert, explain);
        }
    }

    private void parseStatement(List<Token> statement, boolean explainSet) {
        int start = statement.get(0).start();
        int end = statement.get(statement.size() - 1).end();
        List<Token> names = reservedNames.find(statement);
        StringBuilder text = new StringBuilder(script.text().substring(start, end));
        int[] inserted = new int[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            Token name = names.get(i);
            inserted[2 * i] = name.start() - start + 2 * i;
            inserted[2 * i + 1] = name.end() - start + 2 * i + 1;
            text.insert(inserted[2 * i], '`').insert(inserted[2 * i + 1], '`');
        }
        warn(names);
        PositionMap positions = new PositionMap(script, text.toString(), start, inserted);
        try {
            SqlNode node = SqlParser.create(text.toString(), PARSER).parseStmt();
            statements.add(unwrap(node, positions, explainSet));
        } catch (SqlParseException e) {
            diagnostics.add(ParseErrors.explain(e, positions, statement, script));
            rememberName(statement);
        }
    }

    /** CREATE … TABLE or VIEW … name: the last word of the name. */
    private void rememberName(List<Token> statement) {
        int i = 1;
        while (i < statement.size() && !statement.get(i).isWord("TABLE") && !statement.get(i).isWord("VIEW")) {
            i++;
        }
        i++;
        while (i < statement.size() && (statement.get(i).isWord("IF") || statement.get(i).isWord("NOT")
                || statement.get(i).isWord("EXISTS"))) {
            i++;
        }
        while (i + 2 < statement.size() && statement.get(i + 1).isSymbol('.')) {
            i += 2;
        }
        if (statement.get(0).isWord("CREATE") && i < statement.size()) {
            lost.add(statement.get(i).text().replace("`", ""));
        }
    }

    private void warn(List<Token> names) {
        if (!names.isEmpty()) {
            Token name = names.get(0);
            String times = names.size() == 1 ? "" : " (" + names.size() + " times in this statement)";
            diagnostics.warning(script.position(name.start(), name.end()),
                    "`" + name.text() + "` is a reserved word; read as a name here" + times,
                    "Flink refuses it without quotes; write `" + name.text() + "`");
        }
    }

    private static ParsedStatement unwrap(SqlNode node, PositionMap positions, boolean explainSet) {
        SqlNode statement = node;
        boolean explain = explainSet;
        if (statement instanceof SqlRichExplain explained) {
            statement = explained.getStatement();
            explain = true;
        }
        if (statement instanceof SqlExecute execute) {
            statement = execute.getStatement();
        }
        return new ParsedStatement(statement, positions, explain);
    }
}
