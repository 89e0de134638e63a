package io.pelton.sql.analyze;

import io.pelton.sql.lower.ExpressionLowering;
import io.pelton.sql.lower.UnsupportedException;
import io.pelton.sql.parse.Refusal;
import io.pelton.sql.signature.FlinkOperatorTable;
import io.pelton.sql.signature.TimeFunctions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlDatePartFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * How calls become typed expressions: as Calcite does it, but the functions of time stay one call with their unit first
 * instead of dissolving into arithmetic.
 */
final class Convertlets implements SqlRexConvertletTable {
    static final Convertlets INSTANCE = new Convertlets();

    private Convertlets() {
    }

    @Override
    public SqlRexConvertlet get(SqlCall call) {
        SqlOperator operator = call.getOperator();
        if (operator == SqlStdOperatorTable.EXTRACT) {
            return (context, extract) -> timeCall(context, extract, TimeFunctions.EXTRACT);
        }
        if (operator == SqlStdOperatorTable.TIMESTAMP_DIFF) {
            return (context, diff) -> timeCall(context, diff, TimeFunctions.TIMESTAMP_DIFF);
        }
        if (operator == SqlStdOperatorTable.TIMESTAMP_ADD) {
            return (context, add) -> timeCall(context, add, TimeFunctions.TIMESTAMP_ADD);
        }
        boolean rounding = operator.getKind() == SqlKind.FLOOR || operator.getKind() == SqlKind.CEIL;
        if (rounding && call.operandCount() == 2 && call.operand(1) instanceof SqlIntervalQualifier) {
            SqlFunction function =
                    operator.getKind() == SqlKind.FLOOR ? TimeFunctions.FLOOR_TIME : TimeFunctions.CEIL_TIME;
            return (context, round) -> timeCall(context, round, function);
        }
        if (operator instanceof SqlDatePartFunction) {
            throw new IllegalStateException("a date part is an EXTRACT before it gets here: operator=" + operator);
        }
        return probed(call, StandardConvertletTable.INSTANCE.get(call));
    }

    /** Refuses what has no plan where it stands in the script, innermost first. */
    private static SqlRexConvertlet probed(SqlCall call, SqlRexConvertlet convertlet) {
        boolean cast = call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST;
        if (convertlet == null || !cast && FlinkOperatorTable.INSTANCE.function(call.getOperator()) == null) {
            return convertlet;
        }
        return (context, converted) -> {
            RexNode expression = convertlet.convertCall(context, converted);
            try {
                new ExpressionLowering(context.getRexBuilder()).lower(expression);
            } catch (UnsupportedException e) {
                throw new Refusal(converted, e.getMessage(), e.mend());
            }
            return expression;
        };
    }

    private static RexNode timeCall(SqlRexContext context, SqlCall call, SqlFunction function) {
        RexBuilder builder = context.getRexBuilder();
        List<RexNode> operands = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            if (operand instanceof SqlIntervalQualifier unit) {
                operands.add(0, builder.makeFlag(TimeUnitRange.of(unit.getUnit(), null)));
            } else {
                operands.add(context.convertExpression(operand));
            }
        }
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        return builder.makeCall(type, function, operands);
    }
}
