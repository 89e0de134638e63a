package io.pelton.sql.lower;

import io.pelton.engine.row.Column;
import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.Schema;
import io.pelton.engine.row.TypeKind;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Builds and fuses projections and filters. */
final class Calcs {
    /** Above this many parts a fused expression would rather be computed once, one step below. */
    private static final int MAX_FUSED_PARTS = 2_000;

    private Calcs() {
    }

    /** The columns of {@code node} as expressions over what is under its Calc, or over itself. */
    static List<Expression> columns(PlanNode node) {
        if (node instanceof Calc calc) {
            return calc.projections();
        }
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < node.schema().size(); i++) {
            columns.add(new InputReference(i, node.schema().type(i)));
        }
        return columns;
    }

    static PlanNode project(PlanNode input, List<Expression> projections, List<String> names) {
        Schema schema = schema(projections, names);
        if (input instanceof Calc below && fits(projections, below)) {
            List<Expression> fused = projections.stream().map(p -> substitute(p, below.projections())).toList();
            return simplify(new Calc(below.input(), below.condition(), fused, schema));
        }
        return simplify(new Calc(input, null, projections, schema));
    }

    static PlanNode filter(PlanNode input, Expression condition) {
        if (condition instanceof Literal literal && "true".equals(literal.value())) {
            return input;
        }
        if (input instanceof Calc below && fits(List.of(condition), below)) {
            Expression fused = substitute(condition, below.projections());
            return new Calc(below.input(), and(below.condition(), fused), below.projections(), below.schema());
        }
        return new Calc(input, condition, columnsOf(input), input.schema());
    }

    private static List<Expression> columnsOf(PlanNode input) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < input.schema().size(); i++) {
            columns.add(new InputReference(i, input.schema().type(i)));
        }
        return columns;
    }

    /** A Calc that changes nothing is left out. */
    private static PlanNode simplify(Calc calc) {
        boolean same = calc.condition() == null && calc.schema().equals(calc.input().schema());
        for (int i = 0; same && i < calc.projections().size(); i++) {
            same = calc.projections().get(i) instanceof InputReference reference && reference.index() == i;
        }
        return same ? calc.input() : calc;
    }

    static Schema schema(List<Expression> expressions, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            columns.add(new Column(names.get(i), expressions.get(i).type()));
        }
        return new Schema(columns);
    }

    static Expression and(Expression first, Expression second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        List<Expression> operands = new ArrayList<>();
        for (Expression condition : List.of(first, second)) {
            if (condition instanceof Call call && call.function() == Function.AND) {
                operands.addAll(call.operands());
            } else {
                operands.add(condition);
            }
        }
        boolean nullable = operands.stream().anyMatch(operand -> operand.type().nullable());
        return new Call(Function.AND, operands, ColumnType.of(TypeKind.BOOLEAN).withNullable(nullable));
    }

    /** {@code expression} over columns, with each column replaced by what computes it. */
    static Expression substitute(Expression expression, List<Expression> columns) {
        if (expression instanceof InputReference reference) {
            Expression column = columns.get(reference.index());
            return column.type().equals(reference.type()) ? column : Casts.cast(column, reference.type());
        }
        if (expression instanceof Call call) {
            List<Expression> operands = call.operands().stream().map(o -> substitute(o, columns)).toList();
            return new Call(call.function(), operands, call.type());
        }
        return expression;
    }

    /** True when all columns that {@code expression} reads are in the set. */
    static boolean readsOnly(Expression expression, IntPredicate columns) {
        if (expression instanceof InputReference reference) {
            return columns.test(reference.index());
        }
        return !(expression instanceof Call call) || call.operands().stream().allMatch(o -> readsOnly(o, columns));
    }

    private static boolean fits(List<Expression> above, Calc below) {
        int[] weights = below.projections().stream().mapToInt(Calcs::parts).toArray();
        return above.stream().mapToInt(e -> fusedParts(e, weights)).sum() <= MAX_FUSED_PARTS;
    }

    private static int fusedParts(Expression expression, int[] weights) {
        if (expression instanceof InputReference reference) {
            return weights[reference.index()];
        }
        return expression instanceof Call call
                ? 1 + call.operands().stream().mapToInt(o -> fusedParts(o, weights)).sum() : 1;
    }

    private static int parts(Expression expression) {
        return expression instanceof Call call ? 1 + call.operands().stream().mapToInt(Calcs::parts).sum() : 1;
    }
}
