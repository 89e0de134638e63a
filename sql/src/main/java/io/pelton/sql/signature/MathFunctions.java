package io.pelton.sql.signature;

import io.pelton.sql.plan.Function;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Functions of numbers. */
final class MathFunctions {
    private static final SqlOperandTypeChecker ROUND_OPERANDS =
            OperandTypes.or(OperandTypes.NUMERIC, OperandTypes.family(SqlTypeFamily.NUMERIC, SqlTypeFamily.INTEGER));

    private MathFunctions() {
    }

    static void addTo(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.ABS, Function.ABS);
        table.add(SqlStdOperatorTable.CEIL, Function.CEIL);
        table.add(SqlStdOperatorTable.FLOOR, Function.FLOOR);
        table.add(Signature.of("CEILING", ReturnTypes.ARG0_OR_EXACT_NO_SCALE, OperandTypes.NUMERIC), Function.CEIL);
        table.add(Signature.of("ROUND", Results.ROUND, ROUND_OPERANDS), Function.ROUND);
        table.add(Signature.of("TRUNCATE", Results.ROUND, ROUND_OPERANDS), Function.TRUNCATE);
        table.add(SqlStdOperatorTable.SIGN, Function.SIGN);
        table.add(Signature.of("POWER", Results.DOUBLE_NULLABLE, OperandTypes.NUMERIC_NUMERIC), Function.POWER);
        table.add(Signature.of("ATAN2", Results.DOUBLE_NULLABLE, OperandTypes.NUMERIC_NUMERIC), Function.ATAN2);
        table.add(Signature.of("LOG", Results.DOUBLE_NULLABLE,
                OperandTypes.or(OperandTypes.NUMERIC, OperandTypes.NUMERIC_NUMERIC)), Function.LOG);
        addOfDouble(table, "SQRT", Function.SQRT);
        addOfDouble(table, "EXP", Function.EXP);
        addOfDouble(table, "LN", Function.LN);
        addOfDouble(table, "LOG10", Function.LOG10);
        addOfDouble(table, "LOG2", Function.LOG2);
        addOfDouble(table, "SIN", Function.SIN);
        addOfDouble(table, "COS", Function.COS);
        addOfDouble(table, "TAN", Function.TAN);
        addOfDouble(table, "COT", Function.COT);
        addOfDouble(table, "ASIN", Function.ASIN);
        addOfDouble(table, "ACOS", Function.ACOS);
        addOfDouble(table, "ATAN", Function.ATAN);
        addOfDouble(table, "SINH", Function.SINH);
        addOfDouble(table, "COSH", Function.COSH);
        addOfDouble(table, "TANH", Function.TANH);
        addOfDouble(table, "DEGREES", Function.DEGREES);
        addOfDouble(table, "RADIANS", Function.RADIANS);
        table.add(Signature.of("PI", ReturnTypes.DOUBLE, OperandTypes.NILADIC), Function.PI);
        table.add(Signature.bareClock("PI", ReturnTypes.DOUBLE, OperandTypes.NILADIC), Function.PI);
        table.add(Signature.of("E", ReturnTypes.DOUBLE, OperandTypes.NILADIC), Function.E);
        table.add(Signature.of("GREATEST", Results.COMMON_NULLABLE, OperandTypes.SAME_VARIADIC), Function.GREATEST);
        table.add(Signature.of("LEAST", Results.COMMON_NULLABLE, OperandTypes.SAME_VARIADIC), Function.LEAST);
    }

    private static void addOfDouble(FlinkOperatorTable table, String name, Function function) {
        table.add(Signature.of(name, Results.DOUBLE_NULLABLE, OperandTypes.NUMERIC), function);
    }
}
