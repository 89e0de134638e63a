package io.pelton.sql.signature;

import static org.apache.calcite.sql.type.OperandTypes.family;
import static org.apache.calcite.sql.type.OperandTypes.or;

import io.pelton.sql.plan.Function;
import io.pelton.sql.type.FlinkTypeFactory;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of dates and times. */
public final class TimeFunctions {
    /** Operands: unit as a string, from, to. Takes the place of Calcite's, which is rewritten into arithmetic. */
    public static final SqlFunction TIMESTAMP_DIFF =
            Signature.of("TIMESTAMPDIFF", ReturnTypes.INTEGER_NULLABLE, OperandTypes.VARIADIC);
    /** Operands: unit as a string, count, timestamp. */
    public static final SqlFunction TIMESTAMP_ADD =
            Signature.of("TIMESTAMPADD", ReturnTypes.ARG2_NULLABLE, OperandTypes.VARIADIC);
    /** FLOOR(timestamp TO unit). Operands: unit as a string, timestamp. */
    public static final SqlFunction FLOOR_TIME = Signature.of("FLOOR", ReturnTypes.ARG1, OperandTypes.VARIADIC);
    /** CEIL(timestamp TO unit). Operands: unit as a string, timestamp. */
    public static final SqlFunction CEIL_TIME = Signature.of("CEIL", ReturnTypes.ARG1, OperandTypes.VARIADIC);
    /** EXTRACT(unit FROM timestamp). Operands: unit as a string, timestamp. */
    public static final SqlFunction EXTRACT = Signature.of("EXTRACT", ReturnTypes.BIGINT_NULLABLE,
    OperandTypes.VARIADIC);
    public static final SqlFunction PROCTIME = Signature.clock("PROCTIME",
            binding -> ((FlinkTypeFactory) binding.getTypeFactory()).processingTime(), OperandTypes.NILADIC);
    public static final SqlFunction CURRENT_WATERMARK = Signature.clock("CURRENT_WATERMARK",
            Results.FIRST.andThen(SqlTypeTransforms.FORCE_NULLABLE), OperandTypes.ANY);

    private static final SqlTypeFamily TEXT = SqlTypeFamily.CHARACTER;
    private static final SqlReturnTypeInference LTZ =
            Results.timestamp(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3, false);
    private static final SqlReturnTypeInference TIMESTAMP_NULLABLE = Results.timestamp(SqlTypeName.TIMESTAMP, 3, true);

    private TimeFunctions() {
    }

    /** TO_TIMESTAMP_LTZ(number, digits): as precise as its digits, at least milliseconds. */
    private static RelDataType epochTimestamp(SqlOperatorBinding binding) {
        int precision = 3;
        boolean digits = binding.getOperandCount() == 2 && SqlTypeUtil.isNumeric(binding.getOperandType(0));
        if (digits && binding.isOperandLiteral(1, false)) {
            Integer literal = binding.getOperandLiteralValue(1, Integer.class);
            precision = literal == null ? precision : Math.max(precision, Math.min(9, literal));
        }
        return Results.timestamp(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision, true).inferReturnType(binding);
    }

    static void addTo(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.EXTRACT);
        table.add(SqlStdOperatorTable.TIMESTAMP_DIFF);
        table.add(SqlStdOperatorTable.TIMESTAMP_ADD);
        for (SqlFunction part : new SqlFunction[] {SqlStdOperatorTable.YEAR, SqlStdOperatorTable.QUARTER,
            SqlStdOperatorTable.MONTH, SqlStdOperatorTable.WEEK, SqlStdOperatorTable.DAYOFYEAR,
            SqlStdOperatorTable.DAYOFMONTH, SqlStdOperatorTable.DAYOFWEEK, SqlStdOperatorTable.HOUR,
            SqlStdOperatorTable.MINUTE, SqlStdOperatorTable.SECOND}) {
            table.add(part);
        }
        table.addInternal(EXTRACT, Function.EXTRACT);
        table.addInternal(TIMESTAMP_DIFF, Function.TIMESTAMP_DIFF);
        table.addInternal(TIMESTAMP_ADD, Function.TIMESTAMP_ADD);
        table.addInternal(FLOOR_TIME, Function.FLOOR_TIME);
        table.addInternal(CEIL_TIME, Function.CEIL_TIME);
        table.add(Signature.of("TO_TIMESTAMP", TIMESTAMP_NULLABLE, or(family(TEXT), family(TEXT, TEXT))),
                Function.TO_TIMESTAMP);
        table.add(Signature.of("TO_TIMESTAMP_LTZ", TimeFunctions::epochTimestamp,
                or(family(SqlTypeFamily.NUMERIC), family(SqlTypeFamily.NUMERIC, SqlTypeFamily.INTEGER),
                        family(TEXT), family(TEXT, TEXT), family(TEXT, TEXT, TEXT))), Function.TO_TIMESTAMP_LTZ);
        table.add(Signature.of("TO_DATE",
                ReturnTypes.DATE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                or(family(TEXT), family(TEXT, TEXT))), Function.TO_DATE);
        table.add(Signature.of("DATE_FORMAT", Results.STRING_ALWAYS_NULLABLE,
                or(family(SqlTypeFamily.TIMESTAMP, TEXT), family(TEXT, TEXT))), Function.DATE_FORMAT);
        table.add(Signature.clock("FROM_UNIXTIME", Results.STRING_ALWAYS_NULLABLE,
                or(family(SqlTypeFamily.INTEGER), family(SqlTypeFamily.INTEGER, TEXT))), Function.FROM_UNIXTIME);
        table.add(Signature.clock("UNIX_TIMESTAMP", ReturnTypes.BIGINT_NULLABLE,
                or(OperandTypes.NILADIC, family(TEXT), family(TEXT, TEXT))), Function.UNIX_TIMESTAMP);
        table.add(Signature.of("CONVERT_TZ", Results.STRING_NULLABLE, family(TEXT, TEXT, TEXT)), Function.CONVERT_TZ);
        addClocks(table);
    }

    private static void addClocks(FlinkOperatorTable table) {
        table.add(Signature.bareClock("CURRENT_TIMESTAMP", LTZ, OperandTypes.NILADIC), Function.CURRENT_TIMESTAMP);
        table.add(Signature.clock("CURRENT_ROW_TIMESTAMP", LTZ, OperandTypes.NILADIC), Function.CURRENT_TIMESTAMP);
        table.add(Signature.clock("NOW", LTZ, OperandTypes.NILADIC), Function.CURRENT_TIMESTAMP);
        table.add(Signature.bareClock("LOCALTIMESTAMP", Results.timestamp(SqlTypeName.TIMESTAMP, 3, false),
                OperandTypes.NILADIC), Function.LOCALTIMESTAMP);
        table.add(Signature.bareClock("CURRENT_DATE", ReturnTypes.DATE, OperandTypes.NILADIC), Function.CURRENT_DATE);
        table.add(Signature.bareClock("CURRENT_TIME", Results.timestamp(SqlTypeName.TIME, 0, false),
                OperandTypes.NILADIC), Function.CURRENT_TIME);
        table.add(Signature.bareClock("LOCALTIME", Results.timestamp(SqlTypeName.TIME, 0, false),
                OperandTypes.NILADIC), Function.CURRENT_TIME);
        table.add(PROCTIME, Function.PROCTIME);
        table.add(CURRENT_WATERMARK, Function.CURRENT_WATERMARK);
    }
}
