package io.pelton.gateway.catalog;

import io.pelton.engine.connector.Connector;
import io.pelton.engine.connector.OptionProblem;
import io.pelton.engine.connector.TableDefinition;
import io.pelton.engine.connector.TablePolicy;
import io.pelton.sql.plan.PhysicalPlan;
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
        sources(plan).forEach(table -> check(table, true, problems));
        sinks(plan).forEach(table -> check(table, false, problems));
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
        List<OptionProblem> found = new ArrayList<>(connector.check(table, asSource));
        boolean isReadable = found.stream().noneMatch(OptionProblem::isError);
        found.addAll(TablePolicy.problems(table, asSource, isReadable && connector.isBounded(table)));
        for (OptionProblem problem : found) {
            String option = problem.option() == null ? "" : "'" + problem.option() + "' ";
            problems.add(new TableProblem(table.name(), option + problem.message(), problem.isError()));
        }
    }

    /** The tables that the plan reads, in order. */
    public static List<TableDefinition> sources(PhysicalPlan plan) {
        return plan.sources().stream()
                .map(table -> new TableDefinition(table.name(), table.physical(), table.options(), plan.settings()))
                .toList();
    }

    /** The tables that the plan writes, in order. */
    public static List<TableDefinition> sinks(PhysicalPlan plan) {
        return plan.sinks().stream()
                .map(table -> new TableDefinition(table.name(), table.schema(), table.options(), plan.settings()))
                .toList();
    }

    /** True when every source of the plan ends by itself. */
    public boolean isBounded(PhysicalPlan plan) {
        return sources(plan).stream().allMatch(table -> isBounded(table));
    }

    /** True when this source ends by itself. */
    public boolean isBounded(TableDefinition table) {
        return connectors.get(table.options().get("connector")).isBounded(table);
    }
}
