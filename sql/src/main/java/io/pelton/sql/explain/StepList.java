package io.pelton.sql.explain;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.Schema;
import io.pelton.sql.diagnostic.HumanUnits;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.UnionAll;
import io.pelton.sql.plan.Window;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowAssign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps from a sink down to its sources, one below the other; the inputs of a UNION ALL are indented lists. */
final class StepList {
    private static final int LABEL_WIDTH = 11;

    /** A step: a label, lines of text, and lists below it. */
    private record Step(String label, List<String> lines, List<StepList> inputs) {
    }

    private final PhysicalPlan plan;
    private final int insert;
    private final StateEstimate estimate;
    private final List<Step> steps = new ArrayList<>();

    StepList(PhysicalPlan plan, int insert, StateEstimate estimate) {
        this.plan = plan;
        this.insert = insert;
        this.estimate = estimate;
    }

    /** How many aggregations a plan has. */
    static int aggregations(PlanNode node) {
        if (node instanceof Calc calc) {
            return aggregations(calc.input());
        }
        if (node instanceof WindowAssign assign) {
            return aggregations(assign.input());
        }
        if (node instanceof WindowAggregateNode aggregate) {
            return 1 + aggregations(aggregate.input());
        }
        return node instanceof UnionAll union ? union.inputs().stream().mapToInt(StepList::aggregations).sum() : 0;
    }

    void add(PlanNode node) {
        add(node, 0);
    }

    /** {@code before} aggregations stand in other inputs before this node's own. */
    private void add(PlanNode node, int before) {
        if (node instanceof Calc calc) {
            calc(calc);
            add(calc.input(), before);
        } else if (node instanceof WindowAssign assign) {
            step("window", window(assign.window(), assign.input().schema())
                    + "; each row once per window, with window_start, window_end, window_time");
            add(assign.input(), before);
        } else if (node instanceof WindowAggregateNode aggregate) {
            aggregate(aggregate, before + aggregations(aggregate.input()));
            add(aggregate.input(), before);
        } else if (node instanceof UnionAll union) {
            union(union, before);
        } else {
            step("read", SqlText.name(plan.sources().get(((Scan) node).streamId()).name()));
        }
    }

    private void step(String label, String... lines) {
        steps.add(new Step(label, List.of(lines), List.of()));
    }

    private void calc(Calc calc) {
        Schema input = calc.input().schema();
        if (!PlanExplainer.isIdentity(calc)) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < calc.projections().size(); i++) {
                columns.add(named(calc.projections().get(i), calc.schema().column(i), input));
            }
            steps.add(new Step("project", wrap(columns), List.of()));
        }
        if (calc.condition() != null) {
            step("filter", SqlText.of(calc.condition(), input));
        }
    }

    private static String named(Expression expression, Column column, Schema input) {
        String text = SqlText.of(expression, input);
        boolean same = expression instanceof InputReference && text.equals(SqlText.name(column.name()));
        return same ? text : text + " AS " + SqlText.name(column.name());
    }

    /** Short columns share lines, long ones get lines of their own. */
    private static List<String> wrap(List<String> columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i) + (i < columns.size() - 1 ? "," : "");
            if (line.length() > 0 && line.length() + column.length() > 80) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(column);
        }
        lines.add(line.toString());
        return lines;
    }

    private void aggregate(WindowAggregateNode node, int ordinal) {
        Schema input = node.input().schema();
        String keys = node.keys().isEmpty() ? "all rows together"
                : "per " + node.keys().stream().map(key -> SqlText.of(key, input)).collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        lines.add(keys + ", " + (node.window() == null
                ? "in the windows that the rows carry (" + SqlText.name(input.column(node.startColumn()).name()) + ", "
                + SqlText.name(input.column(node.endColumn()).name()) + ")"
                : "in " + window(node.window(), input)));
        List<String> results = new ArrayList<>();
        for (int i = 0; i < node.aggregates().size(); i++) {
            Column result = node.schema().column(node.keys().size() + i);
            results.add("  " + SqlText.name(result.name()) + " = " + SqlText.of(node.aggregates().get(i), input)
                    + "  ");
        }
        int width = results.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < results.size(); i++) {
            String type = node.schema().type(node.keys().size() + i).sql();
            lines.add(results.get(i) + " ".repeat(width - results.get(i).length()) + type);
        }
        StateEstimate.Bytes state = estimate.of(insert, ordinal);
        if (state != null) {
            lines.add(memory(state, node.keys().isEmpty()));
        }
        steps.add(new Step("aggregate", lines, List.of()));
    }

    private static String memory(StateEstimate.Bytes state, boolean keyless) {
        if (keyless || state.maxKeys() <= 1) {
            return "  memory: " + HumanUnits.bytes(state.maxBytes());
        }
        return "  memory: " + HumanUnits.bytes(Math.round((double) state.maxBytes() / state.maxKeys())) + " per key × "
                + HumanUnits.count(state.maxKeys()) + " keys = " + HumanUnits.bytes(state.maxBytes());
    }

    private static String window(Window window, Schema input) {
        String time = " by " + SqlText.name(input.column(window.timeColumn()).name());
        String offset = window.offsetMs() == 0 ? "" : ", shifted by " + HumanUnits.duration(window.offsetMs());
        String size = HumanUnits.duration(window.sizeMs());
        String slide = HumanUnits.duration(window.slideMs());
        return switch (window.kind()) {
            case TUMBLE -> "windows of " + size + time + offset;
            case HOP -> "windows of " + size + " every " + slide + time + offset + " ("
                    + window.sizeMs() / window.slideMs()
                    + " windows per row, panes of " + slide + ")";
            case CUMULATE -> "windows that grow by " + slide + " up to " + size + time + offset;
        };
    }

    private void union(UnionAll union, int before) {
        List<StepList> inputs = new ArrayList<>();
        int count = before;
        for (PlanNode input : union.inputs()) {
            StepList list = new StepList(plan, insert, estimate);
            list.add(input, count);
            count += aggregations(input);
            inputs.add(list);
        }
        steps.add(new Step("union all", List.of(union.inputs().size() + " inputs"), inputs));
    }

    String render(String prefix) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            Step step = steps.get(i);
            String label = step.label() + " ".repeat(LABEL_WIDTH - step.label().length());
            for (int line = 0; line < step.lines().size(); line++) {
                String lead = line > 0 ? (last ? "  " : "│ ") + " ".repeat(LABEL_WIDTH) : (last ? "└ " : "├ ") + label;
                out.append(prefix).append(lead).append(step.lines().get(line)).append('\n');
            }
            for (StepList input : step.inputs()) {
                out.append(input.render(prefix + (last ? "   " : "│  ")));
            }
        }
        return out.toString();
    }
}
