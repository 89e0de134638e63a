package io.pelton.sql.analyze;

import io.pelton.sql.parse.Refusal;
import java.util.Locale;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Refuses by its syntax what no plan exists for, at the place where it stands. */
final class QuerySyntax extends SqlBasicVisitor<Void> {
    private static final String NOT_YET = " is not supported yet";

    private QuerySyntax() {
    }

    static void check(SqlNode query) {
        query.accept(new QuerySyntax());
    }

    @Override
    public Void visit(SqlDynamicParam parameter) {
        throw new Refusal(parameter, "parameters (?) have no value in a script", "write the value itself");
    }

    @Override
    public Void visit(SqlCall call) {
        switch (call.getKind()) {
            case SELECT -> checkSelect((SqlSelect) call);
            case TABLE_REF -> throw new Refusal(call, "hints are not supported",
                    "put the options into CREATE TABLE … WITH");
            case JOIN -> refuseJoin((SqlJoin) call);
            case MATCH_RECOGNIZE -> throw new Refusal(call, "MATCH_RECOGNIZE" + NOT_YET,
                    "rows can be filtered and aggregated by windows");
            case OVER -> throw new Refusal(call, "OVER windows" + wording(),
                    "use a window table function: FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), slide, size)) … GROUP BY "
                    + "…, window_start, window_end");
            case ORDER_BY -> refuseOrder((SqlOrderBy) call);
            case UNION -> checkUnion(call);
            case INTERSECT, EXCEPT -> throw new Refusal(call, call.getKind() + " would have to remember every row",
                    "filter with WHERE, or compare per window");
            case VALUES -> throw new Refusal(call, "VALUES" + NOT_YET + " as an input",
                    "put the rows into a file and read it with 'connector' = 'filesystem'");
            case SNAPSHOT -> throw new Refusal(call, "FOR SYSTEM_TIME AS OF" + NOT_YET, "");
            case LATERAL, UNNEST -> throw new Refusal(call, call.getKind() + NOT_YET, "");
            case PIVOT, UNPIVOT -> throw new Refusal(call, call.getKind() + NOT_YET,
                    "write the columns as aggregates with FILTER (WHERE …)");
            case EXISTS, SCALAR_QUERY, SOME, ALL -> throw new Refusal(call, "a subquery in an expression" + NOT_YET,
                    "");
            case IN, NOT_IN -> checkIn(call);
            case MINUS -> checkMinus(call);
            case TABLESAMPLE -> throw new Refusal(call, "TABLESAMPLE depends on chance, and results here never do",
                    "filter with MOD(…) on a column");
            case GROUPING_SETS, CUBE, ROLLUP -> throw new Refusal(call, call.getKind().toString().replace('_', ' ')
                    + NOT_YET,
                    "write one query per grouping and join them with UNION ALL");
            default -> checkOther(call);
        }
        return super.visit(call);
    }

    private static String wording() {
        return " are not supported yet";
    }

    private static void checkSelect(SqlSelect select) {
        if (select.getFrom() == null) {
            throw new Refusal(select, "a SELECT without FROM reads no stream", "add FROM and a table");
        }
        for (SqlNode part : new SqlNode[] {select.getSelectList(), select.getWhere(), select.getHaving()}) {
            if (part != null) {
                part.accept(new NoSubquery());
            }
        }
    }

    /** Refuses queries inside expressions. */
    private static final class NoSubquery extends SqlBasicVisitor<Void> {
        @Override
        public Void visit(SqlCall call) {
            if (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN) {
                checkIn(call);
            }
            if (call instanceof SqlSelect || call.getKind() == SqlKind.EXISTS) {
                throw new Refusal(call, "a subquery in an expression" + NOT_YET,
                        "put it into FROM, or compute the value in a view");
            }
            return super.visit(call);
        }
    }

    private static void refuseJoin(SqlJoin join) {
        boolean regular = join.getConditionType() == JoinConditionType.ON
                || join.getConditionType() == JoinConditionType.USING;
        throw new Refusal(join, "joins are not supported yet", regular
                ? "aggregate each stream by itself for now; a join without a time bound will stay refused, because "
                + "it remembers both streams for ever"
                : "a join of everything with everything has no bound and will stay refused");
    }

    private static void refuseOrder(SqlOrderBy order) {
        if (order.orderList.isEmpty()) {
            throw new Refusal(order.fetch != null ? order.fetch : order.offset,
                    "LIMIT and OFFSET need an end of the stream",
                    "leave it out; results come as they become final");
        }
        throw new Refusal(order.orderList, "ORDER BY needs an end of the stream",
                "leave it out: results come ordered by window end and key");
    }

    private static void checkUnion(SqlCall call) {
        if (call.getOperator().getName().equalsIgnoreCase("UNION")) {
            throw new Refusal(call, "UNION would have to remember every row to remove duplicates", "write UNION ALL");
        }
    }

    private static void checkIn(SqlCall call) {
        if (call.operand(1) instanceof SqlSelect || call.operand(1).getKind() == SqlKind.ORDER_BY) {
            throw new Refusal(call, "IN with a subquery" + NOT_YET, "list the values: IN ('a', 'b')");
        }
    }

    private static void checkMinus(SqlCall call) {
        if (call.getOperator() == SqlStdOperatorTable.MINUS_DATE) {
            throw new Refusal(call, "the difference of two times as an interval" + NOT_YET,
                    "write TIMESTAMPDIFF(SECOND, earlier, later)");
        }
    }

    private static void checkOther(SqlCall call) {
        if (!(call instanceof SqlBasicCall) || !(call.getOperator() instanceof SqlFunction)) {
            return;
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT).replace("$", "");
        if (name.equals("SESSION") || name.startsWith("SESSION_")) {
            throw new Refusal(call, "SESSION windows are not supported yet", "use TUMBLE or HOP");
        }
        if (name.equals("RAND") || name.equals("RAND_INTEGER") || name.equals("UUID")) {
            throw new Refusal(call, name
                    + " depends on chance, and results here never do: a replay gives the same rows",
                    "use a column of the row, or a hash of it such as MD5(…)");
        }
    }
}
