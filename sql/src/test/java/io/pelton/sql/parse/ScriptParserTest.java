package io.pelton.sql.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.diagnostic.SourceText;
import java.util.List;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;

class ScriptParserTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private ParsedScript parse(String sql) {
        return ScriptParser.parse(new SourceText("t.sql", sql), diagnostics);
    }

    @Test
    void shouldKeepPositionsTrueBehindInsertedQuotes() {
        ParsedStatement statement = parse("-- first\n\n  SELECT timestamp, date, wrong\n  FROM t;").statements().get(0);
        SqlSelect select = (SqlSelect) statement.node();
        assertEquals(new Position(3, 27, 5),
                statement.positions().position(select.getSelectList().get(2).getParserPosition()));
        assertEquals(new Position(3, 10, 9),
                statement.positions().position(select.getSelectList().get(0).getParserPosition()));
        assertEquals(new Position(4, 8, 1), statement.positions().position(select.getFrom().getParserPosition()));
    }

    @Test
    void shouldWarnOncePerStatementAboutReservedNames() {
        parse("SELECT timestamp, timestamp FROM t");
        assertEquals(List.of(new Diagnostic(Severity.WARNING, new Position(1, 8, 9),
                "`timestamp` is a reserved word; read as a name here (2 times in this statement)",
                "Flink refuses it without quotes; write `timestamp`")), diagnostics.all());
    }

    @Test
    void shouldReportTheErrorsOfEachStatementAndKeepTheRest() {
        ParsedScript script = parse("SELECT FROM t;\nSELECT a FROM t;\nCREATE VIEW IF NOT EXISTS a.v AS SELEC 1;");
        assertEquals(1, script.statements().size());
        assertEquals(List.of(1, 3), diagnostics.all().stream().map(Diagnostic::line).toList());
        assertTrue(script.lost().contains("v"));
    }

    @Test
    void shouldTakeStatementSetsApart() {
        ParsedScript script =
                parse("EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT x FROM t; INSERT INTO b SELECT y FROM t; END;"
                + "BEGIN STATEMENT SET; INSERT INTO a SELECT x FROM t; END; EXPLAIN SELECT x FROM t; EXECUTE INSERT "
                + "INTO a SELECT x FROM t");
        assertEquals(List.of(), diagnostics.all());
        assertEquals(List.of(true, true, false, true, false),
                script.statements().stream().map(ParsedStatement::explain).toList());
    }

    @Test
    void shouldKeepPositionsTrueInCarriageReturnFiles() {
        parse("SELECT a\r\nFROM t\r\nWHERE ;");
        assertEquals(List.of(3), diagnostics.all().stream().map(Diagnostic::line).toList());
    }
}
