package io.pelton.sql.compile;

import io.pelton.engine.row.TypeKind;
import io.pelton.sql.function.AllocatingFunctions;
import io.pelton.sql.function.TimePattern;
import io.pelton.sql.plan.AggregateCall;
import io.pelton.sql.plan.Calc;
import io.pelton.sql.plan.Call;
import io.pelton.sql.plan.Expression;
import io.pelton.sql.plan.Function;
import io.pelton.sql.plan.Insert;
import io.pelton.sql.plan.Literal;
import io.pelton.sql.plan.PhysicalPlan;
import io.pelton.sql.plan.PlanNode;
import io.pelton.sql.plan.SourceTable;
import io.pelton.sql.plan.UnionAll;
import io.pelton.sql.plan.WindowAggregateNode;
import io.pelton.sql.plan.WindowAssign;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds the functions of a plan that make objects per row: see {@link AllocatingFunctions}. */
final class AllocatingCalls {
    private final TreeSet<String> found = new TreeSet<>();

    private AllocatingCalls() {
    }

    /** Their names, sorted. */
    static List<String> of(PhysicalPlan plan) {
        AllocatingCalls calls = new AllocatingCalls();
        for (SourceTable source : plan.sources()) {
            calls.look(source.eventTime());
            calls.look(source.watermark());
        }
        for (Insert insert : plan.inserts()) {
            calls.look(insert.root());
        }
        return new ArrayList<>(calls.found);
    }

    private void look(PlanNode node) {
        if (node instanceof Calc calc) {
            look(calc.condition());
            calc.projections().forEach(this::look);
            look(calc.input());
        } else if (node instanceof WindowAssign assign) {
            look(assign.input());
        } else if (node instanceof WindowAggregateNode aggregate) {
            aggregate.keys().forEach(this::look);
            for (AggregateCall call : aggregate.aggregates()) {
                look(call.argument());
                look(call.filter());
            }
            look(aggregate.input());
        } else if (node instanceof UnionAll union) {
            union.inputs().forEach(this::look);
        }
    }

    private void look(Expression expression) {
        if (!(expression instanceof Call call)) {
            return;
        }
        if (allocates(call)) {
            found.add(call.function().name());
        }
        call.operands().forEach(this::look);
    }

    private static boolean allocates(Call call) {
        return switch (call.function()) {
            case SIMILAR_TO, REGEXP, REGEXP_EXTRACT, REGEXP_REPLACE, JSON_VALUE, MD5, SHA1, SHA256 -> true;
            case DATE_FORMAT, TO_TIMESTAMP, TO_TIMESTAMP_LTZ, TO_DATE, FROM_UNIXTIME,
                    UNIX_TIMESTAMP -> hasUnusualFormat(call);
            case CAST, TRY_CAST -> call.type().kind().isString()
                    && call.operands().get(0).type().kind() == TypeKind.FLOAT;
            default -> false;
        };
    }

    private static boolean hasUnusualFormat(Call call) {
        boolean hasFormat = call.operands().size() > 1 && (call.function() != Function.TO_TIMESTAMP_LTZ
                || call.operands().get(0).type().kind().isString());
        return hasFormat && call.operands().get(1) instanceof Literal format && format.value() != null
                && TimePattern.isAllocating(format.value());
    }
}
