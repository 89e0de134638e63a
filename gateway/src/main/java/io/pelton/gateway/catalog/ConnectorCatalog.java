package io.pelton.gateway.catalog;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The connectors by identifier. */
public final class ConnectorCatalog {
    private final Map<String, Connector> connectors = new TreeMap<>();

    public ConnectorCatalog(List<Connector> connectors) {
        for (Connector connector : connectors) {
            if (this.connectors.put(connector.identifier(), connector) != null) {
                throw new IllegalArgumentException("two connectors have one name: connector=" + connector.identifier());
            }
        }
    }

    /** The connector of this name, or null. */
    public Connector find(String identifier) {
        return connectors.get(identifier);
    }

    /** All that the connectors have against the plan's tables; nothing outside is touched. */
    public List<TableProblem> check(PhysicalPlan plan) {
        List<TableProblem> problems = new ArrayList<>();
        for (SourceTable source : plan.sources()) {
            check(new TableDefinition(source.name(), source.physical(), source.options(), plan.settings()), true,
                    problems);
        }
        for (SinkTable sink : plan.sinks()) {
            check(new TableDefinition(sink.name(), sink.schema(), sink.options(), plan.settings()), false, problems);
        }
        return problems;
    }

    private void check(TableDefinition table, boolean asSource, List<TableProblem> problems) {
        String identifier = table.options().get("connector");
        Connector connector = identifier == null ? null : connectors.get(identifier);
        if (connector == null) {
            problems.add(new TableProblem(table.name(), (identifier == null ? "the table has no 'connector' option"
                    : "there is no connector '" + identifier + "'") + "; there are: "
                    + String.join(", ", connectors.keySet()), true));
            return;
        }
        if (asSource ? !connector.canRead() : !connector.canWrite()) {
            problems.add(new TableProblem(table.name(), "the connector '" + identifier + "' can't "
                    + (asSource ? "be read" : "be written") + "; the script "
                    + (asSource ? "selects from" : "inserts into") + " this table", true));
            return;
        }
        for (OptionProblem problem : connector.check(table, asSource)) {
            String option = problem.option() == null ? "" : "'" + problem.option() + "' ";
            problems.add(new TableProblem(table.name(), option + problem.message(), problem.isError()));
        }
    }

    /** True when every source of the plan ends by itself. */
    public boolean isBounded(PhysicalPlan plan) {
        return plan.sources().stream().allMatch(source -> connectors.get(source.options().get("connector")).isBounded(
                new TableDefinition(source.name(), source.physical(), source.options(), plan.settings())));
    }
}
