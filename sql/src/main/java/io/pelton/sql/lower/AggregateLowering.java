package io.pelton.sql.lower;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.AggregateFunction;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowAssign;
import io.pelton.sql.signature.FlinkOperatorTable;
import io.pelton.sql.type.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.rel.core.Aggregate;

/**
 * GROUP BY keys and a window. When the window function stands right below and nothing else looks at the window's
 * columns,
 * both become one operator that shares panes; otherwise the rows carry their window's bounds.
 */
final class AggregateLowering {
    /** Names that Calcite gives to what has none. */
    private static final Pattern GENERATED = Pattern.compile("(EXPR)?\\$f?\\d+");

    private final Lowered input;
    private final Aggregate aggregate;
    private final int resultWindow;
    private final List<Integer> groups;
    /** Columns of the step below, each computed once. */
    private final List<Expression> pool = new ArrayList<>();
    private final List<String> poolNames = new ArrayList<>();

    AggregateLowering(Lowered input, Aggregate aggregate, int resultWindow) {
        this.input = input;
        this.aggregate = aggregate;
        this.resultWindow = resultWindow;
        this.groups = aggregate.getGroupSet().asList();
    }

    Lowered lower() {
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            throw new UnsupportedException("GROUPING SETS, CUBE and ROLLUP are not supported yet",
                    "write one query per grouping, joined by UNION ALL");
        }
        int window = groupedWindow();
        int start = groupColumn(ColumnTrait.Bound.START, window);
        int end = groupColumn(ColumnTrait.Bound.END, window);
        PlanNode base = input.node() instanceof Calc calc ? calc.input() : input.node();
        boolean fused = base instanceof WindowAssign && ownsWindow(base, window)
                && readsNoWindow((WindowAssign) base, window);
        List<Expression> keys = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int group : groups) {
            if (!isBound(group, window)) {
                keys.add(pooled(group));
                columns.add(input.node().schema().column(group));
            }
        }
        List<AggregateCall> calls = aggregates(columns);
        columns.addAll(PlanLowering.windowColumns(timeType(base, fused, window)));
        Schema schema = new Schema(columns);
        WindowAggregateNode node = fused
                ? fused((WindowAssign) base, keys, calls, schema)
                : attached(start, end, keys, calls, schema);
        return result(node, keys.size(), calls.size(), window);
    }

    /** The window whose start and end are both grouped by. */
    private int groupedWindow() {
        for (int group : groups) {
            ColumnTrait trait = input.traits().get(group);
            if (trait.bound() == ColumnTrait.Bound.START && groupColumn(ColumnTrait.Bound.END, trait.window()) >= 0) {
                return trait.window();
            }
        }
        boolean distinct = aggregate.getAggCallList().isEmpty();
        boolean anyBound = groups.stream().anyMatch(group -> input.traits().get(group).bound() != null);
        if (anyBound) {
            throw new UnsupportedException((distinct ? "SELECT DISTINCT" : "GROUP BY")
                    + " needs window_start and window_end, both, to know when a result is final",
                    distinct ? "select window_start and window_end" : "write GROUP BY …, window_start, window_end");
        }
        if (groups.isEmpty()) {
            throw new UnsupportedException("an aggregate over the whole stream never has a final result",
                    "aggregate per window: FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY "
                    + "window_start, window_end");
        }
        throw new UnsupportedException(distinct
                ? "SELECT DISTINCT without a window remembers every row for ever"
                : "GROUP BY without a window keeps every key for ever and never has a final result",
                distinct ? "make it per window: SELECT DISTINCT …, window_start, window_end FROM TABLE(TUMBLE(TABLE "
                + "t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))"
                : "group by a window too: FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) … GROUP "
                + "BY …, window_start, window_end");
    }

    private int groupColumn(ColumnTrait.Bound bound, int window) {
        for (int group : groups) {
            ColumnTrait trait = input.traits().get(group);
            if (trait.bound() == bound && trait.window() == window) {
                return group;
            }
        }
        return -1;
    }

    private boolean isBound(int column, int window) {
        ColumnTrait trait = input.traits().get(column);
        return trait.bound() != null && trait.window() == window;
    }

    /** True when the window's columns come from this very function and not from rows below it. */
    private boolean ownsWindow(PlanNode base, int window) {
        int start = groupColumn(ColumnTrait.Bound.START, window);
        return Calcs.columns(input.node()).get(start) instanceof InputReference reference
                && reference.index() == base.schema().size() - 3;
    }

    private boolean readsNoWindow(WindowAssign base, int window) {
        int own = base.schema().size() - 3;
        List<Expression> columns = Calcs.columns(input.node());
        boolean clean = !(input.node() instanceof Calc calc) || calc.condition() == null
                || Calcs.readsOnly(calc.condition(), column -> column < own);
        for (int group : groups) {
            clean &= isBound(group, window) || Calcs.readsOnly(columns.get(group), column -> column < own);
        }
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            for (int argument : call.getArgList()) {
                clean &= Calcs.readsOnly(columns.get(argument), column -> column < own);
            }
            clean &= call.filterArg < 0 || Calcs.readsOnly(columns.get(call.filterArg), column -> column < own);
        }
        return clean;
    }

    /** A column of the input as a column of the step below; equal expressions share one. */
    private InputReference pooled(int column) {
        Expression expression = Calcs.columns(input.node()).get(column);
        int index = pool.indexOf(expression);
        if (index < 0) {
            index = pool.size();
            pool.add(expression);
            String name = input.node().schema().column(column).name();
            poolNames.add(GENERATED.matcher(name).matches() ? "x" + index : name);
        }
        return new InputReference(index, expression.type());
    }

    private List<AggregateCall> aggregates(List<Column> columns) {
        List<AggregateCall> calls = new ArrayList<>();
        int group = groups.size();
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            AggregateFunction function = FlinkOperatorTable.INSTANCE.aggregate(call.getAggregation());
            String name = call.getAggregation().getName();
            if (function == null || call.getArgList().size() > 1) {
                throw new UnsupportedException("the aggregate " + name
                        + (function == null ? "" : " of several columns") + " is not supported yet", "");
            }
            boolean distinct = call.isDistinct() && function != AggregateFunction.MIN
                    && function != AggregateFunction.MAX;
            if (distinct && function != AggregateFunction.COUNT) {
                throw new UnsupportedException(name + "(DISTINCT …) is not supported yet", "COUNT(DISTINCT …) is");
            }
            Expression argument = call.getArgList().isEmpty() ? null : pooled(call.getArgList().get(0));
            Expression filter = call.filterArg < 0 ? null : pooled(call.filterArg);
            ColumnType type = ColumnTypes.of(call.getType());
            calls.add(new AggregateCall(function, distinct, argument, filter, type));
            columns.add(new Column(name(aggregate.getRowType().getFieldNames().get(group + calls.size() - 1),
                    function, argument, columns), type));
        }
        return calls;
    }

    /** A result's own name, or for one without name its function and argument: {@code avg_temperature}. */
    private String name(String given, AggregateFunction function, Expression argument, List<Column> taken) {
        if (!GENERATED.matcher(given).matches()) {
            return given;
        }
        String base = function.name().toLowerCase(Locale.ROOT)
                + (argument instanceof InputReference reference ? "_" + poolNames.get(reference.index()) : "");
        String name = base;
        for (int i = 2; contains(taken, name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    private static boolean contains(List<Column> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    private ColumnType timeType(PlanNode base, boolean fused, int window) {
        if (fused) {
            return base.schema().type(base.schema().size() - 1);
        }
        int time = groupColumn(ColumnTrait.Bound.TIME, window);
        return time < 0 ? ColumnType.timestamp(3).notNull() : input.node().schema().type(time);
    }

    private WindowAggregateNode fused(WindowAssign assign, List<Expression> keys, List<AggregateCall> calls,
            Schema schema) {
        Window window = assign.window();
        Expression time = new InputReference(window.timeColumn(), assign.input().schema().type(window.timeColumn()));
        int timeColumn = pool.indexOf(time);
        if (timeColumn < 0) {
            timeColumn = pool.size();
            pool.add(time);
            poolNames.add(assign.input().schema().column(window.timeColumn()).name());
        }
        Expression condition = input.node() instanceof Calc calc ? calc.condition() : null;
        PlanNode below = condition == null ? assign.input() : Calcs.filter(assign.input(), condition);
        Window moved = new Window(window.kind(), timeColumn, window.sizeMs(), window.slideMs(), window.offsetMs());
        return new WindowAggregateNode(
                Calcs.project(below, pool, poolNames), moved, -1, -1, keys, calls, schema);
    }

    private WindowAggregateNode attached(
            int start, int end, List<Expression> keys, List<AggregateCall> calls, Schema schema) {
        int startColumn = pooled(start).index();
        int endColumn = pooled(end).index();
        PlanNode base = input.node() instanceof Calc calc ? calc.input() : input.node();
        Expression condition = input.node() instanceof Calc calc ? calc.condition() : null;
        PlanNode below = condition == null ? base : Calcs.filter(base, condition);
        return new WindowAggregateNode(
                Calcs.project(below, pool, poolNames), null, startColumn, endColumn, keys, calls, schema);
    }

    /** The node's columns in the order that the query expects. */
    private Lowered result(WindowAggregateNode node, int keys, int calls, int window) {
        List<Expression> columns = new ArrayList<>();
        List<ColumnTrait> traits = new ArrayList<>();
        int key = 0;
        for (int group : groups) {
            if (isBound(group, window)) {
                ColumnTrait.Bound bound = input.traits().get(group).bound();
                int column = keys + calls + bound.ordinal();
                columns.add(new InputReference(column, node.schema().type(column)));
                traits.add(ColumnTrait.of(bound, resultWindow));
            } else {
                columns.add(new InputReference(key, node.schema().type(key)));
                traits.add(ColumnTrait.NONE);
                key++;
            }
        }
        for (int call = 0; call < calls; call++) {
            columns.add(new InputReference(keys + call, node.schema().type(keys + call)));
            traits.add(ColumnTrait.NONE);
        }
        return new Lowered(Calcs.project(node, columns, aggregate.getRowType().getFieldNames()), traits);
    }
}
