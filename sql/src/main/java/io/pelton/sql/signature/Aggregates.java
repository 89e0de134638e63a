package io.pelton.sql.signature;

import io.pelton.sql.plan.AggregateFunction;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.util.Optionality;

/** Aggregate functions. */
final class Aggregates {

    private Aggregates() {
    }

    static void addTo(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.COUNT, AggregateFunction.COUNT);
        table.add(SqlStdOperatorTable.SUM, AggregateFunction.SUM);
        table.add(SqlStdOperatorTable.AVG, AggregateFunction.AVG);
        table.add(SqlStdOperatorTable.MIN, AggregateFunction.MIN);
        table.add(SqlStdOperatorTable.MAX, AggregateFunction.MAX);
        table.add(SqlStdOperatorTable.STDDEV, AggregateFunction.STDDEV_SAMP);
        table.add(SqlStdOperatorTable.STDDEV_POP, AggregateFunction.STDDEV_POP);
        table.add(SqlStdOperatorTable.STDDEV_SAMP, AggregateFunction.STDDEV_SAMP);
        table.add(SqlStdOperatorTable.VAR_POP, AggregateFunction.VAR_POP);
        table.add(SqlStdOperatorTable.VAR_SAMP, AggregateFunction.VAR_SAMP);
        table.add(SqlStdOperatorTable.VARIANCE, AggregateFunction.VAR_SAMP);
        table.add(new Value("FIRST_VALUE", SqlKind.FIRST_VALUE), AggregateFunction.FIRST_VALUE);
        table.add(new Value("LAST_VALUE", SqlKind.LAST_VALUE), AggregateFunction.LAST_VALUE);
    }

    /** FIRST_VALUE and LAST_VALUE: aggregates in Flink, needing no OVER. */
    private static final class Value extends SqlAggFunction {
        Value(String name, SqlKind kind) {
            super(name, null, kind, Results.FIRST_NULLABLE, null, OperandTypes.ANY,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION, false, false, Optionality.FORBIDDEN);
        }
    }
}
