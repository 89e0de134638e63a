package io.pelton.sql.signature;

import static org.apache.calcite.sql.type.OperandTypes.family;
import static org.apache.calcite.sql.type.OperandTypes.or;

import io.pelton.sql.plan.Function;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Functions of strings. */
public final class StringFunctions {
    private static final SqlTypeFamily TEXT = SqlTypeFamily.CHARACTER;
    private static final SqlTypeFamily WHOLE = SqlTypeFamily.INTEGER;
    private static final SqlOperandTypeChecker ONE = family(TEXT);
    private static final SqlOperandTypeChecker TWO = family(TEXT, TEXT);
    private static final SqlOperandTypeChecker THREE = family(TEXT, TEXT, TEXT);

    /** INSTR(string, part): POSITION with its operands the other way round. */
    public static final SqlFunction INSTR = Signature.of("INSTR", Results.INT_NULLABLE, TWO);

    private StringFunctions() {
    }

    static void addTo(FlinkOperatorTable table) {
        table.add(SqlStdOperatorTable.UPPER, Function.UPPER);
        table.add(SqlStdOperatorTable.LOWER, Function.LOWER);
        table.add(SqlStdOperatorTable.INITCAP, Function.INITCAP);
        table.add(SqlStdOperatorTable.CHAR_LENGTH, Function.CHAR_LENGTH);
        table.add(SqlStdOperatorTable.CHARACTER_LENGTH, Function.CHAR_LENGTH);
        table.add(SqlStdOperatorTable.TRIM, Function.TRIM);
        table.add(SqlStdOperatorTable.POSITION, Function.POSITION);
        table.add(Signature.of("SUBSTRING", Results.VARYING_ALWAYS_NULLABLE,
                or(family(TEXT, WHOLE), family(TEXT, WHOLE, WHOLE))), Function.SUBSTRING);
        table.add(Signature.of("SUBSTR", Results.VARYING_ALWAYS_NULLABLE,
                or(family(TEXT, WHOLE), family(TEXT, WHOLE, WHOLE))), Function.SUBSTRING);
        table.add(Signature.of("LTRIM", Results.VARYING_NULLABLE, or(ONE, TWO)), Function.LTRIM);
        table.add(Signature.of("RTRIM", Results.VARYING_NULLABLE, or(ONE, TWO)), Function.RTRIM);
        table.add(Signature.of("CONCAT", Results.STRING_NULLABLE, OperandTypes.repeat(
                SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)), Function.CONCAT);
        table.add(Signature.of("CONCAT_WS", Results.STRING_NULLABLE, OperandTypes.repeat(
                SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)), Function.CONCAT_WS);
        table.add(Signature.of("REPLACE", Results.STRING_NULLABLE, THREE), Function.REPLACE);
        table.add(Signature.of("SPLIT_INDEX", Results.STRING_ALWAYS_NULLABLE,
                or(family(TEXT, TEXT, WHOLE), family(TEXT, WHOLE, WHOLE))), Function.SPLIT_INDEX);
        table.add(Signature.of("REGEXP", Results.BOOLEAN_NULLABLE, TWO), Function.REGEXP);
        table.add(Signature.of("REGEXP_EXTRACT", Results.STRING_ALWAYS_NULLABLE,
                or(TWO, family(TEXT, TEXT, WHOLE))), Function.REGEXP_EXTRACT);
        table.add(Signature.of("REGEXP_REPLACE", Results.STRING_NULLABLE, THREE), Function.REGEXP_REPLACE);
        table.add(Signature.of("LPAD", Results.STRING_NULLABLE, family(TEXT, WHOLE, TEXT)), Function.LPAD);
        table.add(Signature.of("RPAD", Results.STRING_NULLABLE, family(TEXT, WHOLE, TEXT)), Function.RPAD);
        table.add(Signature.of("LEFT", Results.VARYING_ALWAYS_NULLABLE, family(TEXT, WHOLE)), Function.LEFT);
        table.add(Signature.of("RIGHT", Results.VARYING_ALWAYS_NULLABLE, family(TEXT, WHOLE)), Function.RIGHT);
        table.add(Signature.of("REVERSE", Results.STRING_ALWAYS_NULLABLE, ONE), Function.REVERSE);
        table.add(Signature.of("REPEAT", Results.STRING_NULLABLE, family(TEXT, WHOLE)), Function.REPEAT);
        table.add(Signature.of("STARTSWITH", Results.BOOLEAN_NULLABLE, TWO), Function.STARTSWITH);
        table.add(Signature.of("ENDSWITH", Results.BOOLEAN_NULLABLE, TWO), Function.ENDSWITH);
        table.add(Signature.of("ASCII", Results.INT_NULLABLE, ONE), Function.ASCII);
        table.add(Signature.of("CHR", Results.STRING_ALWAYS_NULLABLE, family(WHOLE)), Function.CHR);
        table.add(Signature.of("MD5", Results.charOf(32), ONE), Function.MD5);
        table.add(Signature.of("SHA1", Results.charOf(40), ONE), Function.SHA1);
        table.add(Signature.of("SHA256", Results.charOf(64), ONE), Function.SHA256);
        table.add(Signature.of("HEX", Results.STRING_NULLABLE, or(ONE, family(WHOLE))), Function.HEX);
        table.add(INSTR, Function.POSITION);
        table.add(Signature.of("LOCATE", Results.INT_NULLABLE, TWO), Function.POSITION);
        table.add(Signature.of("JSON_VALUE", Results.STRING_ALWAYS_NULLABLE, TWO), Function.JSON_VALUE);
    }
}
