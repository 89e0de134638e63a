package io.pelton.sql.compile;

import io.pelton.engine.row.ColumnType;
import io.pelton.engine.row.RowLayout;
import io.pelton.engine.row.TypeKind;
import io.pelton.engine.topology.OperatorInput;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.InputReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one input of an operator, filtered and projected on the way in.
 *
 * @param layout      of the input's rows
 * @param condition   over the input row, or null
 * @param projections over the input row: the columns that the operator sees
 * @param eventTime   the expression that the row header's event time holds, or null when the header isn't to be relied
 *                    on
 */
record Branch(OperatorInput input, RowLayout layout, Expression condition, List<Expression> projections,
        Expression eventTime) {

    /** All columns as they are. */
    static Branch identity(OperatorInput input, RowLayout layout, Expression eventTime) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < layout.schema().size(); i++) {
            columns.add(new InputReference(i, layout.schema().type(i)));
        }
        return new Branch(input, layout, null, columns, eventTime);
    }

    /** The branch with a Calc on top of it. */
    Branch with(Expression filter, List<Expression> upper) {
        List<Expression> composed = new ArrayList<>();
        for (Expression expression : upper) {
            composed.add(over(expression));
        }
        return new Branch(input, layout, and(condition, filter == null ? null : over(filter)), composed, eventTime);
    }

    /** An expression over the branch's columns as one over the input row. */
    Expression over(Expression expression) {
        return substitute(expression, projections);
    }

    static Expression and(Expression first, Expression second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        List<Expression> parts = new ArrayList<>();
        collect(first, parts);
        collect(second, parts);
        return new Call(Function.AND, parts, ColumnType.of(TypeKind.BOOLEAN));
    }

    /** The operands of nested ANDs. */
    static void collect(Expression condition, List<Expression> parts) {
        if (condition instanceof Call call && call.function() == Function.AND) {
            call.operands().forEach(operand -> collect(operand, parts));
        } else {
            parts.add(condition);
        }
    }

    static Expression substitute(Expression expression, List<Expression> columns) {
        if (expression instanceof InputReference reference) {
            return columns.get(reference.index());
        }
        if (!(expression instanceof Call call)) {
            return expression;
        }
        List<Expression> operands = new ArrayList<>();
        for (Expression operand : call.operands()) {
            operands.add(substitute(operand, columns));
        }
        return new Call(call.function(), operands, call.type());
    }
}
