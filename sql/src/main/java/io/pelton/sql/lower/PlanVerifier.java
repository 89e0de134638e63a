package io.pelton.sql.lower;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.Scan;
import io.pelton.sql.plan.UnionAll;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowAssign;
import java.util.List;

/**
 * Checks that a plan holds together before anyone compiles it: Calcite is known to lose inputs and to mix up columns
 * without
 * a word, and a defect of our own should end here too. What it finds is never the script's fault.
 */
public final class PlanVerifier {
    private static final int WINDOW_COLUMNS = 3;

    private PlanVerifier() {
    }

    /** IllegalStateException when something doesn't fit. */
    public static void verify(PlanNode node) {
        if (node instanceof Calc calc) {
            calc(calc);
        } else if (node instanceof WindowAssign assign) {
            timeColumn(assign.input().schema(), assign.window().timeColumn());
            demand(assign.schema().size() == assign.input().schema().size() + WINDOW_COLUMNS, "window columns", node);
            verify(assign.input());
        } else if (node instanceof WindowAggregateNode aggregate) {
            aggregate(aggregate);
        } else if (node instanceof UnionAll union) {
            for (PlanNode input : union.inputs()) {
                demand(types(input.schema()).equals(types(union.schema())), "types of an input", node);
                verify(input);
            }
        } else {
            demand(node instanceof Scan, "kind", node);
        }
    }

    private static List<ColumnType> types(Schema schema) {
        return schema.columns().stream().map(column -> column.type()).toList();
    }

    private static void calc(Calc calc) {
        Schema input = calc.input().schema();
        if (calc.condition() != null) {
            demand(calc.condition().type().kind() == TypeKind.BOOLEAN, "condition", calc);
            expression(calc.condition(), input);
        }
        demand(calc.projections().size() == calc.schema().size(), "number of columns", calc);
        for (int i = 0; i < calc.projections().size(); i++) {
            expression(calc.projections().get(i), input);
            demand(calc.projections().get(i).type().equals(calc.schema().type(i)), "type of column " + i, calc);
        }
        verify(calc.input());
    }

    private static void aggregate(WindowAggregateNode node) {
        Schema input = node.input().schema();
        int keys = node.keys().size();
        demand(node.schema().size() == keys + node.aggregates().size() + WINDOW_COLUMNS, "number of columns", node);
        for (int i = 0; i < keys; i++) {
            expression(node.keys().get(i), input);
            demand(node.keys().get(i).type().equals(node.schema().type(i)), "type of key " + i, node);
        }
        for (int i = 0; i < node.aggregates().size(); i++) {
            AggregateCall call = node.aggregates().get(i);
            if (call.argument() != null) {
                expression(call.argument(), input);
            }
            if (call.filter() != null) {
                expression(call.filter(), input);
                demand(call.filter().type().kind() == TypeKind.BOOLEAN, "filter", node);
            }
            demand(call.type().equals(node.schema().type(keys + i)), "type of aggregate " + i, node);
        }
        if (node.window() != null) {
            timeColumn(input, node.window().timeColumn());
        } else {
            timeColumn(input, node.startColumn());
            timeColumn(input, node.endColumn());
        }
        verify(node.input());
    }

    private static void timeColumn(Schema schema, int column) {
        if (column < 0 || column >= schema.size() || !schema.type(column).kind().isTimestamp()) {
            throw new IllegalStateException("the plan doesn't hold together: timeColumn=" + column + ", schema="
                    + schema);
        }
    }

    private static void expression(Expression expression, Schema input) {
        if (expression instanceof InputReference reference) {
            boolean fits = reference.index() >= 0 && reference.index() < input.size()
                    && input.type(reference.index()).withNullable(true).equals(reference.type().withNullable(true));
            if (!fits) {
                throw new IllegalStateException(
                        "the plan doesn't hold together: reference=" + reference + ", schema=" + input);
            }
        } else if (expression instanceof Call call) {
            call.operands().forEach(operand -> expression(operand, input));
        }
    }

    private static void demand(boolean condition, String what, PlanNode node) {
        if (!condition) {
            throw new IllegalStateException("the plan doesn't hold together: what=" + what + ", node=" + node);
        }
    }
}
