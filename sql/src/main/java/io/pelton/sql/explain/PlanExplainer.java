package io.pelton.sql.explain;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import io.pelton.sql.diagnostic.HumanUnits;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.SinkTable;
import io.pelton.sql.plan.SourceTable;
import java.util.List;
import java.util.Map;

/** A whole plan as text: the tables it reads, then each INSERT from its sink down to its sources. */
public final class PlanExplainer {
    private static final String INDENT = "   ";

    private final PhysicalPlan plan;
    private final StateEstimate estimate;
    private final StringBuilder out = new StringBuilder();

    private PlanExplainer(PhysicalPlan plan, StateEstimate estimate) {
        this.plan = plan;
        this.estimate = estimate;
    }

    public static String explain(PhysicalPlan plan, StateEstimate estimate) {
        PlanExplainer explainer = new PlanExplainer(plan, estimate);
        for (SourceTable source : plan.sources()) {
            explainer.source(source);
        }
        for (int i = 0; i < plan.inserts().size(); i++) {
            explainer.insert(i, plan.inserts().get(i));
        }
        explainer.total();
        return explainer.out.toString();
    }

    /** One query on its own, as EXPLAIN asks for it; memory is not known for it. */
    public static String explain(PhysicalPlan plan, PlanNode query) {
        PlanExplainer explainer = new PlanExplainer(plan, StateEstimate.UNKNOWN);
        explainer.out.append("QUERY\n");
        explainer.columns(query.schema());
        explainer.steps(0, query);
        return explainer.out.toString();
    }

    private void source(SourceTable source) {
        out.append("STREAM ").append(SqlText.name(source.name())).append("  ← ")
                .append(connector(source.options())).append('\n');
        columns(source.physical());
        if (source.eventTime() == null) {
            out.append('\n').append(INDENT).append("no event time: its rows can be filtered and projected, not "
                    + "windowed\n\n");
            return;
        }
        out.append('\n').append(INDENT).append("event time  ")
                .append(SqlText.of(source.eventTime(), source.physical())).append('\n');
        out.append(INDENT).append("watermark   ").append(watermark(source)).append("\n\n");
    }

    private static String watermark(SourceTable source) {
        if (source.watermark().equals(source.eventTime())) {
            return "the event time: rows are expected in order";
        }
        boolean delayed = source.watermark() instanceof Call call && call.function() == Function.MINUS_INTERVAL
                && call.operands().get(0).equals(source.eventTime()) && call.operands().get(1) instanceof Literal;
        return delayed
                ? SqlText.of(((Call) source.watermark()).operands().get(1), source.physical())
                + " behind the event time"
                : SqlText.of(source.watermark(), source.physical());
    }

    private static String connector(Map<String, String> options) {
        String text = String.valueOf(options.get("connector"));
        for (String key : List.of("format", "path", "topic")) {
            text += options.containsKey(key) ? ", " + key + " " + options.get(key) : "";
        }
        return text;
    }

    private void columns(Schema schema) {
        int width = schema.columns().stream().mapToInt(column -> SqlText.name(column.name()).length()).max().orElse(0);
        for (Column column : schema.columns()) {
            String name = SqlText.name(column.name());
            out.append(INDENT).append(name)
                    .append(" ".repeat(width - name.length() + 2)).append(column.type().sql()).append('\n');
        }
    }

    private void insert(int ordinal, Insert insert) {
        SinkTable sink = plan.sinks().get(insert.sinkId());
        out.append("INSERT INTO ").append(SqlText.name(sink.name())).append("  → ")
                .append(connector(sink.options())).append('\n');
        columns(sink.schema());
        for (int i = 0; i < sink.schema().size(); i++) {
            if (!sink.schema().type(i).nullable() && insert.root().schema().type(i).nullable()) {
                out.append(INDENT).append("a row whose ").append(SqlText.name(sink.schema().column(i).name()))
                        .append(" is NULL becomes a dead letter\n");
            }
        }
        out.append('\n');
        steps(ordinal, insert.root());
    }

    private void steps(int ordinal, PlanNode root) {
        StepList steps = new StepList(plan, ordinal, estimate);
        steps.add(root);
        out.append(steps.render(INDENT)).append('\n');
    }

    private void total() {
        long bytes = 0;
        for (int insert = 0; insert < plan.inserts().size(); insert++) {
            for (int i = 0; i < StepList.aggregations(plan.inserts().get(insert).root()); i++) {
                StateEstimate.Bytes state = estimate.of(insert, i);
                if (state == null) {
                    return;
                }
                bytes += state.maxBytes();
            }
        }
        out.append("memory of all operators at their limits: ").append(HumanUnits.bytes(bytes))
                .append(bytes == 0 ? "" : ", and at most as much again while a snapshot is taken").append('\n');
    }

    /** True when a Calc gives its input's columns as they are. */
    static boolean isIdentity(Calc calc) {
        List<Expression> projections = calc.projections();
        boolean same = projections.size() == calc.input().schema().size();
        for (int i = 0; same && i < projections.size(); i++) {
            same = projections.get(i) instanceof InputReference reference && reference.index() == i
                    && calc.schema().column(i).name().equals(calc.input().schema().column(i).name());
        }
        return same;
    }
}
