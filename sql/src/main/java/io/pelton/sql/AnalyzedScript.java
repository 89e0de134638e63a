package io.pelton.sql;

import io.pelton.sql.diagnostic.Diagnostic;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanNode;
import java.util.List;

/**
 * A script that can run.
 *
 * @param plan        of its INSERTs and bare SELECTs
 * @param explained   of its EXPLAIN statements, in order
 * @param diagnostics warnings and notes, in the order of the text
 */
public record AnalyzedScript(PhysicalPlan plan, List<PlanNode> explained, List<Diagnostic> diagnostics) {

    public AnalyzedScript {
        explained = List.copyOf(explained);
        diagnostics = List.copyOf(diagnostics);
    }
}
