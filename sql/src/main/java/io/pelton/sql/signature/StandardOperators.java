package io.pelton.sql.signature;

import io.pelton.sql.plan.Function;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Comparison, logic, arithmetic and conditions: what has a sign or a keyword of its own. */
final class StandardOperators {
    /** The first of its operands that isn't NULL; a function in Flink, not a CASE, for its result's nullability. */
    static final SqlOperator COALESCE =
            Signature.of("COALESCE", Results.COMMON_FIRST_NOT_NULL, OperandTypes.SAME_VARIADIC);
    static final SqlOperator IFNULL = Signature.of("IFNULL", Results.COMMON_FIRST_NOT_NULL, OperandTypes.SAME_SAME);
    static final SqlOperator IF = Signature.of("IF",
            Results.COMMON_OF_BRANCHES,
            OperandTypes.family(SqlTypeFamily.BOOLEAN, SqlTypeFamily.ANY, SqlTypeFamily.ANY));

    private StandardOperators() {
    }

    static void addTo(FlinkOperatorTable table) {
        addLogic(table);
        addArithmetic(table);
        table.add(SqlStdOperatorTable.CASE, Function.CASE);
        table.add(SqlStdOperatorTable.NULLIF);
        table.add(COALESCE, Function.COALESCE);
        table.add(IFNULL, Function.IFNULL);
        table.add(IF, Function.IF);
        table.add(SqlStdOperatorTable.CAST, Function.CAST);
        table.add(SqlLibraryOperators.TRY_CAST, Function.TRY_CAST);
        for (SqlOperator silent : new SqlOperator[] {SqlStdOperatorTable.AS, SqlStdOperatorTable.ROW,
            SqlStdOperatorTable.DESCRIPTOR, SqlStdOperatorTable.EXPLICIT_TABLE, SqlStdOperatorTable.COLLECTION_TABLE,
            SqlStdOperatorTable.DEFAULT, SqlStdOperatorTable.ARGUMENT_ASSIGNMENT, SqlStdOperatorTable.FILTER,
            SqlStdOperatorTable.UNION_ALL, SqlStdOperatorTable.INTERVAL}) {
            table.add(silent);
        }
    }

    private static void addLogic(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.EQUALS, Function.EQUALS);
        table.add(SqlStdOperatorTable.NOT_EQUALS, Function.NOT_EQUALS);
        table.add(SqlStdOperatorTable.LESS_THAN, Function.LESS);
        table.add(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, Function.LESS_OR_EQUAL);
        table.add(SqlStdOperatorTable.GREATER_THAN, Function.GREATER);
        table.add(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, Function.GREATER_OR_EQUAL);
        table.add(SqlStdOperatorTable.AND, Function.AND);
        table.add(SqlStdOperatorTable.OR, Function.OR);
        table.add(SqlStdOperatorTable.NOT, Function.NOT);
        table.add(SqlStdOperatorTable.IS_NULL, Function.IS_NULL);
        table.add(SqlStdOperatorTable.IS_NOT_NULL, Function.IS_NOT_NULL);
        table.add(SqlStdOperatorTable.IS_TRUE, Function.IS_TRUE);
        table.add(SqlStdOperatorTable.IS_NOT_TRUE, Function.IS_NOT_TRUE);
        table.add(SqlStdOperatorTable.IS_FALSE, Function.IS_FALSE);
        table.add(SqlStdOperatorTable.IS_NOT_FALSE, Function.IS_NOT_FALSE);
        table.add(SqlStdOperatorTable.IS_UNKNOWN, Function.IS_NULL);
        table.add(SqlStdOperatorTable.IS_NOT_UNKNOWN, Function.IS_NOT_NULL);
        table.add(SqlStdOperatorTable.IS_DISTINCT_FROM, Function.IS_DISTINCT_FROM);
        table.add(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM, Function.IS_NOT_DISTINCT_FROM);
        table.add(SqlStdOperatorTable.LIKE, Function.LIKE);
        table.add(SqlStdOperatorTable.NOT_LIKE);
        table.add(SqlStdOperatorTable.SIMILAR_TO, Function.SIMILAR_TO);
        table.add(SqlStdOperatorTable.NOT_SIMILAR_TO);
        table.add(SqlStdOperatorTable.IN);
        table.add(SqlStdOperatorTable.NOT_IN);
        table.add(SqlStdOperatorTable.BETWEEN);
        table.add(SqlStdOperatorTable.NOT_BETWEEN);
        table.add(SqlStdOperatorTable.SYMMETRIC_BETWEEN);
        table.add(SqlStdOperatorTable.SYMMETRIC_NOT_BETWEEN);
    }

    private static void addArithmetic(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.PLUS, Function.PLUS);
        table.add(SqlStdOperatorTable.MINUS, Function.MINUS);
        table.add(SqlStdOperatorTable.MULTIPLY, Function.TIMES);
        table.add(SqlStdOperatorTable.DIVIDE, Function.DIVIDE);
        table.add(SqlStdOperatorTable.PERCENT_REMAINDER, Function.MOD);
        table.add(SqlStdOperatorTable.MOD, Function.MOD);
        table.add(SqlStdOperatorTable.UNARY_MINUS, Function.NEGATE);
        table.add(SqlStdOperatorTable.UNARY_PLUS);
        table.add(SqlStdOperatorTable.CONCAT, Function.CONCAT);
        table.addInternal(SqlStdOperatorTable.DATETIME_PLUS, Function.PLUS_INTERVAL);
        table.addInternal(SqlStdOperatorTable.MINUS_DATE, Function.MINUS_INTERVAL);
    }
}
