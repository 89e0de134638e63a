package io.pelton.sql;

import io.pelton.sql.analyze.Analysis;
import io.pelton.sql.analyze.PlannedQuery;
import io.pelton.sql.analyze.ScriptAnalyzer;
import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.diagnostic.Diagnostics;
import io.pelton.sql.diagnostic.Position;
import io.pelton.sql.diagnostic.SourceText;
import io.pelton.sql.diagnostic.SqlException;
import io.pelton.sql.parse.ParsedScript;
import io.pelton.sql.parse.ScriptParser;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanCodec;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a script into a physical plan, or says what is wrong with it. Any thread; calls don't share anything. */
public final class SqlFrontEnd {
    /** The sink of a SELECT that has no INSERT. */
    private static final String PRINT = "print";

    private SqlFrontEnd() {
    }

    /**
     * @param scriptName stands in findings, before line and column
     * @throws SqlException when the script is refused, with all findings
     */
    public static AnalyzedScript analyze(String scriptName, String sql) throws SqlException {
        SourceText script = new SourceText(scriptName, sql);
        Diagnostics diagnostics = new Diagnostics();
        ParsedScript statements = ScriptParser.parse(script, diagnostics);
        Analysis analysis = ScriptAnalyzer.analyze(statements, diagnostics);
        if (analysis == null) {
            throw new SqlException(script, diagnostics.all());
        }
        if (analysis.queries().isEmpty()) {
            diagnostics.error(Position.START, "the script computes nothing",
                    "add INSERT INTO … SELECT …, or a SELECT to print its rows");
            throw new SqlException(script, diagnostics.all());
        }
        return new AnalyzedScript(plan(scriptName, sql, analysis), explained(analysis), diagnostics.all());
    }

    private static PhysicalPlan plan(String scriptName, String sql, Analysis analysis) {
        List<SourceTable> sources = new ArrayList<>();
        analysis.streams().forEach((table, id) -> sources.add(source(table.definition(), id)));
        List<SinkTable> sinks = new ArrayList<>();
        Map<StreamTable, Integer> sinkIds = new LinkedHashMap<>();
        Set<StreamTable> written = new HashSet<>();
        analysis.queries().stream().filter(query -> !query.explain() && query.sink() != null)
                .forEach(query -> written.add(query.sink()));
        for (StreamTable table : analysis.tables()) {
            if (written.contains(table)) {
                sinkIds.put(table, sinks.size());
                sinks.add(sink(table.definition(), sinks.size()));
            }
        }
        List<Insert> inserts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(sinks.stream().map(SinkTable::name).toList());
        for (PlannedQuery query : analysis.queries()) {
            if (query.explain()) {
                continue;
            }
            if (query.sink() != null) {
                inserts.add(new Insert(sinkIds.get(query.sink()), query.root()));
            } else {
                inserts.add(new Insert(sinks.size(), query.root()));
                sinks.add(new SinkTable(sinks.size(), printName(names), query.root().schema(),
                        Map.of("connector", PRINT), List.of()));
            }
        }
        return new PhysicalPlan(PhysicalPlan.CURRENT_VERSION, scriptName,
                PlanCodec.hash(sql, analysis.settings()), analysis.settings(), sources, sinks, inserts);
    }

    private static SourceTable source(StreamTable.Definition table, int id) {
        return new SourceTable(id, table.name(), table.physical(), table.options(),
                table.eventTime() < 0 ? null : table.columns().get(table.eventTime()), table.watermark());
    }

    private static SinkTable sink(StreamTable.Definition table, int id) {
        return new SinkTable(id, table.name(), table.physical(), table.options(), table.primaryKey());
    }

    private static String printName(Set<String> taken) {
        String name = PRINT;
        for (int i = 2; !taken.add(name); i++) {
            name = PRINT + "_" + i;
        }
        return name;
    }

    private static List<PlanNode> explained(Analysis analysis) {
        return analysis.queries().stream().filter(PlannedQuery::explain).map(PlannedQuery::root).toList();
    }
}
