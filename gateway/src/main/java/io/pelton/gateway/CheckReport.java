package io.pelton.gateway;

import io.pelton.connectors.memory.InProcessConnector;
import io.pelton.engine.configuration.EngineConfiguration;
import io.pelton.gateway.catalog.ConnectorCatalog;
import io.pelton.gateway.plan.ClassCache;
import io.pelton.gateway.plan.FindingText;
import io.pelton.gateway.plan.ScriptPlanner;
import io.pelton.gateway.script.Script;
import io.pelton.gateway.script.ScriptRefusedException;
import io.pelton.sql.AnalyzedScript;
import io.pelton.sql.compile.CompileException;
import io.pelton.sql.compile.CompiledPlan;
import io.pelton.sql.compile.OperatorMemory;
import io.pelton.sql.compile.PlanCompiler;
import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.diagnostic.Severity;
import io.pelton.sql.explain.FlinkDifferences;
import io.pelton.sql.explain.PlanExplainer;
import io.pelton.sql.explain.StateEstimate;
import io.pelton.sql.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be said of a script before it runs. Nothing outside is touched: no file of a table is opened.
 *
 * @param findings         warnings and notes with file, line and column, rendered
 * @param plan             types, windows, operators, memory at the limits, rendered
 * @param explained        the queries of EXPLAIN statements, rendered
 * @param operators        memory and limits of each operator
 * @param flinkDifferences what would be different on a Flink cluster, a sentence each; empty when nothing
 * @param isBounded        true when the script ends by itself
 * @param disk             retention, sink budgets, and what happens when the disk fills up
 * @param planHash         state of another hash is refused at start
 * @param generatedCode    the Java that runs
 */
public record CheckReport(
        String script,
        String findings,
        String plan,
        List<String> explained,
        List<OperatorMemory> operators,
        List<String> flinkDifferences,
        boolean isBounded,
        DiskPolicy disk,
        String planHash,
        String generatedCode) {

    public CheckReport {
        explained = List.copyOf(explained);
        operators = List.copyOf(operators);
        flinkDifferences = List.copyOf(flinkDifferences);
    }

    /**
     * Checks a script.
     *
     * @param settings as SET statements, over those of the script
     * @throws ScriptRefusedException when it can't run, with all findings
     */
    public static CheckReport of(Script script, Map<String, String> settings) {
        AnalyzedScript analyzed = ScriptPlanner.analyze(script);
        PhysicalPlan plan = ScriptPlanner.identified(analyzed.plan(), settings);
        ConnectorCatalog catalog = Pelton.catalog(System.out, new InProcessConnector());
        List<Diagnostic> findings = new ArrayList<>(analyzed.diagnostics());
        findings.addAll(FindingText.ofTables(script, catalog.check(plan)));
        String text = FindingText.render(script, findings);
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            throw new ScriptRefusedException(text);
        }
        CompiledPlan compiled = compile(script, plan, catalog);
        List<String> explained = analyzed.explained().stream().map(node -> PlanExplainer.explain(plan, node)).toList();
        return new CheckReport(script.name(), text, PlanExplainer.explain(plan, estimate(compiled)), explained,
                compiled.operators(), FlinkDifferences.of(plan, analyzed.diagnostics()), catalog.isBounded(plan),
                DiskPolicy.of(plan, catalog), plan.hash(), compiled.source());
    }

    static CompiledPlan compile(Script script, PhysicalPlan plan, ConnectorCatalog catalog) {
        try {
            EngineConfiguration.of(plan.settings());
            return new PlanCompiler(catalog::find, ClassCache.ofUser()).compile(plan);
        } catch (CompileException | IllegalArgumentException e) {
            throw new ScriptRefusedException(
                    FindingText.render(script, List.of(FindingText.ofSetting(script, e.getMessage()))));
        }
    }

    private static StateEstimate estimate(CompiledPlan compiled) {
        return (insert, aggregation) -> {
            List<OperatorMemory> stateful = compiled.operators().stream()
                    .filter(operator -> operator.insert() == insert && operator.maxStateBytes() > 0).toList();
            if (aggregation >= stateful.size()) {
                return null;
            }
            OperatorMemory memory = stateful.get(aggregation);
            return new StateEstimate.Bytes(memory.maxKeys(), memory.maxStateBytes());
        };
    }
}
