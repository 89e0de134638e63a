package io.pelton.sql.analyze;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import io.pelton.sql.catalog.StreamTable;
import io.pelton.sql.lower.PlanLowering;
import io.pelton.sql.lower.PlanVerifier;
import io.pelton.sql.lower.SinkProjection;
import io.pelton.sql.parse.Refusal;
import io.pelton.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/** Gives streams their numbers and queries their physical plans, down to the sink's columns. */
final class PlanAssembler {
    private final SqlSession session;

    PlanAssembler(SqlSession session) {
        this.session = session;
    }

    /** The tables that the queries read, numbered in DDL order. */
    Map<StreamTable, Integer> streamIds(List<AnalyzedQuery> queries) {
        Set<StreamTable> read = new LinkedHashSet<>();
        for (AnalyzedQuery query : queries) {
            read.addAll(tables(query.algebra()));
        }
        Map<StreamTable, Integer> ids = new LinkedHashMap<>();
        for (StreamTable table : session.catalog().streamTables()) {
            if (read.contains(table)) {
                ids.put(table, ids.size());
            }
        }
        return ids;
    }

    private static Set<StreamTable> tables(RelNode query) {
        Set<StreamTable> tables = new LinkedHashSet<>();
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, RelNode parent) {
                if (node instanceof TableScan scan) {
                    tables.add(scan.getTable().unwrapOrThrow(StreamTable.class));
                }
                super.visit(node, ordinal, parent);
            }
        }.go(query);
        return tables;
    }

    /** Refuses a view whose query has no plan. */
    void probe(RelNode query) {
        Map<StreamTable, Integer> ids = new HashMap<>();
        tables(query).forEach(table -> ids.put(table, ids.size()));
        lowering(ids).lower(query);
    }

    PlannedQuery plan(AnalyzedQuery query, Map<StreamTable, Integer> streams) {
        PlanNode root = lowering(streams).lower(query.algebra());
        if (query.sink() != null) {
            root = toSink(query, root);
        }
        PlanVerifier.verify(root);
        return new PlannedQuery(query.sink(), root, query.statement().explain());
    }

    private PlanLowering lowering(Map<StreamTable, Integer> ids) {
        return new PlanLowering(session.expressions(), ids, session::place);
    }

    private PlanNode toSink(AnalyzedQuery query, PlanNode root) {
        Schema sink = query.sink().definition().physical();
        int[] sources = sources(query, root.schema(), sink);
        for (int i = 0; i < sink.size(); i++) {
            Column column = sink.column(i);
            if (sources[i] < 0) {
                if (!column.type().nullable()) {
                    throw new Refusal(query.query(), "`" + column.name() + "` is NOT NULL and gets no value",
                            "add it to the column list and the query");
                }
            } else if (!SinkCasts.implicit(root.schema().type(sources[i]), column.type())) {
                throw new Refusal(selectItem(query.query(), sources[i]), "column " + (sources[i] + 1)
                        + " of the query, `" + root.schema().column(sources[i]).name()
                        + "`, is " + root.schema().type(sources[i]).sql() + " and doesn't fit `" + column.name() + "` "
                        + column.type().sql() + " of " + query.sink().definition().name(),
                        "query gives: " + SinkCasts.describe(root.schema()) + "\nsink takes:  "
                        + SinkCasts.describe(sink)
                        + "\nwrite CAST(… AS " + column.type().withNullable(true).sql() + "), or change the table");
            }
        }
        return SinkProjection.project(root, sources, sink);
    }

    /** The expression that gives a column, when it can be told; else the whole query. */
    private static SqlNode selectItem(SqlNode query, int column) {
        if (!(query instanceof SqlSelect select)) {
            return query;
        }
        boolean star = select.getSelectList().stream()
                .anyMatch(item -> item instanceof SqlIdentifier identifier && identifier.isStar());
        return star || column >= select.getSelectList().size() ? query : select.getSelectList().get(column);
    }

    /** For each sink column the query's column, or -1. */
    private static int[] sources(AnalyzedQuery query, Schema given, Schema sink) {
        int[] sources = new int[sink.size()];
        String name = query.sink().definition().name();
        if (query.columns() == null) {
            if (given.size() != sink.size()) {
                throw new Refusal(query.query(), "the query gives " + given.size() + " columns and `" + name + "` has "
                        + sink.size(), "query gives: " + SinkCasts.describe(given) + "\nsink takes:  "
                        + SinkCasts.describe(sink));
            }
            Arrays.setAll(sources, i -> i);
            return sources;
        }
        if (given.size() != query.columns().size()) {
            throw new Refusal(query.query(), "the query gives " + given.size() + " columns and the INSERT names "
                    + query.columns().size(), "query gives: " + SinkCasts.describe(given));
        }
        Arrays.fill(sources, -1);
        List<String> known = new ArrayList<>(sink.columns().stream().map(Column::name).toList());
        for (int i = 0; i < query.columns().size(); i++) {
            SqlNode column = query.columns().get(i);
            int target = sink.indexOf(column.toString());
            if (target < 0) {
                throw new Refusal(column, "`" + name + "` has no column `" + column + "`",
                        Names.didYouMean(column.toString(), known));
            }
            if (sources[target] >= 0) {
                throw new Refusal(column, "the column `" + column + "` is named twice", "name it once");
            }
            sources[target] = i;
        }
        return sources;
    }
}
